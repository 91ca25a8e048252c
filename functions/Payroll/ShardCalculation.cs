using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Reads the people of a shard and calculates their slips. One whose slip fails is written down and stops nobody else.</summary>
public sealed class ShardCalculation(PayrollStore store, PayrollBlobs blobs, CaseGathering cases, CountryRuleBook rules, ShardGate gate, TimeProvider time)
{
    /// <summary>Calculates a shard once; a second call answers what the first one came to.</summary>
    /// <returns>How many people it has.</returns>
    [Function(nameof(PayrollSteps.CalculateShard))]
    public async Task<int> CalculateAsync([ActivityTrigger] ShardReference shard, CancellationToken cancellationToken)
    {
        using var place = await gate.EnterAsync(cancellationToken);
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
            // An earlier try came to an end, or wrote what it had read: then the slips are made of that.
            if (await store.FindShardAsync(shard, cancellationToken) is { } done)
            {
                return done;
            }

            inputs = await blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(round, part, number), cancellationToken).ToListAsync(cancellationToken);
        }

        var tally = new ShardTally(LawOf(plan, rules), plan.Excluded);
        var (slipDigest, _) = await blobs.WriteLinesAsync(PayrollKeys.SlipsOf(round, part, number), inputs.Select(tally.Calculate), cancellationToken);
        await store.WriteFailuresAsync(round, part, tally.Failed, time.GetUtcNow(), cancellationToken);
        return new ShardRow
        {
            PartitionKey = PayrollKeys.RunPartition(round.Run),
            RowKey = PayrollKeys.Shard(round.Round, number),
            InputDigest = inputDigest,
            SlipDigest = slipDigest,
            Rules = plan.Rules,
            Sums = RowJson.Write(tally.Sums),
            Totals = RowJson.Write(tally.Seal()),
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
}
