using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>A month of a ledger as it is kept; every change of it is a row of its own beside it.</summary>
internal sealed class PeriodRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public PeriodState State { get; set; }

    public DateTimeOffset? OpenUntil { get; set; }

    public int Version { get; set; }

    /// <summary>The command or process that made the last change; those before it are in the history.</summary>
    public string Correlation { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    [IgnoreDataMember]
    public LedgerName Ledger => Ledgers.Find(RowKey.Split('|')[1]) ?? throw new InvalidDataException("A period without a ledger.");

    [IgnoreDataMember]
    public Period Period => Period.Parse(RowKey.Split('|')[2]);

    [IgnoreDataMember]
    public bool IsNew => Version == 0;

    public static PeriodRow From(string tenant, PeriodStanding standing) => new()
    {
        PartitionKey = ClosingKeys.Partition(tenant),
        RowKey = ClosingKeys.PeriodOf(standing.Ledger, standing.Period),
        State = standing.State,
    };

    /// <summary>Whether the event would be taken now; the end of a reopening only when it has come.</summary>
    public bool Takes(PeriodEvent @event, DateTimeOffset now)
        => @event == PeriodEvent.CloseAgain
            ? OpenUntil <= now && PeriodLifecycle.Table.Next(State, @event) is not null
            : PeriodLifecycle.Table.Next(Standing().StateAt(now), @event) is not null;

    public PeriodStanding Standing() => new(Ledger, Period, State, OpenUntil, Version);

    /// <summary>Moves to the next state.</summary>
    /// <returns>Both rows: the month and its history.</returns>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public TableTransactionAction[] Move(PeriodEvent @event, Actor actor, string reason, DateTimeOffset? openUntil = null)
    {
        // A reopening whose end has passed is closed, whoever writes so first; only its own end still sees it open.
        var from = @event == PeriodEvent.CloseAgain ? State : Standing().StateAt(actor.Now);
        var next = PeriodLifecycle.Table.Next(from, @event) ?? throw TransitionRefusedException.For(PeriodLifecycle.Table, from, @event);
        var isNew = IsNew;
        Version++;
        (State, Correlation, ChangedAt) = (next, actor.Correlation, actor.Now);
        OpenUntil = @event == PeriodEvent.Reopen ? openUntil : next.IsShut() ? null : OpenUntil;
        var change = new PeriodChange(Ledger, Period, @event, from, next, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation) { OpenUntil = OpenUntil };
        return
        [
            isNew ? new(TableTransactionActionType.Add, this) : new(TableTransactionActionType.UpdateReplace, this, ETag),
            new(TableTransactionActionType.Add, change.ToRow(PartitionKey, Version)),
        ];
    }
}

/// <summary>One change of a month of a ledger; written once, never changed.</summary>
/// <param name="Ledger">Which book.</param>
/// <param name="Period">Which month.</param>
/// <param name="Event">What happened.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Actor">The account, or the process that acted by itself.</param>
/// <param name="At">By UTC.</param>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
/// <param name="Reason">In the words of the actor.</param>
/// <param name="Correlation">The command or process it was part of.</param>
internal sealed record PeriodChange(LedgerName Ledger, Period Period, PeriodEvent Event, PeriodState From, PeriodState To, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation)
{
    /// <summary>The end of the reopening it began, or is part of.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    public TableEntity ToRow(string partition, int version) => new(partition, ClosingKeys.Change(Ledger, Period, version))
    {
        ["SchemaVersion"] = 1,
        ["Change"] = Storage.RowJson.Write(this),
    };
}
