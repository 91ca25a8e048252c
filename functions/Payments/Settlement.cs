using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>What a bank's message did to the orders. The same message again gives the same figures.</summary>
/// <param name="Digest">SHA-256 of the message: its name.</param>
/// <param name="Kind">Statement, notification or status report.</param>
/// <param name="Transactions">Read.</param>
/// <param name="Paid">Lines that the message says are paid, and are.</param>
/// <param name="Returned">Lines that came back.</param>
/// <param name="Rejected">Lines that were refused.</param>
/// <param name="Accepted">Orders and lines the bank took over.</param>
/// <param name="Ignored">Money that came in, and what is only announced.</param>
/// <param name="Unmatched">Transactions that fit no line.</param>
/// <param name="FirstUnmatched">The first hundred of them.</param>
/// <param name="Findings">What was found in the message and did not refuse it.</param>
public sealed record SettlementSummary(
    string Digest,
    BankMessageKind Kind,
    int Transactions,
    int Paid,
    int Returned,
    int Rejected,
    int Accepted,
    int Ignored,
    int Unmatched,
    IReadOnlyList<UnmatchedTransaction> FirstUnmatched,
    IReadOnlyList<BankFinding> Findings);

/// <summary>A transaction that changed nothing; names, texts and accounts stay in the message.</summary>
/// <param name="Position">Where it stands in the message.</param>
/// <param name="Outcome">What the bank says.</param>
/// <param name="Reason">Why it fits no line.</param>
/// <param name="Amount">As text; null when the bank tells none.</param>
public sealed record UnmatchedTransaction(string Position, BankOutcome Outcome, UnmatchedReason Reason, string? Amount)
{
    internal static UnmatchedTransaction Of(BankTransaction transaction, UnmatchedReason reason) => new(transaction.Position, transaction.Outcome, reason, transaction.Amount?.ToString());
}

/// <summary>Whether a bank's message is worked off.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SettlementState>))]
public enum SettlementState
{
    /// <summary>Written down; a sweep finishes what a crash left.</summary>
    Pending,

    Done,
}

/// <summary>A bank's message as it is kept.</summary>
internal sealed class SettlementRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public SettlementState State { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public string ReceivedBy { get; set; } = "";

    /// <summary>The summary as JSON, once it is done.</summary>
    public string? Summary { get; set; }

    [IgnoreDataMember]
    public string Digest => RowKey[PaymentKeys.SettlementPrefix.Length..];

    public SettlementSummary? ReadSummary() => Summary is null ? null : RowJson.Read<SettlementSummary>(Summary);

    public static SettlementRow Of(string tenant, string digest, (string By, DateTimeOffset At) received) => new()
    {
        PartitionKey = PaymentKeys.Partition(tenant),
        RowKey = PaymentKeys.Settlement(digest),
        ReceivedBy = received.By,
        ReceivedAt = received.At,
    };
}
