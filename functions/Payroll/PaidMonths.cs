using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Reads what posted runs went by and came to, for some people alone.</summary>
public sealed class PaidMonths(PayrollBlobs blobs)
{
    private static readonly Trace Left = new("left out", 0);

    /// <summary>For each of these people, every posted run since a month; a run that did not know a person has neither slip nor time of his.</summary>
    internal async Task<IReadOnlyDictionary<string, List<PaidMonth>>> ReadAsync(string tenant, IReadOnlyList<ChainLink> posted, IReadOnlyDictionary<string, Period> since, CancellationToken cancellationToken)
    {
        var paid = since.Keys.ToDictionary(person => person, _ => new List<PaidMonth>(), StringComparer.Ordinal);
        foreach (var link in posted.Where(link => link.Period >= since.Values.Min()))
        {
            var round = new RunRound(tenant, link.RunId, link.Round);
            var plan = await blobs.ReadPlanAsync(round, cancellationToken);
            foreach (var (number, shard) in plan.Shards.Index().Where(shard => since.Keys.Any(shard.Item.Holds)))
            {
                await AddAsync(round, (number + 1, shard), (link, plan), paid, cancellationToken);
            }

            // Who was written down only after the run was not in it, and is owed the whole month.
            foreach (var person in since.Keys.Where(person => since[person] <= link.Period && !paid[person].Exists(month => month.Run == link)))
            {
                paid[person].Add(new PaidMonth(link, plan.PayDay, Balances.None));
            }
        }

        return paid;
    }

    private async Task AddAsync(RunRound round, (int Number, ShardPlan Plan) shard, (ChainLink Link, RoundPlan Plan) run, Dictionary<string, List<PaidMonth>> paid, CancellationToken cancellationToken)
    {
        var inputs = await blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(round, shard.Plan, shard.Number), cancellationToken).Where(line => paid.ContainsKey(line.Person)).ToDictionaryAsync(line => line.Person, StringComparer.Ordinal, cancellationToken);
        await foreach (var line in blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(round, shard.Plan, shard.Number), cancellationToken))
        {
            if (!paid.TryGetValue(line.Person, out var months))
            {
                continue;
            }

            var input = inputs[line.Person];
            if (run.Plan.Reverses is { } reversed)
            {
                // Taken back: the slip and its opposite are as if neither had been.
                var at = months.FindIndex(month => month.Run.RunId == reversed.Round.RunId);
                if (at >= 0 && input.Reversed is not null)
                {
                    months[at] = months[at] with { Slip = null, PaysTime = false };
                }

                continue;
            }

            months.Add(new PaidMonth(run.Link, run.Plan.PayDay, input.Case?.Before ?? input.Before) { Case = input.Case, Slip = WithoutSums(line.Slip), PaysTime = input.Case?.PaysTime() == true });
        }
    }

    // The sums behind the figures are most of a slip, and a shard may have a year of them in memory. Of a benefit they say how many pieces there were.
    private static Payslip? WithoutSums(Payslip? slip)
        => slip is null ? null : slip with { Lines = [.. slip.Lines.Select(line => line.Kind == PayLineKind.Benefit ? line : line with { Because = Left })] };
}

/// <summary>What one run came to for one person.</summary>
/// <param name="Before">The balances that his slip began with.</param>
internal sealed record PaidMonth(ChainLink Run, LocalDate PayDay, Balances Before)
{
    /// <summary>As the run knew him; null when it did not concern him.</summary>
    public PayCase? Case { get; init; }

    /// <summary>Null when the run made none, or it was taken back.</summary>
    public Payslip? Slip { get; init; }

    public bool PaysTime { get; init; }

    /// <summary>The time that the run paid, or what is known instead by now.</summary>
    public TimeOfMonth Time { get => field ?? (Case is { } then ? new TimeOfMonth(then.Hours, then.Absences) : TimeOfMonth.None); init; }

    public RetroSlip? Paid(CountryRuleBook rules) => Slip is null ? null : RetroSlip.Of(Slip, Case!, RulesOf(rules));

    /// <summary>Those that its slip was calculated by.</summary>
    public PayRules RulesOf(CountryRuleBook rules) => rules.FindVersion(Slip!.Rules) ?? throw new InvalidOperationException($"The rules {Slip.Rules} are gone.");
}
