using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payments.Domain;
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
/// <param name="OrderId">The order.</param>
/// <param name="Part">Of the order.</param>
/// <param name="Input">The beginning of the digest of the debts that the part was to be made of: another try may have counted other lines.</param>
/// <param name="Line">As that try counted them.</param>
internal sealed record ClaimHolder(string OrderId, int Part, string Input, int Line)
{
    private const int InputLength = 16;

    public static ClaimHolder Of(PaymentOrderReference order, (int Number, string InputDigest) part, int line) => new(order.OrderId, part.Number, part.InputDigest[..InputLength], line);

    public bool IsOf(ClaimHolder other) => OrderId == other.OrderId && Part == other.Part;

    public bool CountsAs(PaymentPartRow decided) => decided.InputDigest.StartsWith(Input, StringComparison.Ordinal);
}

/// <summary>Where the claim of a debt lies.</summary>
/// <param name="Partition">All claims of a kind and group.</param>
/// <param name="Row">The page.</param>
/// <param name="End">Its place on the page.</param>
internal readonly record struct ClaimPlace(string Partition, string Row, string End);
