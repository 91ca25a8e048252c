using System.Globalization;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Begins a round: writes down who is in it and what it is calculated from.</summary>
public sealed class RunPlanning(PayrollStore store, PayrollBlobs blobs, PeopleStore people, PayGroups groups, CountryRuleBook rules, Actors actors)
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

        var plan = await blobs.FindPlanAsync(round, cancellationToken) ?? await WriteAsync(row, cancellationToken);
        (row.Shards, row.ChainLength, row.Rules) = (plan.Shards.Count, plan.ChainLength, RowJson.Write(new[] { plan.Rules }));
        var actor = await actors.NowAsync(round.Tenant, PayrollNotices.Process, round.InstanceId, cancellationToken);
        var summary = string.Create(CultureInfo.InvariantCulture, $"{plan.Shards.Count} shards, rules {plan.Rules}.");
        return await store.TryWriteAsync(round.Tenant, row.Move(RunEvent.Plan, actor, summary), actor.Now)
            ? row.ProgressOf(round)
            : throw PayrollStore.Moved(round);
    }

    private async Task<RoundPlan> WriteAsync(RunRow row, CancellationToken cancellationToken)
    {
        var round = row.Current;
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(await MakeAsync(row, cancellationToken), PayJson.Options));

        // Who was first has planned the round: what people are added meanwhile would differ.
        await blobs.TryPutAsync(PayrollKeys.PlanBlob(round), content, cancellationToken);
        return await blobs.ReadPlanAsync(round, cancellationToken);
    }

    private async Task<RoundPlan> MakeAsync(RunRow row, CancellationToken cancellationToken)
    {
        var group = await groups.FindAsync(row.Reference.Tenant, row.Group, row.PayDay, row.KnownAt!.Value, cancellationToken) ?? throw new InvalidOperationException($"The pay group of {row.RunId} is gone.");
        var chain = await store.ReadChainAsync(row.Reference.Tenant, row.Group, cancellationToken);
        var version = rules.Find(group.Country, row.Period, row.PayDay)?.Pack.Version ?? throw new InvalidOperationException($"The rules of {row.RunId} are gone.");
        var earlier = row.ReadRenewed() is null ? null : await blobs.ReadPlanAsync(row.Current with { Round = row.Round - 1 }, cancellationToken);

        // Other rules, or other balances to begin with: then everybody is calculated anew.
        var carried = earlier is not null && earlier.Rules == version && earlier.ChainLength == chain.Length ? earlier : null;
        var only = row.ReadOnly();
        return new RoundPlan
        {
            Group = row.Group,
            Period = row.Period,
            Kind = row.Kind,
            PayDay = row.PayDay,
            KnownAt = row.KnownAt!.Value,
            Rules = version,
            ChainLength = chain.Length,
            Only = only,
            Renewed = carried is null ? null : row.ReadRenewed(),
            Excluded = await ExcludedAsync(row, cancellationToken),
            Shards = carried is null
                ? await WithBalancesAsync(row, chain, only is null ? await RangesAsync(row, cancellationToken) : RangesOf(only), cancellationToken)
                : [.. carried.Shards.Select(shard => row.ReadRenewed()!.Any(shard.Holds) ? shard with { CarriedFrom = null } : shard with { CarriedFrom = shard.CarriedFrom ?? row.Round - 1 })],
        };
    }

    private async Task<HashSet<string>> ExcludedAsync(RunRow row, CancellationToken cancellationToken)
        => (await store.ReadAllAsync<PersonRow>(PayrollKeys.RunPartition(row.Reference), PayrollKeys.PersonPrefix, cancellationToken))
            .Where(person => person.State == PersonState.Excluded)
            .Select(person => person.Person)
            .ToHashSet(StringComparer.Ordinal);

    private async Task<IReadOnlyList<ShardPlan>> RangesAsync(RunRow row, CancellationToken cancellationToken)
        => [.. (await people.PlanShardsAsync(row.Reference.Tenant, row.Group, ShardSize, cancellationToken)).Select(range => new ShardPlan(range.First, range.Last))];

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

        return [.. shards.Select(shard => shard with { Before = [.. before.Where(earlier => Overlap(earlier.Shard, shard)).Select(earlier => earlier.Blob)] })];
    }

    private static bool Overlap(ShardPlan one, ShardPlan other) => string.CompareOrdinal(one.First, other.Last) <= 0 && string.CompareOrdinal(other.First, one.Last) <= 0;
}
