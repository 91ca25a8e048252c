using BackOffice.Approvals;
using BackOffice.Notifications;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>What happens to a run as a whole between its calculation and its posting. Every activity looks first whether it was done before.</summary>
public sealed class RunActivities(PayrollStore store, RunSettlement settlement, Actors actors, Outbox outbox)
{
    /// <summary>Adds the shards up: the run is calculated, or some people failed.</summary>
    [Function(nameof(PayrollSteps.SumUpRun))]
    public async Task<RunProgress> SumUpAsync([ActivityTrigger] RunRound round, CancellationToken cancellationToken)
    {
        var row = await store.RequireRunAsync(round.Run, cancellationToken);
        if (row.Round != round.Round || row.State != RunState.Calculating)
        {
            return row.ProgressOf(round);
        }

        var shards = await store.ReadShardsAsync(round, cancellationToken);
        if (shards.Count != row.Shards)
        {
            throw new InvalidOperationException($"{round.InstanceId} has {shards.Count} of {row.Shards} shards.");
        }

        var sums = await SumsAsync(row, shards, cancellationToken);
        (row.Sums, row.Failed) = (RowJson.Write(sums), sums.Failed);
        row.ResultDigest = ShardRow.ResultOf(shards.Select(shard => (shard.InputDigest, shard.SlipDigest, shard.Rules)));
        return await MoveAsync(row, round, sums.Failed == 0 ? RunEvent.SumUp : RunEvent.SumUpWithExceptions, $"{sums.Calculated} payslips, {sums.Failed} failed.", cancellationToken);
    }

    /// <summary>How the run stands, with all that the bank has said by now.</summary>
    [Function(nameof(PayrollSteps.LookAtRun))]
    public async Task<RunProgress> LookAtAsync([ActivityTrigger] RunRound round, CancellationToken cancellationToken)
        => (await settlement.MoveAsync(round.Run, round.InstanceId, cancellationToken)).ProgressOf(round) with { MessageId = null };

    /// <summary>Reminds those who have to act; nothing happens when the run moved on.</summary>
    [Function(nameof(PayrollSteps.RemindOfRun))]
    public async Task<RunProgress> RemindAsync([ActivityTrigger] RunReminder reminder, CancellationToken cancellationToken)
    {
        var row = await store.RequireRunAsync(reminder.Round.Run, cancellationToken);
        var progress = row.ProgressOf(reminder.Round) with { MessageId = null };
        if (progress.State == RunState.Superseded || PayrollNotices.Reminder(row, reminder.At) is not { } notice)
        {
            return progress;
        }

        // Told before: the row of the notification is there, and the write is refused as a whole.
        await store.TryWriteAsync(reminder.Round.Tenant, [], reminder.At, notice);
        return progress with { MessageId = notice.MessageId };
    }

    /// <summary>Takes the approvers' answer; a matrix that asks nobody is no second person. Where another run of the group was posted since, nobody's yes counts: the sums of the year have changed.</summary>
    [Function(nameof(PayrollSteps.DecideRun))]
    public async Task<RunProgress> DecideAsync([ActivityTrigger] RunVerdict verdict, CancellationToken cancellationToken)
    {
        var row = await store.RequireRunAsync(verdict.Round.Run, cancellationToken);
        if (row.Round != verdict.Round.Round || row.State != RunState.AwaitingApproval)
        {
            return row.ProgressOf(verdict.Round);
        }

        var chain = await store.ReadChainAsync(verdict.Round.Tenant, row.Group, cancellationToken);
        return verdict.Outcome != ApprovalOutcome.Approved ? await MoveAsync(row, verdict.Round, RunEvent.Reject, $"The approval ended as {verdict.Outcome}.", cancellationToken)
            : chain.Tip != row.ChainTip ? await MoveAsync(row, verdict.Round, RunEvent.Reject, "Another run of the group was posted meanwhile: calculate again.", cancellationToken)
            : await MoveAsync(row, verdict.Round, RunEvent.Approve, "Approved.", cancellationToken);
    }

    /// <summary>Hands one notification to Service Bus; nothing happens when it was handed over before.</summary>
    [Function(nameof(PayrollSteps.SendPayrollNotice))]
    public Task SendNoticeAsync([ActivityTrigger] PayrollNotice notice, CancellationToken cancellationToken)
        => outbox.SendAsync(PayrollStore.AddressOf(notice.Tenant, notice.MessageId), cancellationToken);

    private async Task<RunSums> SumsAsync(RunRow row, IReadOnlyList<ShardRow> shards, CancellationToken cancellationToken)
    {
        var people = await store.ReadPeopleAsync(row.Reference, cancellationToken);
        var sums = shards.Count == 0 ? RunSums.None(row.Currency) : shards.Select(shard => shard.ReadSums()).Aggregate((one, other) => one + other);
        return sums with { Held = people.Count(person => person.State == PersonState.Held) };
    }

    private async Task<RunProgress> MoveAsync(RunRow row, RunRound round, RunEvent @event, string reason, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(round.Tenant, PayrollNotices.Process, round.InstanceId, cancellationToken);
        return await store.SaveAsync(row, round, row.Move(@event, actor, reason), actor, isQuiet: @event == RunEvent.Approve);
    }
}
