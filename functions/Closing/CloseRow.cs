using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>The close of a month as it is kept; every change of it is a row of its own beside it.</summary>
internal sealed class CloseRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public CloseState State { get; set; }

    public int Round { get; set; }

    /// <summary>Counts the changes from 1; 0 before the first.</summary>
    public int Version { get; set; }

    /// <summary>Who started the round, or asked for the reopening it follows; signs none of its steps.</summary>
    public string StartedBy { get; set; } = "";

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>The steps from which the next round runs, commas between; null for all of it.</summary>
    public string? Affected { get; set; }

    public string? MessageId { get; set; }

    [IgnoreDataMember]
    public Period Period => Period.Parse(RowKey[ClosingKeys.ClosePrefix.Length..]);

    [IgnoreDataMember]
    public CloseRound Reference => new(PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)], Period, Round);

    public static CloseRow Of(string tenant, Period period) => new() { PartitionKey = ClosingKeys.Partition(tenant), RowKey = ClosingKeys.Close(period) };

    public bool Takes(CloseEvent @event) => CloseLifecycle.Table.Next(State, @event) is not null;

    public IReadOnlyList<string>? ReadAffected() => Affected?.Split(',');

    /// <summary>Reopens a completed close; its next round runs from this step, or all of it runs.</summary>
    /// <returns>Both rows: the close and its history.</returns>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public TableTransactionAction[] Reopen(string? step, Actor actor, string reason)
    {
        Affected = step;
        return Move(CloseEvent.Reopen, actor, reason);
    }

    /// <summary>Another ledger is reopened before the close runs again: the next round is for both.</summary>
    public TableTransactionAction Affect(string? step)
    {
        Affected = CloseStepRule.Both(ReadAffected(), step is null ? null : [step]) is { } both ? string.Join(',', both) : null;
        return new(TableTransactionActionType.UpdateReplace, this, ETag);
    }

    /// <summary>Moves to the next state; a start begins a new round.</summary>
    /// <returns>Both rows: the close and its history.</returns>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public TableTransactionAction[] Move(CloseEvent @event, Actor actor, string reason)
    {
        var next = CloseLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(CloseLifecycle.Table, State, @event);
        var (from, isNew) = (State, Version == 0);
        Version++;
        State = next;
        if (@event == CloseEvent.Cancel)
        {
            // After a cancellation everything runs again.
            Affected = null;
        }
        else if (@event == CloseEvent.Start)
        {
            (Round, StartedBy, StartedAt) = (Round + 1, actor.Name, actor.Now);
        }

        var change = new CloseChange(@event, from, next, Round, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation);
        return
        [
            isNew ? new(TableTransactionActionType.Add, this) : new(TableTransactionActionType.UpdateReplace, this, ETag),
            new(TableTransactionActionType.Add, new TableEntity(PartitionKey, ClosingKeys.CloseChange(Period, Version)) { ["SchemaVersion"] = 1, ["Change"] = RowJson.Write(change) }),
        ];
    }
}

/// <summary>One change of a close; written once, never changed.</summary>
/// <param name="Event">What happened.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Round">The round it began, or happened in.</param>
/// <param name="Actor">The account, or the process that acted by itself.</param>
/// <param name="At">By UTC.</param>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
/// <param name="Reason">In the words of the actor.</param>
/// <param name="Correlation">The command or process it was part of.</param>
internal sealed record CloseChange(CloseEvent Event, CloseState From, CloseState To, int Round, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation);
