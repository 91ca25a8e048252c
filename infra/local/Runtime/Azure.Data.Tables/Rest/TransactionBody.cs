using System.Buffers;
using System.Text;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Rest;

/// <summary>Writes a transaction as multipart/mixed into one buffer, checking on the way what Azure would refuse.</summary>
internal sealed class TransactionBody : IDisposable
{
    private const string ChangesetHead = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";
    private const string Accept = " HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\n";
    private const string JsonHead = "Content-Type: application/json\r\n";

    private const int UsualOperation = 700;

    private readonly ArrayBufferWriter<byte> buffer;
    private readonly EntityWriter entities;
    private readonly string changeset = $"changeset_{Guid.NewGuid()}";
    private readonly string batch = $"batch_{Guid.NewGuid()}";
    private readonly string endpoint;
    private readonly string table;

    private TransactionBody(Uri endpoint, string table, int count)
    {
        buffer = new ArrayBufferWriter<byte>(UsualOperation * (count + 1));
        this.endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        this.table = table;
        entities = new EntityWriter(buffer);
    }

    public string ContentType => $"multipart/mixed; boundary={batch}";

    public ReadOnlyMemory<byte> Content => buffer.WrittenMemory;

    /// <exception cref="TableTransactionFailedException">An operation breaks a rule of the service; it is named by its index.</exception>
    /// <exception cref="RequestFailedException">The whole is too large.</exception>
    public static TransactionBody Create(TableService service, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        var body = new TransactionBody(service.Endpoint, table, Math.Min(actions.Count, TableLimits.MaxActions));
        body.Text($"--{body.batch}\r\nContent-Type: multipart/mixed; boundary={body.changeset}\r\n\r\n");
        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var index = 0; index < actions.Count; index++)
        {
            body.Append(index, actions, rows);
        }

        body.Text($"--{body.changeset}--\r\n--{body.batch}--\r\n");
        return body.Content.Length <= TableLimits.MaxTransactionSize ? body : throw TableLimits.TransactionTooLarge();
    }

    public void Dispose() => entities.Dispose();

    private void Append(int index, IReadOnlyList<TableTransactionAction> actions, HashSet<string> rows)
    {
        try
        {
            Check(index, actions, rows);
            Text($"--{changeset}\r\n{ChangesetHead}");
            Write(actions[index]);
        }
        catch (RequestFailedException exception)
        {
            throw new TableTransactionFailedException(new RequestFailedException(exception.Status, $"{index}:{exception.Message}", exception.ErrorCode, exception));
        }
    }

    private static void Check(int index, IReadOnlyList<TableTransactionAction> actions, HashSet<string> rows)
    {
        var entity = actions[index].Entity;
        TableLimits.CheckKey(entity.PartitionKey);
        TableLimits.CheckKey(entity.RowKey);
        if (index >= TableLimits.MaxActions)
        {
            throw TableLimits.Refusal("InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
        }

        if (entity.PartitionKey != actions[0].Entity.PartitionKey)
        {
            throw TableLimits.Refusal("CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
        }

        if (!rows.Add(entity.RowKey))
        {
            throw TableLimits.Refusal("InvalidDuplicateRow", "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.");
        }
    }

    private void Write(TableTransactionAction action)
    {
        var entity = action.Entity;
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add:
                Text($"POST {endpoint}{TablePath.Table(table)}{Accept}Prefer: return-no-content\r\n{JsonHead}\r\n");
                break;
            case TableTransactionActionType.Delete:
                Text($"DELETE {endpoint}{TablePath.Entity(table, entity.PartitionKey, entity.RowKey)}{Accept}If-Match: {(action.ETag == default ? ETag.All : action.ETag)}\r\n\r\n\r\n");
                return;
            default:
                var verb = action.ActionType == TableTransactionActionType.UpdateMerge ? "PATCH" : "PUT";
                Text($"{verb} {endpoint}{TablePath.Entity(table, entity.PartitionKey, entity.RowKey)}{Accept}If-Match: {RequiredETag(action)}\r\n{JsonHead}\r\n");
                break;
        }

        entities.Write(entity);
        Text("\r\n");
    }

    // Without one the service would insert or overwrite, whoever wrote last: what the two upserts do.
    private static ETag RequiredETag(TableTransactionAction action)
        => action.ETag != default
            ? action.ETag
            : throw new ArgumentException("An update in a transaction names an ETag (ETag.All for any): without it Azure inserts or overwrites.", nameof(action));

    private void Text(string text)
    {
        var span = buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        buffer.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
