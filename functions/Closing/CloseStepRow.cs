using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>One step of one round as it is kept.</summary>
internal sealed class CloseStepRow : ITableEntity
{
    /// <summary>Keeps the blockers within one property.</summary>
    private const int MostBlockers = 50;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    /// <summary>Its place in the order of the round, from 0.</summary>
    public int Place { get; set; }

    public CloseStepKind Kind { get; set; }

    public Role Owner { get; set; }

    /// <summary>What it waits for, directly or not, as JSON.</summary>
    public string After { get; set; } = "[]";

    public CloseStepState State { get; set; }

    /// <summary>Since when it is in that state.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The last try that was written down.</summary>
    public int Turn { get; set; }

    /// <summary>What stands in the way, as JSON.</summary>
    public string Blockers { get; set; } = "[]";

    /// <summary>The round in which it was done, where this one need not do it again.</summary>
    public int? CarriedFrom { get; set; }

    public string? MessageId { get; set; }

    public string? EscalationId { get; set; }

    [IgnoreDataMember]
    public string Id => RowKey[(RowKey.LastIndexOf('|') + 1)..];

    [IgnoreDataMember]
    public CloseStepProgress Progress => new(State, MessageId, EscalationId);

    public static CloseStepRow Of(CloseRound close, CloseStepDefinition step, int place, DateTimeOffset now) => new()
    {
        PartitionKey = ClosingKeys.Partition(close.Tenant),
        RowKey = ClosingKeys.Step(close.Period, close.Round, step.Id),
        Place = place,
        Kind = step.Kind,
        Owner = step.Owner,
        Since = now,
    };

    public IReadOnlyList<string> ReadAfter() => RowJson.Read<List<string>>(After);

    public IReadOnlyList<CloseBlocker> ReadBlockers() => RowJson.Read<List<CloseBlocker>>(Blockers);

    /// <summary>Writes down a try.</summary>
    public void Take(int turn, CloseStepState state, CloseOutcome outcome, DateTimeOffset now)
    {
        Since = State == state ? Since : now;
        (Turn, State, Blockers, MessageId, EscalationId) = (turn, state, RowJson.Write(outcome.Blockers.Take(MostBlockers)), null, null);
    }
}
