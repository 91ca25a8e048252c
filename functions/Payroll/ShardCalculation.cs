using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Reads the people of a shard and calculates their slips. One whose slip fails is written down and stops nobody else.</summary>
public sealed class ShardCalculation(PayrollStore store, PayrollBlobs blobs, CaseGathering cases, CountryRuleBook rules, TimeProvider time)
{
    /// <summary>Calculates a shard once; a second call answers what the first one came to.</summary>
    /// <returns>How many people it has.</returns>
    [Function(nameof(PayrollSteps.CalculateShard))]
    public async Task<int> CalculateAsync([ActivityTrigger] ShardReference shard, CancellationToken cancellationToken)
    {
        if (await store.FindShardAsync(shard, cancellationToken) is { } done)
        {
            return done.ReadSums().People;
        }

        var plan = await blobs.ReadPlanAsync(shard.Round, cancellationToken);
        var part = plan.Shards[shard.Number - 1];
        var row = part.CarriedFrom is { } round
            ? await CarryAsync(shard, round, cancellationToken)
            : await CalculateAsync(shard, plan, cancellationToken);
        await store.TryAddAsync(row, cancellationToken);
        return row.ReadSums().People;
    }

    private async Task<ShardRow> CarryAsync(ShardReference shard, int round, CancellationToken cancellationToken)
    {
        var row = await store.FindShardAsync(shard with { Round = shard.Round with { Round = round } }, cancellationToken) ?? throw new InvalidOperationException($"Shard {shard.Number} of round {round} was never calculated.");
        row.RowKey = PayrollKeys.Shard(shard.Round.Round, shard.Number);
        return row;
    }

    private async Task<ShardRow> CalculateAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        var (round, number) = (shard.Round, shard.Number);
        var part = plan.Shards[number - 1];
        var inputs = await cases.CollectAsync(shard, plan, cancellationToken);
        var (inputDigest, isFirst) = await blobs.WriteLinesAsync(PayrollKeys.InputsOf(round, part, number), inputs, cancellationToken);
        if (!isFirst)
        {
            // An earlier try wrote what it had read: the slips are made of that.
            inputs = await blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(round, part, number), cancellationToken).ToListAsync(cancellationToken);
        }

        var law = LawOf(plan, rules);
        var slips = inputs.ConvertAll(input => Calculate(input, law));
        var (slipDigest, _) = await blobs.WriteLinesAsync(PayrollKeys.SlipsOf(round, part, number), slips, cancellationToken);
        await store.WriteFailuresAsync(round, part, [.. slips.Where(slip => slip.Problems.Count > 0)], time.GetUtcNow(), cancellationToken);
        return new ShardRow
        {
            PartitionKey = PayrollKeys.RunPartition(round.Run),
            RowKey = PayrollKeys.Shard(round.Round, number),
            InputDigest = inputDigest,
            SlipDigest = slipDigest,
            Rules = plan.Rules,
            Sums = RowJson.Write(SumsOf(inputs, slips, plan, law)),
            Totals = RowJson.Write(TotalsOf(inputs, slips, law)),
        };
    }

    /// <summary>The slip of a person; what has none hands its balances on.</summary>
    internal static SlipLine Calculate(InputLine input, PayRules law)
    {
        var outcome = input.Reversed is { } reversed ? PayOutcome.Of(Reversal.Of(reversed).Slip)
            : input.Case is null ? PayOutcome.Refused(input.Problems)
            : PayEngine.Calculate(input.Case, law);
        return new SlipLine
        {
            Person = input.Person,
            Slip = outcome.Slip,
            Problems = outcome.Problems,
            Closing = outcome.Slip?.Closing ?? input.Before,
        };
    }

    /// <summary>The rules that the plan names; others by now, and the round cannot go on.</summary>
    internal static PayRules LawOf(RoundPlan plan, CountryRuleBook rules)
        => rules.FindVersion(plan.Rules) ?? throw new InvalidOperationException($"The rules {plan.Rules} are gone.");

    private static PayTotals TotalsOf(List<InputLine> inputs, List<SlipLine> slips, PayRules law)
    {
        var totals = new RunningTotals(law.Pack.Currency);
        foreach (var (line, input) in slips.Zip(inputs).Where(pair => pair.First.Slip is not null))
        {
            totals.Add(line.Slip!, input.Case!);
        }

        return totals.Seal();
    }

    private static RunSums SumsOf(List<InputLine> inputs, List<SlipLine> slips, RoundPlan plan, PayRules law)
        => slips.Where(line => line.Slip is not null).Aggregate(
            RunSums.None(law.Pack.Currency) with
            {
                People = inputs.Count(input => input.IsConcerned),
                Failed = slips.Count(line => line.Problems.Count > 0),
                Excluded = inputs.Count(input => plan.Excluded.Contains(input.Person)),
            },
            (sums, line) => sums.With(line.Slip!));
}
