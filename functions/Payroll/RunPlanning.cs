using System.Globalization;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Begins a round: writes down who is in it and what it is calculated from.</summary>
public sealed class RunPlanning(PayrollStore store, PayrollBlobs blobs, PeopleStore people, PayGroups groups, GroupLookBack lookBack, CountryRuleBook rules, ReversalGathering reversals, Actors actors)
{
    /// <summary>People of one shard: as many as one query answers.</summary>
    internal const int ShardSize = 1_000;

    /// <summary>Plans the round once; a second call finds the plan.</summary>
    [Function(nameof(PayrollSteps.PlanRun))]
    public async Task<RunProgress> PlanAsync([ActivityTrigger] RunRound round, CancellationToken cancellationToken)
    {
        var row = await store.RequireRunAsync(round.Run, cancellationToken);
        if (row.Round != round.Round || row.State != RunState.Collecting)
        {
            return row.ProgressOf(round);
        }

        var plan = await blobs.FindPlanAsync(round, cancellationToken) ?? await blobs.KeepPlanAsync(round, await MakeAsync(row, cancellationToken), cancellationToken);
        row.GroupNews = RowJson.Write((plan.GroupNews ?? []).Select(news => news with { Only = null }));
        row.RulesBefore = RowJson.Write(await RulesBeforeAsync(row, plan.Rules, cancellationToken));
        (row.Shards, row.ChainTip, row.Rules) = (plan.Shards.Count, plan.ChainTip, RowJson.Write(new[] { plan.Rules }));
        var actor = await actors.NowAsync(round.Tenant, PayrollNotices.Process, round.InstanceId, cancellationToken);
        var news = plan.GroupNews is { } found ? $" Changed of paid months: {string.Join("; ", found.Select(one => one.Text))}." : "";
        var summary = string.Create(CultureInfo.InvariantCulture, $"{plan.Shards.Count} shards, rules {plan.Rules}.{news}");
        return await store.TryWriteAsync(round.Tenant, row.Move(RunEvent.Plan, actor, summary), actor.Now)
            ? row.ProgressOf(round)
            : throw PayrollStore.Moved(round);
    }

    /// <summary>The figures may differ from those that people have seen for no other reason than these.</summary>
    private async Task<IReadOnlyList<string>> RulesBeforeAsync(RunRow row, string version, CancellationToken cancellationToken)
    {
        var prefix = PayrollKeys.Run(RunReference.PreviewIdOf(row.Group, row.Period, row.Kind, number: 1));
        var previews = row.IsPreview ? [] : await store.ReadAllAsync<RunRow>(row.PartitionKey, prefix, cancellationToken);
        return [.. row.ReadRules().Concat(row.ReadRulesBefore()).Concat(previews.SelectMany(preview => preview.ReadRules())).Distinct(StringComparer.Ordinal).Where(other => other != version).Order(StringComparer.Ordinal)];
    }

    private async Task<RoundPlan> MakeAsync(RunRow row, CancellationToken cancellationToken)
    {
        var knownAt = row.KnownAt!.Value;
        var history = await HistoryAsync(row, cancellationToken);
        var group = history.Group.On(row.PayDay, knownAt) ?? throw new InvalidOperationException($"The pay group of {row.RunId} is gone.");
        var chain = await store.ReadChainAsync(row.Reference.Tenant, row.Group, cancellationToken);
        var version = rules.Find(group.Country, row.Period, row.PayDay)?.Pack.Version ?? throw new InvalidOperationException($"The rules of {row.RunId} are gone.");
        var reversed = await ReversedAsync(row, cancellationToken);
        var earlier = row.ReadRenewed() is null ? null : await blobs.ReadPlanAsync(row.Current with { Round = row.Round - 1 }, cancellationToken);

        var news = await lookBack.FindAsync(row, chain, history, cancellationToken);

        // Other rules, other balances to begin with, or another group: then everybody is calculated anew.
        var carried = earlier is not null && earlier.Rules == version && earlier.ChainTip == chain.Tip && earlier.Reverses == reversed && !GroupLookBack.HasChanged(row, chain, history, earlier.KnownAt) ? earlier : null;
        var only = row.ReadOnly();
        return new RoundPlan
        {
            Group = row.Group,
            Period = row.Period,
            Kind = row.Kind,
            PayDay = row.PayDay,
            KnownAt = knownAt,
            Rules = version,
            Reverses = reversed,
            ChainTip = chain.Tip,
            Posted = chain.Standing(),
            LateReturns = chain.LateReturns,
            Elements = [.. history.Elements.KnownAt(knownAt).All.Where(element => element.Treatments.ContainsKey(group.Country))],
            GroupNews = news.Count == 0 ? null : news,
            Only = only,
            Renewed = carried is null ? null : row.ReadRenewed(),
            Excluded = await ExcludedAsync(row, cancellationToken),
            Shards = carried is null
                ? await WithBalancesAsync(row, chain, await RangesAsync(row, reversed, cancellationToken), cancellationToken)
                : [.. carried.Shards.Select(shard => row.ReadRenewed()!.Any(shard.Holds) ? shard with { CarriedFrom = null } : shard with { CarriedFrom = shard.CarriedFrom ?? row.Round - 1 })],
        };
    }

    private async Task<GroupHistory> HistoryAsync(RunRow row, CancellationToken cancellationToken)
    {
        var found = await groups.FindFileAsync(row.Reference.Tenant, row.Group, cancellationToken) ?? throw new InvalidOperationException($"The pay group of {row.RunId} is gone.");
        return new GroupHistory(found.File, await groups.ElementFileAsync(row.Reference.Tenant, cancellationToken));
    }

    private async Task<HashSet<string>> ExcludedAsync(RunRow row, CancellationToken cancellationToken)
        => (await store.ReadAllAsync<PersonRow>(PayrollKeys.RunPartition(row.Reference), PayrollKeys.PersonPrefix, cancellationToken))
            .Where(person => person.State == PersonState.Excluded)
            .Select(person => person.Person)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The present state of the run that this one takes back; null when it is no reversal.</summary>
    private async Task<ReversedPlan?> ReversedAsync(RunRow row, CancellationToken cancellationToken)
    {
        if (row.Reverses is null)
        {
            return null;
        }

        var reversed = await store.RequireRunAsync(new RunReference(row.Reference.Tenant, row.Reverses), cancellationToken);
        return new ReversedPlan(reversed.Current, row.ReadMonthlyRecovery()) { HeldDigest = await reversals.HeldDigestAsync(reversed, cancellationToken) };
    }

    private async Task<IReadOnlyList<ShardPlan>> RangesAsync(RunRow row, ReversedPlan? reversed, CancellationToken cancellationToken)
        => row.ReadOnly() is { } only ? RangesOf(only)
            : reversed is not null ? [.. (await blobs.ReadPlanAsync(reversed.Round, cancellationToken)).Shards.Select(shard => new ShardPlan(shard.First, shard.Last))]
            : [.. (await people.PlanShardsAsync(row.Reference.Tenant, row.Group, ShardSize, cancellationToken)).Select(range => new ShardPlan(range.First, range.Last))];

    private static IReadOnlyList<ShardPlan> RangesOf(IEnumerable<string> only)
        => [.. only.Order(StringComparer.Ordinal).Chunk(ShardSize).Select(chunk => new ShardPlan(chunk[0], chunk[^1]))];

    /// <summary>Finds for each shard the slips of posted runs that its people begin with.</summary>
    private async Task<IReadOnlyList<ShardPlan>> WithBalancesAsync(RunRow row, ChainRow chain, IReadOnlyList<ShardPlan> shards, CancellationToken cancellationToken)
    {
        List<(ShardPlan Shard, string Blob)> before = [];
        foreach (var link in chain.Current())
        {
            var round = new RunRound(row.Reference.Tenant, link.RunId, link.Round);
            var plan = await blobs.ReadPlanAsync(round, cancellationToken);
            before.AddRange(plan.Shards.Select((shard, index) => (shard, PayrollKeys.SlipsOf(round, shard, index + 1))));
        }

        return [.. shards.Select(shard => shard with { Before = [.. before.Where(earlier => earlier.Shard.Overlaps(shard)).Select(earlier => earlier.Blob)] })];
    }
}
