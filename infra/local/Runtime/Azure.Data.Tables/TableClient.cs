using System.Buffers;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>One table, spoken to by the documented REST protocol. There is no upsert: the last writer must not win unseen (TS-3).</summary>
public class TableClient
{
    private readonly TableService? service;
    private readonly string name = string.Empty;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, options: null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableService.Create(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableService.Create(endpoint, tokenCredential, options), tableName)
    {
    }

    internal TableClient(TableService service, string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        this.service = service;
        name = tableName;
    }

    /// <summary>For a test's own subclass.</summary>
    protected TableClient()
    {
    }

    public virtual string Name => name;

    public virtual string AccountName => Service.Account;

    public virtual Uri Uri => new($"{Service.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    private TableService Service => service ?? throw new InvalidOperationException("A client without an account answers only what its subclass overrides.");

    /// <summary>Values are quoted and escaped. A time with a part below a millisecond is refused (TS-25).</summary>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTableName(Name);
        using var message = Service.CreateMessage(RequestMethod.Post, TablePath.Tables, JsonSerializer.SerializeToUtf8Bytes(new { TableName = Name }));
        message.Request.Headers.Add("Prefer", "return-no-content");
        var response = await Service.SendAsync(message, accepted: 409, cancellationToken);
        return response.Status != 409 || TableErrorParser.Read(response.Content.ToMemory())?.Code == TableErrorCode.TableAlreadyExists.ToString()
            ? Response.FromValue(new TableItem(Name), response)
            : throw new RequestFailedException(response);
    }

    /// <summary>A table that is not there is no error.</summary>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = Service.CreateMessage(RequestMethod.Delete, TablePath.TableResource(Name));
        return await Service.SendAsync(message, accepted: 404, cancellationToken);
    }

    /// <exception cref="RequestFailedException">409 EntityAlreadyExists; also after an answer was lost and the insert tried again.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        using var message = Service.CreateMessage(RequestMethod.Post, TablePath.Table(Name), Serialize(entity));
        message.Request.Headers.Add("Prefer", "return-no-content");
        return await Service.SendAsync(message, accepted: 0, cancellationToken);
    }

    /// <exception cref="RequestFailedException">404 ResourceNotFound.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGetMessage(partitionKey, rowKey, select);
        var response = await Service.SendAsync(message, accepted: 0, cancellationToken);
        return Response.FromValue(Deserialize<T>(response), response);
    }

    /// <summary>HasValue is false where there is no such row, or no such table.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGetMessage(partitionKey, rowKey, select);
        var response = await Service.SendAsync(message, accepted: 404, cancellationToken);
        return response.Status == 404 ? new NoValue<T>(response) : Response.FromValue(Deserialize<T>(response), response);
    }

    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, 404 ResourceNotFound.</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (ifMatch == default)
        {
            throw new ArgumentException("An update names the version it knows (ETag.All for any).", nameof(ifMatch));
        }

        var body = Serialize(entity);
        var method = mode == TableUpdateMode.Merge ? RequestMethod.Patch : RequestMethod.Put;
        using var message = Service.CreateMessage(method, TablePath.Entity(Name, entity.PartitionKey, entity.RowKey), body);
        message.Request.Headers.Add("If-Match", ifMatch.ToString());
        return await Service.SendAsync(message, accepted: 0, cancellationToken);
    }

    /// <summary>Without ifMatch any version goes. A row that is not there is no error: the response has status 404.</summary>
    public virtual async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        TableLimits.CheckKey(partitionKey);
        TableLimits.CheckKey(rowKey);
        using var message = Service.CreateMessage(RequestMethod.Delete, TablePath.Entity(Name, partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await Service.SendAsync(message, accepted: 404, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <param name="filter">OData; see <see cref="CreateQueryFilter"/>.</param>
    /// <param name="maxPerPage">At most 1000.</param>
    /// <param name="select">The properties to read; keys come only if named.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public virtual AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
        => maxPerPage is null or (> 0 and <= TableLimits.MaxRowsPerPage)
            ? new EntityPages<T>(Service, new EntityQuery(Name, filter, Joined(select), maxPerPage), cancellationToken)
            : throw TableLimits.Refusal("InvalidInput", "A page has 1 to 1000 rows.");

    /// <summary>All or nothing: at most 100 operations on different rows of one partition, and 4 MiB.</summary>
    /// <exception cref="TableTransactionFailedException">Nothing was written; the index says which operation failed.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        TableTransactionAction[] actions = [.. transactionActions];
        if (actions.Length == 0)
        {
            throw new InvalidOperationException("Transactions must have at least one operation.");
        }

        using var body = TransactionBody.Create(Service, Name, actions);
        using var message = Service.CreateMessage(RequestMethod.Post, "/$batch", body.Content);
        message.Request.Headers.SetValue("Content-Type", body.ContentType);
        var response = await Service.SendAsync(message, accepted: 0, cancellationToken);
        return Response.FromValue(TransactionAnswer.Read(response, actions.Length), response);
    }

    private static ReadOnlyMemory<byte> Serialize(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new EntityWriter(buffer);
        writer.Write(entity);
        return buffer.WrittenMemory;
    }

    private static T Deserialize<T>(Response response)
    {
        var reader = new Utf8JsonReader(response.Content.ToMemory().Span);
        reader.Read();
        return (T)EntityShape.Of(typeof(T)).Read(ref reader);
    }

    private static string? Joined(IEnumerable<string>? select) => select is null ? null : string.Join(',', select);

    private HttpMessage CreateGetMessage(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        TableLimits.CheckKey(partitionKey);
        TableLimits.CheckKey(rowKey);
        var message = Service.CreateMessage(RequestMethod.Get, TablePath.Entity(Name, partitionKey, rowKey));
        if (Joined(select) is { } names)
        {
            message.Request.Uri.AppendQuery("$select", names, escapeValue: true);
        }

        return message;
    }
}
