using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>Who has the debts whose names differ in their ends only: at most a hundred, so that a thousand people of a payroll are claimed in ten rows.</summary>
internal sealed class ClaimPageRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    /// <summary>By the end of the debt's name, as JSON.</summary>
    public string Claims { get; set; } = "{}";

    [IgnoreDataMember]
    public bool IsNew => ETag == default;

    public SortedDictionary<string, ClaimHolder> ReadClaims() => new(RowJson.Read<Dictionary<string, ClaimHolder>>(Claims), StringComparer.Ordinal);

    public TableTransactionAction With(SortedDictionary<string, ClaimHolder> claims)
    {
        Claims = RowJson.Write(claims);
        return IsNew ? new(TableTransactionActionType.Add, this) : new(TableTransactionActionType.UpdateReplace, this, ETag);
    }
}

/// <summary>The line of an order that has a debt.</summary>
internal sealed record ClaimHolder(string OrderId, int Part, int Line);

/// <summary>Where the claim of a debt lies.</summary>
/// <param name="Partition">All claims of a kind and group.</param>
/// <param name="Row">The page.</param>
/// <param name="End">Its place on the page.</param>
internal readonly record struct ClaimPlace(string Partition, string Row, string End);
