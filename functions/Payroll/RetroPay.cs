using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>
/// Finds what became known of months that are paid already: a raise that was written down late, a sheet approved late, a leaving heard of
/// late, a rate of contributions that was wrong. Each such month is calculated as it is known now, and what is missing of it, or too much, goes into the open run.
/// </summary>
public sealed class RetroPay(PaidMonths months, LateTime lateTime, CountryRuleBook rules)
{
    /// <summary>The late news of the people of a shard; nobody in it has nothing to correct.</summary>
    /// <param name="shard">Of an open run.</param>
    /// <param name="plan">Of its round.</param>
    /// <param name="frame">Of its round.</param>
    /// <param name="people">As the round knows them.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<IReadOnlyDictionary<string, LateNews>> FindAsync(ShardReference shard, RoundPlan plan, CaseFrame frame, IReadOnlyList<PersonInRound> people, CancellationToken cancellationToken)
    {
        if (!Looks(plan.Kind))
        {
            return new Dictionary<string, LateNews>();
        }

        var posted = plan.Posted.Where(link => link.Period <= plan.Period).ToList();
        var worked = await lateTime.FindAsync(shard, plan, posted, cancellationToken);
        var late = people.Select(person => (Person: person, Months: LateMonths.Of(Earliest(Earliest(LateSince(person.File, posted), person.WithTime == false ? plan.Period : null), worked.Keys.Where(key => key.Person == person.File.Person).Select(key => (Period?)key.Period).Min()), person.File, plan)))
            .Where(one => one.Months is not null)
            .ToDictionary(one => one.Person.File.Person, one => (one.Person, Months: one.Months!), StringComparer.Ordinal);
        if (late.Count == 0)
        {
            return new Dictionary<string, LateNews>();
        }

        var since = late.ToDictionary(one => one.Key, one => one.Value.Months.First, StringComparer.Ordinal);
        await lateTime.AddOlderAsync(shard, plan, (posted, since), worked, cancellationToken);
        var paid = await months.ReadAsync(shard.Round.Tenant, posted, since, cancellationToken);
        return late.ToDictionary(one => one.Key, one => NewsOf(one.Value, frame, posted, [.. paid[one.Key].Select(month => worked.TryGetValue((one.Key, month.Run.Period), out var time) ? month with { Time = time } : month.Run.Period == plan.Period ? month with { Time = one.Value.Person.Time } : month)]), StringComparer.Ordinal);
    }

    /// <summary>The first paid month that a later entry touches, or what it takes the place of; null when every entry was known when its months were paid.</summary>
    internal static Period? LateSince(PersonFile file, IReadOnlyList<ChainLink> posted)
        => posted.Where(link => link.Kind == PayRunKind.Regular && file.Entries.Any(entry => entry.RecordedAt > link.KnownAt && (Touches(entry, link.Period) || (entry.Supersedes is { } no && file.Entries.Any(earlier => earlier.No == no && Touches(earlier, link.Period))))))
            .Select(link => (Period?)link.Period)
            .Min();

    /// <summary>Whether runs of a kind bring what is missing of paid months.</summary>
    internal static bool Looks(PayRunKind kind) => kind is PayRunKind.Regular or PayRunKind.OffCycle or PayRunKind.Correction or PayRunKind.Final;

    private static bool Touches(PersonEntry entry, Period period) => entry.ValidFrom <= period.Last && (entry.ValidTo is not { } end || end >= period.First);

    private static Period? Earliest(Period? one, Period? other) => one is null ? other : other is null || one < other ? one : other;

    private LateNews NewsOf((PersonInRound Person, LateMonths Months) late, CaseFrame frame, List<ChainLink> posted, IReadOnlyList<PaidMonth> paid)
    {
        var (person, looked) = late;
        List<PayElement> elements = [];
        List<PayAlert> alerts = [];
        var told = ToldAt(person.File, frame.Period, posted, paid);
        var slips = paid.ToDictionary(month => month.Run, month => month.Paid(rules));
        Dictionary<ChainLink, PayCase?> known = [];

        // A month that this run pays itself misses nothing of earlier runs.
        foreach (var month in MonthsOf(paid).Where(looked.Hold).Where(month => month.Run.Period != frame.Period || !frame.Kind.PaysTime(person.WithTime)))
        {
            var found = Recalculated(month, person.File, frame);
            if (found.Problems.Count > 0)
            {
                alerts.Add(new PayAlert("retro-not-calculated", $"{month.Run.Period} is paid, something was written down of it later, and it cannot be calculated as it is known now, so that nothing of it is corrected: {string.Join(' ', found.Problems.Select(problem => $"{problem.Code}: {problem.Message}"))}"));
                continue;
            }

            known[month.Run] = found.Case;
            elements.AddRange(RetroDelta.Of(month.Run.Period, slips[month.Run], found.Slip is null ? null : RetroSlip.Of(found.Slip, found.Case!, RulesOf(month, frame)!), slips.Where(other => other.Key != month.Run).Select(other => other.Value).OfType<RetroSlip>()));
            if (month.Slip is not null && found.Slip is { } now && Case(month, person.File.AsOf(told), frame, told).Case is { } before && RetroFacts.Matter(found.Case!, now, before, RulesOf(month, frame)!))
            {
                alerts.Add(new PayAlert("retro-tax", $"Facts of the person or the group, or dependants, were written down that change tax or contributions of {month.Run.Period}, which is paid: only what this slip says of {month.Run.Period} is corrected. Reverse the slip of {month.Run.Period} to have all of it calculated anew, or leave it to the settlement of the year."));
            }
        }

        elements.AddRange(RetroEmployer.Of([.. EmployerSlips(late, paid, (frame, known))], frame.Kind.PaysTime(person.WithTime) ? frame.Period : null));
        return elements.Count + alerts.Count == 0 ? LateNews.None : new LateNews(elements, alerts);
    }

    /// <summary>The month as it is known now; nothing of one in which the person was not employed.</summary>
    private (PayCase? Case, Payslip? Slip, IReadOnlyList<PayProblem> Problems) Recalculated(PaidMonth month, PersonFile file, CaseFrame frame)
    {
        if (!file.IsEmployedIn(month.Run.Period))
        {
            return (null, null, []);
        }

        if (RulesOf(month, frame) is not { } law)
        {
            return (null, null, [new PayProblem("rule-gap", "rules", $"There are no payroll rules of {frame.Group.Country} for it.")]);
        }

        var built = Case(month, file, frame);
        var outcome = built.Case is { } pay ? PayEngine.Calculate(pay, law) : PayOutcome.Refused(built.Problems);
        return outcome.Slip is { } slip ? (built.Case, slip, []) : (null, null, outcome.Problems);
    }

    /// <summary>What was paid, of whatever kind, with the facts of the months that are looked at.</summary>
    private IEnumerable<PaidSlip> EmployerSlips((PersonInRound Person, LateMonths Months) late, IReadOnlyList<PaidMonth> paid, (CaseFrame Frame, Dictionary<ChainLink, PayCase?> Known) read)
        => from month in paid
           where month.Slip is not null
           let known = read.Known.TryGetValue(month.Run, out var there) ? there
               : late.Months.Hold(month) && late.Person.File.IsEmployedIn(month.Run.Period) ? Case(month, late.Person.File, read.Frame).Case
               : null
           select new PaidSlip(month.Case!, month.Slip!, month.RulesOf(rules), known);

    private PayRules? RulesOf(PaidMonth month, CaseFrame frame) => rules.Find(frame.Group.Country, month.Run.Period, month.PayDay);

    /// <summary>The month by the group as it was then: what holds of it today may not have held.</summary>
    /// <param name="month">The paid one.</param>
    /// <param name="file">As it is known.</param>
    /// <param name="frame">Of the open month.</param>
    /// <param name="knownAt">What was said of the group until this instant counts; null as the round knows it.</param>
    private static CaseOutcome Case(PaidMonth month, PersonFile file, CaseFrame frame, DateTimeOffset? knownAt = null)
    {
        var group = frame.GroupFile?.On(month.PayDay, knownAt ?? frame.KnownAt) ?? frame.Group;
        return CaseBuilder.Build(file, frame with { Group = group, Period = month.Run.Period, Kind = month.Run.Kind, WithTime = true, IsPast = true, PayDay = month.PayDay, Month = WorkMonth.Of(month.Run.Period, group.Calendar()) }, month.Time, month.Before);
    }

    /// <summary>Until when what was written down has been looked at for a slip: what is not corrected is told once.</summary>
    private static DateTimeOffset ToldAt(PersonFile file, Period open, List<ChainLink> posted, IReadOnlyList<PaidMonth> paid)
        => file.IsEmployedIn(open)
            ? paid.Where(month => month.Slip is not null && Looks(month.Run.Kind)).Select(month => month.Run.KnownAt).DefaultIfEmpty().Max()
            : posted.Where(link => link.IsWhole).Select(link => link.KnownAt).DefaultIfEmpty().Max();

    /// <summary>Of each month the run that paid its time, or the regular one that did not know of the person.</summary>
    private static IEnumerable<PaidMonth> MonthsOf(IEnumerable<PaidMonth> paid)
        => paid.Where(month => month.PaysTime || month.Run.Kind == PayRunKind.Regular).GroupBy(month => month.Run.Period).Select(month => month.LastOrDefault(one => one.PaysTime) ?? month.Last());
}
