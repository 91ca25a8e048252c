using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// Finds what became known of months that are paid already: a raise that was written down late, a sheet approved late. Each such month
/// is calculated as it is known now, and what is missing of it goes into the open run.
/// </summary>
public sealed class RetroPay(PayrollBlobs blobs, LateTime lateTime, CountryRuleBook rules)
{
    /// <summary>The retro lines of the people of a shard; nobody in it has nothing to correct.</summary>
    /// <param name="shard">Of an open run.</param>
    /// <param name="plan">Of its round.</param>
    /// <param name="frame">Of its round.</param>
    /// <param name="people">As the round knows them.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<PayElement>>> FindAsync(ShardReference shard, RoundPlan plan, CaseFrame frame, IReadOnlyList<PersonInRound> people, CancellationToken cancellationToken)
    {
        if (plan.Kind is not (PayRunKind.Regular or PayRunKind.OffCycle or PayRunKind.Correction or PayRunKind.Final))
        {
            return new Dictionary<string, IReadOnlyList<PayElement>>();
        }

        var posted = plan.Posted.Where(link => link.Period <= plan.Period).ToList();
        var worked = await lateTime.FindAsync(shard, plan, posted, cancellationToken);
        var late = people.Select(person => (Person: person, Since: Earliest(Earliest(LateSince(person.File, posted), person.WithTime == false ? plan.Period : null), worked.Keys.Where(key => key.Person == person.File.Person).Select(key => (Period?)key.Period).Min())))
            .Where(one => one.Since is not null)
            .ToDictionary(one => one.Person.File.Person, one => (one.Person, Since: one.Since!.Value), StringComparer.Ordinal);
        if (late.Count == 0)
        {
            return new Dictionary<string, IReadOnlyList<PayElement>>();
        }

        var paid = await ReadPaidAsync(shard.Round.Tenant, posted, late.ToDictionary(one => one.Key, one => one.Value.Since, StringComparer.Ordinal), cancellationToken);
        return late.ToDictionary(one => one.Key, one => (IReadOnlyList<PayElement>)[.. DeltasOf(one.Value.Person, frame, [.. paid[one.Key].Select(month => worked.TryGetValue((one.Key, month.Run.Period), out var time) ? month with { Time = time } : month.Run.Period == plan.Period ? month with { Time = one.Value.Person.Time } : month)])], StringComparer.Ordinal);
    }

    /// <summary>The first paid month that a later entry touches; null when every entry was known when its months were paid.</summary>
    internal static Period? LateSince(PersonFile file, IReadOnlyList<ChainLink> posted)
        => posted.Where(link => link.Kind == PayRunKind.Regular && file.Entries.Any(entry => entry.RecordedAt > link.KnownAt && entry.ValidFrom <= link.Period.Last && (entry.ValidTo is not { } end || end >= link.Period.First)))
            .Select(link => (Period?)link.Period)
            .Min();

    private static Period? Earliest(Period? one, Period? other) => one is null ? other : other is null || one < other ? one : other;

    /// <summary>What the runs since a month went by and came to, for these people alone.</summary>
    private async Task<Dictionary<string, List<PaidMonth>>> ReadPaidAsync(string tenant, IReadOnlyList<ChainLink> posted, Dictionary<string, Period> since, CancellationToken cancellationToken)
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
                paid[person].Add(new PaidMonth(link, plan.PayDay, Balances.None, TimeOfMonth.None, Slip: null));
            }
        }

        return paid;
    }

    private async Task AddAsync(RunRound round, (int Number, ShardPlan Plan) shard, (ChainLink Link, RoundPlan Plan) run, Dictionary<string, List<PaidMonth>> paid, CancellationToken cancellationToken)
    {
        var inputs = await blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(round, shard.Plan, shard.Number), cancellationToken).Where(line => paid.ContainsKey(line.Person)).ToDictionaryAsync(line => line.Person, StringComparer.Ordinal, cancellationToken);
        await foreach (var line in blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(round, shard.Plan, shard.Number), cancellationToken))
        {
            if (paid.TryGetValue(line.Person, out var months))
            {
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

                months.Add(new PaidMonth(run.Link, run.Plan.PayDay, input.Before, input.Case is { } then ? new TimeOfMonth(then.Hours, then.Absences) : TimeOfMonth.None, line.Slip) { PaysTime = input.Case?.PaysTime() == true });
            }
        }
    }

    private IEnumerable<PayElement> DeltasOf(PersonInRound person, CaseFrame frame, List<PaidMonth> paid)
    {
        // A month that this run pays itself misses nothing of earlier runs.
        foreach (var month in MonthsOf(paid).Where(month => month.Run.Period != frame.Period || !frame.Kind.PaysTime(person.WithTime)))
        {
            var then = frame with { Period = month.Run.Period, Kind = month.Run.Kind, WithTime = true, PayDay = month.PayDay, Month = WorkMonth.Of(month.Run.Period, frame.Group.Calendar()) };
            var known = CaseBuilder.Build(person.File, then, month.Time, month.Before);
            if (known.Case is { } facts && rules.Find(frame.Group.Country, month.Run.Period, month.PayDay) is { } law && PayEngine.Calculate(facts, law).Slip is { } slip)
            {
                foreach (var element in RetroDelta.Of(month.Slip, slip, paid.Where(later => later != month).Select(later => later.Slip).OfType<Payslip>()))
                {
                    yield return element;
                }
            }
        }
    }

    /// <summary>Of each month the run that paid its time, or the regular one that did not know of the person.</summary>
    private static IEnumerable<PaidMonth> MonthsOf(IEnumerable<PaidMonth> paid)
        => paid.Where(month => month.PaysTime || month.Run.Kind == PayRunKind.Regular).GroupBy(month => month.Run.Period).Select(month => month.LastOrDefault(one => one.PaysTime) ?? month.Last());

    /// <summary>What one run came to for one person.</summary>
    private sealed record PaidMonth(ChainLink Run, NodaTime.LocalDate PayDay, Balances Before, TimeOfMonth Time, Payslip? Slip)
    {
        public bool PaysTime { get; init; }
    }
}
