using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Approvals.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;

namespace BackOffice.Approvals;

/// <summary>One approval as it stands. What happened to it is in its evidence, which is only ever added to.</summary>
internal sealed class ApprovalRow : ITableEntity
{
    public const string KeyPrefix = "approval|";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public ApprovalState State { get; set; }

    public string Kind { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Summary { get; set; } = "";

    public string Requester { get; set; } = "";

    /// <summary>Accounts, as JSON.</summary>
    public string Preparers { get; set; } = "[]";

    public long? AmountMinorUnits { get; set; }

    public string? Currency { get; set; }

    public string? CostCentre { get; set; }

    public string PayloadDigest { get; set; } = "";

    /// <summary>The rule of the process that asks, in its words.</summary>
    public string? AskedBy { get; set; }

    /// <summary>Of all that was asked: another request under the same id is refused.</summary>
    public string RequestDigest { get; set; } = "";

    /// <summary>The rule as it stood when it was asked for, as JSON.</summary>
    public string Rule { get; set; } = "";

    public int Level { get; set; }

    public bool Reminded { get; set; }

    public DateTimeOffset RequestedAt { get; set; }

    public DateTimeOffset RemindAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>Who has decided, and for whom, as JSON: their places are taken.</summary>
    public string Decided { get; set; } = "[]";

    /// <summary>How many pieces of evidence there are; the next one has this number.</summary>
    public int Evidence { get; set; }

    /// <summary>The message ids of the last notices, as JSON.</summary>
    public string Notices { get; set; } = "[]";

    public DateTimeOffset? ConcludedAt { get; set; }

    /// <summary>Why it ended, for people.</summary>
    public string? Reason { get; set; }

    [IgnoreDataMember]
    public ApprovalReference Reference => new(PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)], RowKey[KeyPrefix.Length..]);

    [IgnoreDataMember]
    public Money? Amount => AmountMinorUnits is { } units ? Money.FromMinorUnits(units, Primitives.Currency.Of(Currency!)) : null;

    public AskedRule ReadRule() => RowJson.Read<AskedRule>(Rule);

    public IReadOnlyList<string> ReadDecided() => RowJson.Read<List<string>>(Decided);

    /// <summary>What the rules have to know of it.</summary>
    public ApprovalCase ToCase() => new(Kind, Requester, RowJson.Read<List<string>>(Preparers), ReadRule())
    {
        State = State,
        PayloadDigest = PayloadDigest,
        Level = Level,
        RemindAt = RemindAt,
        DueAt = DueAt,
        Reminded = Reminded,
    };

    /// <summary>How far it is, for the orchestration. The notices are named again to whoever asks again: sending one twice sends it once.</summary>
    [IgnoreDataMember]
    public ApprovalProgress Progress
        => new(State, State.IsWaiting() ? (Reminded ? DueAt : RemindAt) : null, RowJson.Read<List<string>>(Notices));

    /// <summary>Moves to the next state.</summary>
    /// <returns>The state before.</returns>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public ApprovalState Move(ApprovalEvent @event)
    {
        var before = State;
        State = ApprovalLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(ApprovalLifecycle.Table, State, @event);
        return before;
    }

    public static string KeyOf(string approvalId) => KeyPrefix + approvalId;
}
