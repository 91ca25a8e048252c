using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Notifications;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Closing;

/// <summary>The work of a close. Every activity looks first whether it was done before, and answers what it answered then.</summary>
public sealed class CloseActivities(ClosingStore store, CloseStepCatalog steps, Actors actors, Outbox outbox)
{
    private const string Process = "month-end-close";

    /// <summary>Writes the steps of the round down, those that need not run again as done.</summary>
    [Function(nameof(ClosingSteps.PlanClose))]
    public async Task<ClosePlan> PlanAsync([ActivityTrigger] CloseRound close, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(close, cancellationToken);
        if (rows.Count == 0)
        {
            var planned = await PlanRowsAsync(close, cancellationToken);
            var actor = await actors.NowAsync(close.Tenant, Process, close.InstanceId, cancellationToken);
            rows = await store.TryWriteAsync(close.Tenant, planned.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), actor.Now)
                ? planned
                : await ReadAsync(close, cancellationToken);
        }

        return new ClosePlan([.. rows.OrderBy(row => row.Place).Select(row => new PlannedStep(row.Id, row.ReadAfter(), row.Turn))]);
    }

    /// <summary>Runs a step once for each try, and says what became of it.</summary>
    [Function(nameof(ClosingSteps.RunCloseStep))]
    public async Task<CloseStepProgress> RunAsync([ActivityTrigger] CloseTurn turn, CancellationToken cancellationToken)
    {
        var (close, row) = await LoadAsync(turn.Step, cancellationToken);
        if (!IsRunning(close, turn.Step.Close) || row.State.IsOver() || row.Turn >= turn.Number)
        {
            return IsRunning(close, turn.Step.Close) ? row.Progress : GivenUp;
        }

        if (turn.Reminders > CloseStepRule.MostReminders)
        {
            return await GiveUpAsync(close, turn, cancellationToken);
        }

        var outcome = await steps.Of(row.Id).RunAsync(new CloseRun(turn.Step.Close.Tenant, turn.Step.Close.Period, turn.Step.Close.Round), cancellationToken);
        var isSigned = row.Kind == CloseStepKind.SignOff && await FindSignatureAsync(turn.Step, cancellationToken) is not null;
        return await SaveAsync(row, turn, CloseStepRule.After(row.Kind, outcome.IsClear, isSigned), outcome, cancellationToken);
    }

    /// <summary>Shows a step as failed that could not be run.</summary>
    [Function(nameof(ClosingSteps.FailCloseStep))]
    public async Task<CloseStepProgress> FailAsync([ActivityTrigger] CloseTurn turn, CancellationToken cancellationToken)
    {
        var (close, row) = await LoadAsync(turn.Step, cancellationToken);
        return !IsRunning(close, turn.Step.Close) ? GivenUp
            : row.State.IsOver() || row.Turn >= turn.Number ? row.Progress
            : await SaveAsync(row, turn, CloseStepState.Failed, CloseOutcome.Clear, cancellationToken);
    }

    /// <summary>Ends a round whose steps are all done.</summary>
    [Function(nameof(ClosingSteps.CompleteClose))]
    public async Task<CloseProgress> CompleteAsync([ActivityTrigger] CloseRound close, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync<CloseRow>(close.Tenant, ClosingKeys.Close(close.Period), cancellationToken) ?? throw NeverWritten(close);
        if (!IsRunning(row, close))
        {
            return new CloseProgress(row.State, row.MessageId);
        }

        var actor = await actors.NowAsync(close.Tenant, Process, close.InstanceId, cancellationToken);
        var notice = ClosingNotices.Completed(close);
        row.MessageId = notice.MessageId;
        return await store.TryWriteAsync(close.Tenant, row.Move(CloseEvent.Complete, actor, "Every step is done."), actor.Now, notice)
            ? new CloseProgress(row.State, row.MessageId)
            : throw Moved(close);
    }

    /// <summary>Hands one notification to Service Bus; nothing happens when it was handed over before.</summary>
    [Function(nameof(ClosingSteps.SendClosingNotice))]
    public Task SendNoticeAsync([ActivityTrigger] ClosingNotice notice, CancellationToken cancellationToken)
        => outbox.SendAsync(ClosingStore.AddressOf(notice.Tenant, notice.MessageId), cancellationToken);

    private static CloseStepProgress GivenUp { get; } = new(CloseStepState.Cancelled, MessageId: null, EscalationId: null);

    private async Task<IReadOnlyList<CloseStepRow>> PlanRowsAsync(CloseRound close, CancellationToken cancellationToken)
    {
        var graph = steps.GraphOf(close.Period);
        var row = await store.FindAsync<CloseRow>(close.Tenant, ClosingKeys.Close(close.Period), cancellationToken) ?? throw NeverWritten(close);
        var before = close.Round == 1 ? [] : await ReadAsync(close with { Round = close.Round - 1 }, cancellationToken);
        var doneBefore = before.Where(step => step.State == CloseStepState.Done).ToDictionary(step => step.Id, StringComparer.Ordinal);
        var carried = CloseStepRule.Carried(graph, row.ReadAffected(), doneBefore.Keys.ToHashSet(StringComparer.Ordinal));
        return
        [
            .. graph.Order.Select((definition, place) =>
            {
                var step = CloseStepRow.Of(close, definition, place, row.StartedAt!.Value);
                step.After = RowJson.Write(graph.UpstreamOf(definition.Id));
                if (carried.Contains(step.Id))
                {
                    (step.State, step.CarriedFrom) = (CloseStepState.Done, doneBefore[step.Id].CarriedFrom ?? close.Round - 1);
                }

                return step;
            }),
        ];
    }

    private async Task<CloseStepProgress> SaveAsync(CloseStepRow row, CloseTurn turn, CloseStepState state, CloseOutcome outcome, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(turn.Step.Close.Tenant, Process, turn.Step.Close.InstanceId, cancellationToken);
        var isWorthTelling = CloseStepRule.IsWorthTelling(row.State, state, turn.Reminders);
        row.Take(turn.Number, state, outcome, actor.Now);
        var notices = isWorthTelling ? ClosingNotices.Of(row, turn) : [];
        row.MessageId = notices.Count > 0 ? notices[0].MessageId : null;
        row.EscalationId = notices.Count > 1 ? notices[1].MessageId : null;
        return await store.TryWriteAsync(turn.Step.Close.Tenant, [new(TableTransactionActionType.UpdateReplace, row, row.ETag)], actor.Now, notices)
            ? row.Progress
            : throw Moved(turn.Step.Close);
    }

    /// <summary>Nobody acted for so long that the close is cancelled.</summary>
    private async Task<CloseStepProgress> GiveUpAsync(CloseRow close, CloseTurn turn, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(turn.Step.Close.Tenant, Process, turn.Step.Close.InstanceId, cancellationToken);
        return await store.TryWriteAsync(turn.Step.Close.Tenant, close.Move(CloseEvent.Cancel, actor, $"Nobody acted on '{turn.Step.Step}' for {CloseStepRule.MostReminders} days."), actor.Now)
            ? GivenUp
            : throw Moved(turn.Step.Close);
    }

    private async Task<(CloseRow Close, CloseStepRow Step)> LoadAsync(CloseStepReference step, CancellationToken cancellationToken)
        => (await store.FindAsync<CloseRow>(step.Close.Tenant, ClosingKeys.Close(step.Close.Period), cancellationToken) ?? throw NeverWritten(step.Close),
            await store.FindAsync<CloseStepRow>(step.Close.Tenant, ClosingKeys.Step(step.Close.Period, step.Close.Round, step.Step), cancellationToken) ?? throw NeverWritten(step.Close));

    private Task<SignatureRow?> FindSignatureAsync(CloseStepReference step, CancellationToken cancellationToken)
        => store.FindAsync<SignatureRow>(step.Close.Tenant, ClosingKeys.Signature(step.Close.Period, step.Close.Round, step.Step), cancellationToken);

    private Task<IReadOnlyList<CloseStepRow>> ReadAsync(CloseRound close, CancellationToken cancellationToken)
        => store.ReadAllAsync<CloseStepRow>(close.Tenant, ClosingKeys.RoundPrefix(close.Period, close.Round), cancellationToken);

    private static bool IsRunning(CloseRow row, CloseRound close) => row.State == CloseState.Running && row.Round == close.Round;

    private static InvalidOperationException NeverWritten(CloseRound close) => new($"{close.InstanceId} was never written down.");

    private static InvalidOperationException Moved(CloseRound close) => new($"{close.InstanceId} changed meanwhile.");
}
