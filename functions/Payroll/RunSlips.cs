using BackOffice.Http;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Finds what a run knows of one person.</summary>
public sealed class RunSlips(PayrollStore store, PayrollBlobs blobs, PersonStandings standings, CountryRuleBook rules)
{
    /// <summary>What went in and came out for a person in the present round; null when he is not in it or it is not calculated yet.</summary>
    internal async Task<(InputLine Input, SlipLine Slip, int Shard)?> FindAsync(RunRow run, string person, CancellationToken cancellationToken)
    {
        if (run.Round == 0 || await blobs.FindPlanAsync(run.Current, cancellationToken) is not { } plan)
        {
            return null;
        }

        var number = plan.Shards.TakeWhile(shard => !shard.Holds(person)).Count() + 1;
        if (number > plan.Shards.Count || await store.FindShardAsync(new ShardReference(run.Current, number), cancellationToken) is null)
        {
            return null;
        }

        var shard = plan.Shards[number - 1];
        var input = await blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(run.Current, shard, number), cancellationToken).FirstOrDefaultAsync(line => line.Person == person, cancellationToken);
        return input is null ? null : (input, await blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(run.Current, shard, number), cancellationToken).FirstAsync(line => line.Person == person, cancellationToken), number);
    }

    /// <summary>The page of a person in a run.</summary>
    /// <exception cref="RefusedException">404 not-found: he is not in it, or the round is not calculated yet.</exception>
    internal async Task<PersonSlipView> ViewAsync(RunRow run, string person, CancellationToken cancellationToken)
    {
        var decision = await store.FindPersonAsync(run.Reference, person, cancellationToken);
        if (await FindAsync(run, person, cancellationToken) is not { } found || (!found.Input.IsConcerned && decision is null))
        {
            throw RefusedException.NotFound($"Nobody with this id is in the run {run.RunId}, or it is not calculated yet.");
        }

        var slip = found.Slip.Slip;
        var standing = await standings.ReadAsync(run, found.Shard, [], cancellationToken);
        var pack = slip is null ? null : rules.FindVersion(slip.Rules)?.Pack;
        return new PersonSlipView(
            person,
            decision?.State ?? standing.Of(person),
            found.Input.Round,
            slip?.Gross,
            slip?.Withheld,
            slip?.Net,
            slip?.EmployerCost,
            slip?.Currency.Code,
            slip?.Rules,
            slip is null || pack is null ? [] : [.. slip.Lines.Select(line => PayLineView.From(line, pack))],
            slip?.Alerts ?? [],
            found.Slip.Problems,
            decision is null ? null : PersonLine.From(decision));
    }
}
