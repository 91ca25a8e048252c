using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <content>How a run changes: by the table of its states, each change with a row of history.</content>
internal sealed partial class RunRow
{
    public bool Takes(RunEvent @event) => RunLifecycle.Table.Next(State, @event) is not null;

    /// <summary>How a round stands; one that another took the place of is over.</summary>
    public RunProgress ProgressOf(RunRound round) => new(
        round.Tenant,
        round.Round == Round ? State : RunState.Superseded,
        Shards,
        ReadOrders().Count + EmptyOrders,
        MessageId,
        State == RunState.AwaitingApproval && round.Round == Round ? RunApproval.Of(this) : null);

    /// <summary>Somebody had a hand in it.</summary>
    public void Prepare(string person)
    {
        var preparers = ReadPreparers();
        if (!preparers.Contains(person, StringComparer.OrdinalIgnoreCase))
        {
            Preparers = RowJson.Write(preparers.Append(person));
        }
    }

    /// <summary>Moves to the next state.</summary>
    /// <returns>Both rows: the run and its history.</returns>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public TableTransactionAction[] Move(RunEvent @event, Actor actor, string reason) => Move(@event, new RunCommand(actor, reason));

    /// <summary>The same by a command; of one that is about people the history says what was decided of whom.</summary>
    public TableTransactionAction[] Move(RunEvent @event, RunCommand by)
    {
        var next = RunLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(RunLifecycle.Table, State, @event);
        var from = State;
        State = next;
        return Write(by.Decision?.Event ?? $"{@event}", from, by.Actor, by.Reason, by.Decision?.People);
    }

    /// <summary>A decision about people that moves no state, with its history.</summary>
    public TableTransactionAction[] Note(RunCommand by) => Write(by.Decision!.Event, State, by.Actor, by.Reason, by.Decision.People);

    /// <summary>The run as it is created, or a change of it that moves no state, with its history.</summary>
    public TableTransactionAction[] Note(string @event, Actor actor, string reason) => Write(@event, State, actor, reason);

    private TableTransactionAction[] Write(string @event, RunState from, Actor actor, string reason, IReadOnlyList<string>? people = null)
    {
        var isNew = Version == 0;
        Version++;
        var change = new RunChange(@event, from, State, Round, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation) { People = people };
        return
        [
            isNew ? new(TableTransactionActionType.Add, this) : new(TableTransactionActionType.UpdateReplace, this, ETag),
            new(TableTransactionActionType.Add, new TableEntity(PartitionKey, PayrollKeys.Change(RunId, Version)) { ["SchemaVersion"] = 1, ["Change"] = RowJson.Write(change) }),
        ];
    }
}
