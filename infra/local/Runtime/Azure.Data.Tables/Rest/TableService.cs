using System.Buffers;
using Azure.Core;
using Azure.Core.Pipeline;
using BackOffice.LocalRuntime.Storage;

namespace Azure.Data.Tables.Rest;

/// <summary>The account's table endpoint: who it is, how requests are signed, retried and read.</summary>
internal sealed class TableService
{
    private const string Json = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline pipeline;
    private readonly string version;

    private TableService(Uri endpoint, string account, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        Endpoint = endpoint;
        Account = account;
        options ??= new TableClientOptions();
        version = options.VersionHeader;
        pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = TableErrorParser.Instance,
        });
    }

    public Uri Endpoint { get; }

    public string Account { get; }

    public static TableService Create(string connectionString, TableClientOptions? options)
    {
        var parts = StorageConnectionString.Parse(connectionString);
        return new(parts.TableEndpoint, parts.AccountName, new SharedKeyLitePolicy(parts.AccountName, parts.AccountKey), options);
    }

    public static TableService Create(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new(endpoint, endpoint.Host.Split('.')[0], new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options);
    }

    /// <param name="method">The verb.</param>
    /// <param name="path">Below the endpoint, escaped.</param>
    /// <param name="body">JSON; null for none.</param>
    public HttpMessage CreateMessage(RequestMethod method, string path, ReadOnlyMemory<byte>? body = null)
    {
        var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.Add("x-ms-version", version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", Json);
        if (body is { } bytes)
        {
            request.Headers.Add("Content-Type", "application/json");
            request.Content = RequestContent.Create(bytes);
        }

        return message;
    }

    /// <param name="message">Sent with retries, and disposed by the caller.</param>
    /// <param name="accepted">An error status that is an answer here; 0 for none.</param>
    /// <param name="cancellationToken">Ends the retries too.</param>
    /// <exception cref="RequestFailedException">Any other error.</exception>
    public async Task<Response> SendAsync(HttpMessage message, int accepted, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken);
        return message.Response.Status is >= 200 and < 300 || message.Response.Status == accepted
            ? message.Response
            : throw new RequestFailedException(message.Response);
    }
}

/// <summary>Paths of the REST protocol.</summary>
internal static class TablePath
{
    public static string Table(string table) => $"/{table}";

    public static string Tables => "/Tables";

    public static string TableResource(string table) => $"/Tables('{table}')";

    public static string Query(string table) => $"/{table}()";

    public static string Entity(string table, string partitionKey, string rowKey)
        => $"/{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    private static string Escape(string key) => Uri.EscapeDataString(key.Contains('\'', StringComparison.Ordinal) ? key.Replace("'", "''", StringComparison.Ordinal) : key);
}
