using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Calculates shards of past rounds again, and certifies the whole.</summary>
public sealed class ReplayCalculation(PayrollStore store, PayrollBlobs blobs, CaseGathering cases, CountryRuleBook rules, ShardGate gate)
{
    /// <summary>Calculates one shard again and keeps who came out otherwise; a second call finds it done.</summary>
    /// <returns>How many people it has.</returns>
    [Function(nameof(PayrollSteps.ReplayShard))]
    public async Task<int> ReplayAsync([ActivityTrigger] ShardReference shard, CancellationToken cancellationToken)
    {
        using var place = await gate.EnterAsync(cancellationToken);
        var replay = new RunReplay(shard.Round, shard.Order);
        var asked = await RequireAsync(replay, cancellationToken);
        var partition = PayrollKeys.RunPartition(shard.Round.Run);
        if (await store.FindAsync<ReplayedShardRow>(partition, PayrollKeys.ReplayedShard(replay, shard.Number), cancellationToken) is { } done)
        {
            return done.People;
        }

        var plan = await blobs.ReadPlanAsync(shard.Round, cancellationToken);
        var inputs = await InputsAsync(shard, plan, asked.By, cancellationToken);
        var law = rules.FindVersion(asked.Rules) ?? throw new InvalidOperationException($"The rules {asked.Rules} are gone.");
        var slips = inputs.ConvertAll(input => ShardCalculation.Calculate(input, law));
        var kept = await blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(shard.Round, plan.Shards[shard.Number - 1], shard.Number), cancellationToken).ToListAsync(cancellationToken);
        var different = Differences(kept, slips);
        await blobs.WriteLinesAsync(PayrollKeys.DifferencesBlob(replay, shard.Number), different, cancellationToken);
        await store.TryAddAsync(
            new ReplayedShardRow
            {
                PartitionKey = partition,
                RowKey = PayrollKeys.ReplayedShard(replay, shard.Number),
                People = slips.Count(line => line.Slip is not null),
                Different = different.Count,
                InputDigest = PayrollBlobs.DigestOf(inputs),
                SlipDigest = PayrollBlobs.DigestOf(slips),
                Nets = RowJson.Write(new ReplayedNets(NetOf(kept), NetOf(slips))),
            },
            cancellationToken);
        return slips.Count;
    }

    /// <summary>Says of all shards whether they came out the same.</summary>
    [Function(nameof(PayrollSteps.CertifyReplay))]
    public async Task<ReplayVerdict> CertifyAsync([ActivityTrigger] RunReplay replay, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(replay, cancellationToken);
        if (row.ReadCertificate() is { } certified)
        {
            return certified.Verdict;
        }

        var certificate = await MakeAsync(replay, row, cancellationToken);
        (row.Certificate, row.IsCertified) = (RowJson.Write(certificate), true);
        return await store.TryWriteAsync([new(Azure.Data.Tables.TableTransactionActionType.UpdateReplace, row, row.ETag)], cancellationToken)
            ? certificate.Verdict
            : throw PayrollStore.Moved(replay.Round);
    }

    private async Task<ReplayCertificate> MakeAsync(RunReplay replay, ReplayRow row, CancellationToken cancellationToken)
    {
        var plan = await blobs.ReadPlanAsync(replay.Round, cancellationToken);
        var then = await store.ReadShardsAsync(replay.Round, cancellationToken);
        var now = await store.ReadAllAsync<ReplayedShardRow>(PayrollKeys.RunPartition(replay.Round.Run), PayrollKeys.ReplayedShardPrefix(replay), cancellationToken);
        var currency = (rules.FindVersion(row.Rules) ?? throw new InvalidOperationException($"The rules {row.Rules} are gone.")).Pack.Currency;
        var nets = now.Select(shard => RowJson.Read<ReplayedNets>(shard.Nets)).ToList();
        var (resultThen, resultNow) = (
            ShardRow.ResultOf(then.Select(shard => (shard.InputDigest, shard.SlipDigest, shard.Rules))),
            ShardRow.ResultOf(now.Select(shard => (shard.InputDigest, shard.SlipDigest, row.Rules))));
        return new ReplayCertificate(
            resultThen == resultNow ? ReplayVerdict.Identical : ReplayVerdict.Different,
            plan.KnownAt,
            now.Sum(shard => shard.People),
            now.Sum(shard => shard.Different),
            plan.Rules,
            row.Rules,
            Digest.Of([.. then.Select(shard => shard.InputDigest)]),
            Digest.Of([.. now.Select(shard => shard.InputDigest)]),
            resultThen,
            resultNow,
            $"{new Money(nets.Sum(net => net.Then), currency)}",
            $"{new Money(nets.Sum(net => net.Now), currency)}");
    }

    /// <summary>Read again from the records as they were known then; what no record keeps, as whether a payment had arrived, from what was kept.</summary>
    private async Task<List<InputLine>> InputsAsync(ShardReference shard, RoundPlan plan, ReplayRules by, CancellationToken cancellationToken)
    {
        var part = plan.Shards[shard.Number - 1];
        if (by == ReplayRules.Today || plan.Reverses is not null)
        {
            return await blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(shard.Round, part, shard.Number), cancellationToken).ToListAsync(cancellationToken);
        }

        var read = shard.Round with { Round = part.CarriedFrom ?? shard.Round.Round };

        // A plan of its own: what is remembered of the round's own calculation proves nothing.
        return await cases.CollectAsync(shard with { Round = read }, await blobs.ReadPlanAsync(read, cancellationToken) with { }, cancellationToken);
    }

    private static List<SlipDifference> Differences(List<SlipLine> then, List<SlipLine> now)
    {
        var kept = then.ToDictionary(line => line.Person, StringComparer.Ordinal);
        var made = now.ToDictionary(line => line.Person, StringComparer.Ordinal);
        return
        [
            .. kept.Keys.Union(made.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(person => (Person: person, Then: kept.GetValueOrDefault(person), Now: made.GetValueOrDefault(person)))
                .Where(pair => JsonSerializer.Serialize(pair.Then, PayJson.Options) != JsonSerializer.Serialize(pair.Now, PayJson.Options))
                .Select(pair => SlipDifference.Between(pair.Person, pair.Then?.Slip, pair.Now?.Slip)),
        ];
    }

    private static decimal NetOf(List<SlipLine> slips) => slips.Sum(line => line.Slip?.Net ?? 0);

    private async Task<ReplayRow> RequireAsync(RunReplay replay, CancellationToken cancellationToken)
        => await store.FindAsync<ReplayRow>(PayrollKeys.Partition(replay.Round.Tenant), PayrollKeys.Replay(replay), cancellationToken)
            ?? throw new InvalidOperationException($"The replay {replay.InstanceId} was never written down.");

    private sealed record ReplayedNets(decimal Then, decimal Now);
}
