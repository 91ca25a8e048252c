using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>What all cases of a run have in common.</summary>
public sealed record CaseFrame
{
    public required PayGroup Group { get; init; }

    /// <summary>All that was said of the group, for paid months that are looked at again; null where none is.</summary>
    public PayGroupFile? GroupFile { get; init; }

    /// <summary>What was said of the group until then counts.</summary>
    public DateTimeOffset KnownAt { get; init; }

    public required Period Period { get; init; }

    public required PayRunKind Kind { get; init; }

    /// <summary>Whether the month's time is paid to this person; null as the kind says: <see cref="PayCase.WithTime"/>.</summary>
    public bool? WithTime { get; init; }

    /// <summary>Whether it is a paid month that is looked at again: nobody is paid to an account by that.</summary>
    public bool IsPast { get; init; }

    internal bool PaysTime => Kind.PaysTime(WithTime);

    public required LocalDate PayDay { get; init; }

    /// <summary>By the calendar of the group: <see cref="PayGroup.Calendar"/>.</summary>
    public required WorkMonth Month { get; init; }

    public required ElementCatalog Elements { get; init; }

    public required CountryRuleBook Rules { get; init; }
}

/// <summary>A case, or why there is none.</summary>
/// <param name="Case">Null with problems, and for people whom the run does not concern.</param>
/// <param name="Problems">Everything that keeps the person from being paid.</param>
public sealed record CaseOutcome(PayCase? Case, IReadOnlyList<PayProblem> Problems)
{
    /// <summary>The person was not employed in the period, so the run does not concern him: no case and no problem.</summary>
    public static CaseOutcome NotInPeriod { get; } = new(Case: null, []);

    public bool IsInPeriod => Case is not null || Problems.Count > 0;
}

/// <summary>Makes of a person's file and time what one slip is calculated from.</summary>
public static class CaseBuilder
{
    /// <summary>The case of one person in a run. Pure; the file is as it was known at the instant that counts.</summary>
    /// <param name="file">Of <see cref="PersonFile.AsOf"/>.</param>
    /// <param name="frame">Of the run.</param>
    /// <param name="time">Of the approved sheets.</param>
    /// <param name="before">What earlier slips left.</param>
    public static CaseOutcome Build(PersonFile file, CaseFrame frame, TimeOfMonth time, Balances before)
    {
        var spells = ContractSpells.Of(file, frame);
        if (spells.Employed is not { } employed)
        {
            return CaseOutcome.NotInPeriod;
        }

        var day = LocalDate.Min(frame.Period.Last, employed.LeavesOn ?? frame.Period.Last);
        var identity = file.IdentityOn(day);
        var elements = CaseElements.Of(file, frame);
        IReadOnlyList<PayProblem> problems =
        [
            .. spells.Problems,
            .. elements.Problems,
            .. ProblemsOf(file, frame, identity),
            .. frame.Rules.Find(frame.Group.Country) is { } law ? FactCheck.ProblemsOf(file.FactsOn(day), law).Select(problem => new PayProblem(problem.Code, problem.Field, problem.Message)) : [],
        ];
        if (problems.Count > 0 || identity is null)
        {
            return new CaseOutcome(Case: null, problems);
        }

        return new CaseOutcome(
            new PayCase
            {
                Person = file.Person,
                Country = frame.Group.Country,
                Period = frame.Period,
                Kind = frame.Kind,
                WithTime = frame.WithTime,
                PayDay = frame.PayDay,
                BornOn = identity.BornOn,
                Sex = identity.Sex,
                Contracts = spells.Spells,
                Facts = Facts.Of(frame.Group.Facts).OverriddenBy(Facts.Of(file.FactsOn(day))),
                Dependants = [.. InForce(file, EntryKind.Dependant, frame.Period).Select(content => content.Dependant!)],
                Elements = elements.Elements,
                Hours = frame.PaysTime ? time.Hours : [],
                Absences = frame.PaysTime ? [.. Absences.Joined(time.Absences, frame.Month).Select(absence => Absences.Knowing(absence, file.FactsOn(LocalDate.Min(absence.To, frame.Period.Last))))] : [],
                Garnishments = [.. file.KeysOf(EntryKind.Garnishment).Select(key => file.On(EntryKind.Garnishment, key, frame.PayDay)?.Garnishment).OfType<GarnishmentOrder>()],
                Before = before,
                Month = frame.Month,
            },
            []);
    }

    private static IEnumerable<PayProblem> ProblemsOf(PersonFile file, CaseFrame frame, Identity? identity)
    {
        if (frame.Rules.Find(frame.Group.Country) is null)
        {
            yield return new PayProblem("unknown-country", "group.country", $"There are no payroll rules for {frame.Group.Country}.");
        }

        if (identity is null)
        {
            yield return new PayProblem("missing-identity", "identity", "Nothing says when the person was born.");
        }

        if (!frame.IsPast && file.AccountOn(frame.PayDay) is null)
        {
            yield return new PayProblem("missing-bank-account", "account", $"There is no account to pay to on {Iso.Text(frame.PayDay)}.");
        }
    }

    /// <summary>What held on any day of the month, each key as it held last.</summary>
    private static IEnumerable<EntryContent> InForce(PersonFile file, EntryKind kind, Period period)
        => file.KeysOf(kind).Select(key => file.TimelineOf(kind, key).LastOrDefault(stretch => stretch.Touches(period))?.Content).OfType<EntryContent>();
}
