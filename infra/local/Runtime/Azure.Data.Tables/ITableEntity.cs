namespace Azure.Data.Tables;

/// <summary>A row: two keys, the server's clock and the version an update must name.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
