using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>A part of an order: the states of its lines. What they are is in the part's blob, which never changes.</summary>
internal sealed class PaymentPartRow : ITableEntity
{
    /// <summary>ISO 20022 codes have four letters; a bank's own word is cut.</summary>
    private const int LongestReason = 8;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    /// <summary>Of the debts that were handed in.</summary>
    public string InputDigest { get; set; } = "";

    /// <summary>One letter a line: <see cref="LineStates"/>.</summary>
    public string States { get; set; } = "";

    /// <summary>Lines in the order.</summary>
    public int Count { get; set; }

    /// <summary>In minor units.</summary>
    public long Sum { get; set; }

    /// <summary>Lines whose address is lines only.</summary>
    public int Unstructured { get; set; }

    /// <summary>The bank's codes by line, as JSON.</summary>
    public string Reasons { get; set; } = "{}";

    [IgnoreDataMember]
    public int Part => int.Parse(RowKey.AsSpan(RowKey.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    public Dictionary<int, string> ReadReasons() => RowJson.Read<Dictionary<int, string>>(Reasons);

    public void Keep(IEnumerable<LineState> states, IReadOnlyDictionary<int, string> reasons)
    {
        States = LineStates.Write(states);
        Reasons = RowJson.Write(reasons.ToDictionary(pair => pair.Key, pair => pair.Value.Length > LongestReason ? pair.Value[..LongestReason] : pair.Value));
    }

    public TableTransactionAction Replaced() => new(TableTransactionActionType.UpdateReplace, this, ETag);

    public static PaymentPartRow Of(PaymentOrderReference order, int part, PartContent content)
    {
        var ordered = content.Lines.Where(line => line.Refusal is null).ToList();
        return new PaymentPartRow
        {
            PartitionKey = PaymentKeys.Partition(order.Tenant),
            RowKey = PaymentKeys.Part(order.OrderId, part),
            InputDigest = content.InputDigest,
            States = LineStates.Write(content.Lines.Select(line => line.Refusal is null ? LineState.Ordered : LineState.Refused)),
            Count = ordered.Count,
            Sum = ordered.Sum(line => line.Payable.Amount.ToMinorUnits()),
            Unstructured = ordered.Count(line => line.Payable.Creditor.Address?.Form == AddressForm.Unstructured),
        };
    }
}
