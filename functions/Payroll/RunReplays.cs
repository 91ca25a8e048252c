using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.Runs;
using BackOffice.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace BackOffice.Payroll;

/// <summary>Asks for past rounds to be calculated again, and finds what came out.</summary>
public sealed class RunReplays(PayrollStore store, PayrollBlobs blobs, PayGroups groups, CountryRuleBook rules)
{
    private const int MostReplays = 999;

    /// <summary>Writes the replay down; the same command again answers the same one.</summary>
    /// <exception cref="RefusedException">404; 409 not-calculated; 409 rules-gone: this program no longer has the rules of the round.</exception>
    internal async Task<ReplayRow> AskAsync(RunReference run, int? round, ReplayRules by, RunCommand command, CancellationToken cancellationToken)
    {
        var row = await store.FindRunAsync(run, cancellationToken) ?? throw RefusedException.NotFound($"There is no payroll run '{run.RunId}'.");
        var plan = await RequirePlanAsync(row, round ?? row.Round, cancellationToken);
        var replay = new ReplayRow
        {
            PartitionKey = PayrollKeys.Partition(run.Tenant),
            By = by,
            Rules = await RulesAsync(run, plan, by, cancellationToken),
            Shards = plan.Shards.Count,
            AskedBy = command.Actor.Name,
            AskedAt = command.Actor.Now,
            Reason = command.Reason,
            Correlation = command.Actor.Correlation,
        };
        for (var number = 1; number <= MostReplays; number++)
        {
            replay.RowKey = PayrollKeys.Replay(new RunReplay(row.Current with { Round = round ?? row.Round }, number));
            if (await store.TryAddAsync(replay, cancellationToken))
            {
                return replay;
            }

            if (await store.FindAsync<ReplayRow>(replay.PartitionKey, replay.RowKey, cancellationToken) is { } there && there.Correlation == command.Actor.Correlation)
            {
                return there;
            }
        }

        throw new RefusedException(StatusCodes.Status409Conflict, "too-many-replays", $"This round was replayed {MostReplays} times.");
    }

    /// <summary>Starts the calculation of a replay that was written down, once.</summary>
    internal static Task LaunchAsync(ReplayRow row, DurableTaskClient client, CancellationToken cancellationToken)
        => client.StartOnceAsync(nameof(PayrollReplayOrchestrator), row.Reference.InstanceId, new ReplayWork(row.Reference, row.Shards), cancellationToken);

    /// <exception cref="RefusedException">404 not-found.</exception>
    internal async Task<ReplayRow> RequireAsync(RunReference run, string replay, CancellationToken cancellationToken)
        => (await store.ReadAllAsync<ReplayRow>(PayrollKeys.Partition(run.Tenant), PayrollKeys.ReplaysOf(run.RunId), cancellationToken)).FirstOrDefault(row => row.Reference.Id == replay)
            ?? throw RefusedException.NotFound($"There is no replay '{replay}' of this run.");

    /// <summary>Everybody whose slip came out otherwise, by their ids.</summary>
    internal async IAsyncEnumerable<SlipDifference> DifferencesAsync(RunReplay replay, int shards, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 1; number <= shards; number++)
        {
            await foreach (var difference in blobs.ReadLinesAsync<SlipDifference>(PayrollKeys.DifferencesBlob(replay, number), cancellationToken))
            {
                yield return difference;
            }
        }
    }

    private async Task<RoundPlan> RequirePlanAsync(RunRow row, int round, CancellationToken cancellationToken)
    {
        if (round < 1 || round > row.Round)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-calculated", $"The run {row.RunId} has {row.Round} rounds.");
        }

        var plan = await blobs.FindPlanAsync(row.Current with { Round = round }, cancellationToken);
        return plan is not null && (await store.ReadShardsAsync(row.Current with { Round = round }, cancellationToken)).Count == plan.Shards.Count
            ? plan
            : throw new RefusedException(StatusCodes.Status409Conflict, "not-calculated", $"Round {round} of {row.RunId} was not calculated to its end.");
    }

    private async Task<string> RulesAsync(RunReference run, RoundPlan plan, ReplayRules by, CancellationToken cancellationToken)
    {
        if (by == ReplayRules.Then)
        {
            return rules.FindVersion(plan.Rules)?.Pack.Version ?? throw new RefusedException(StatusCodes.Status409Conflict, "rules-gone", $"This program no longer has the rules {plan.Rules}: run the version of it that had them.");
        }

        var group = await groups.FindAsync(run.Tenant, plan.Group, plan.PayDay, plan.KnownAt, cancellationToken);
        return rules.Find(group!.Country, plan.Period, plan.PayDay)!.Pack.Version;
    }
}
