using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>Absences as the law counts them.</summary>
internal static class Absences
{
    /// <summary>How the names of facts of absences begin.</summary>
    private const string OfSickness = "sick.";

    /// <summary>These go on over weekends and holidays, so that the days that an employer pays are not counted anew on Monday.</summary>
    private static readonly string[] CountedByCalendar = ["sick", "accident", "maternity"];

    /// <summary>
    /// With what the person's facts say of it (a code of the certificate, the income before): a timesheet has no room for them. What is
    /// said of the absence itself goes before.
    /// </summary>
    /// <param name="absence">As the sheet has it.</param>
    /// <param name="facts">Of the person on its last day.</param>
    public static Absence Knowing(Absence absence, IReadOnlyDictionary<string, string> facts)
    {
        var said = CountedByCalendar.Contains(absence.Kind) ? facts.Where(fact => fact.Key.StartsWith(OfSickness, StringComparison.Ordinal)).ToList() : [];
        return said.Count == 0 ? absence : absence with { Facts = Facts.Of(said).OverriddenBy(absence.Facts) };
    }

    /// <summary>Absences of one kind that only days off lie between, as one.</summary>
    public static IReadOnlyList<Absence> Joined(IReadOnlyList<Absence> absences, WorkMonth month)
    {
        List<Absence> joined = [];
        foreach (var absence in absences.OrderBy(absence => absence.From))
        {
            var before = joined.FindLastIndex(earlier => earlier with { From = absence.From, To = absence.To } == absence);
            if (before >= 0 && CountedByCalendar.Contains(absence.Kind) && OnlyDaysOffBetween(joined[before].To, absence.From, month))
            {
                joined[before] = joined[before] with { To = LocalDate.Max(joined[before].To, absence.To) };
            }
            else
            {
                joined.Add(absence);
            }
        }

        return joined;
    }

    private static bool OnlyDaysOffBetween(LocalDate last, LocalDate next, WorkMonth month)
    {
        for (var day = last.PlusDays(1); day < next; day = day.PlusDays(1))
        {
            if (!month.Period.Contains(day) || month.IsWorkingDay(day))
            {
                return false;
            }
        }

        return true;
    }
}
