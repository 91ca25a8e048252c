using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>What would run, and which statutory terms would end, on some days; nothing is claimed and nothing is started.</summary>
public static class DryRun
{
    /// <summary>The occasions of the jobs on the days, both included, in the order in which they would run.</summary>
    public static IReadOnlyList<DryRunLine> Of(IEnumerable<JobDefinition> jobs, LocalCalendar calendar, (LocalDate From, LocalDate To) days)
    {
        var after = calendar.Zone.AtStartOfDay(days.From).ToInstant() - Duration.Epsilon;
        var until = calendar.Zone.AtStartOfDay(days.To.PlusDays(1)).ToInstant() - Duration.Epsilon;
        List<DryRunLine> lines = [];
        foreach (var job in jobs)
        {
            var rule = job.When.InWords();
            lines.AddRange(Occurrences.Between(job.When, calendar, (after, until)).Select(occurrence => new DryRunLine(job.Id, job.Title, occurrence, job.When.At, Reason(rule, job.When.At, occurrence, calendar))));
        }

        // A sort by insertion order among equals, as a tick would start them.
        return [.. lines.OrderBy(line => line.Occurrence.DueAt).ThenBy(line => line.Job, StringComparer.Ordinal)];
    }

    /// <summary>The monthly terms that end on the days, both included, in the order of their days.</summary>
    /// <param name="rules">Of all countries.</param>
    /// <param name="payer">The country of the tenant, and what it says it is.</param>
    /// <param name="days">The days.</param>
    public static IReadOnlyList<DeadlineLine> Deadlines(DeadlineRules rules, (string Country, IReadOnlyDictionary<string, string> Variants) payer, (LocalDate From, LocalDate To) days)
    {
        // No statutory month ends more than a year after it began.
        List<DeadlineLine> lines = [];
        for (var period = Period.Of(days.From).Plus(-12); period <= Period.Of(days.To); period = period.Next)
        {
            lines.AddRange(from rule in rules.MonthlyIn(payer.Country, period, payer.Variants)
                           let due = rule.DaysFor(period.First, operation: null)
                           where due.Due >= days.From && due.Due <= days.To
                           select new DeadlineLine(rule, period, due));
        }

        return [.. lines.OrderBy(line => line.Days.Due).ThenBy(line => line.Rule.Id, StringComparer.Ordinal)];
    }

    private static string Reason(string rule, LocalTime at, Occurrence occurrence, LocalCalendar calendar)
    {
        if (occurrence.Day.Named == occurrence.Day.Day && occurrence.Shift == ClockShift.None)
        {
            return rule;
        }

        var (named, day) = occurrence.Day;
        var moved = named == day ? "" : $"; {named:uuuu'-'MM'-'dd} is {WhyNot(named, calendar)}, moved to {day:uuuu'-'MM'-'dd}";
        return occurrence.Shift switch
        {
            ClockShift.None => rule + moved,
            ClockShift.Gap => $"{rule}{moved}; {at:HH':'mm} does not exist on this day: the first instant after the clocks go forward",
            ClockShift.Overlap => $"{rule}{moved}; {at:HH':'mm} comes twice on this day: the first time",
            _ => throw new InvalidOperationException($"Not a shift: {occurrence.Shift}."),
        };
    }

    private static string WhyNot(LocalDate day, LocalCalendar calendar)
        => calendar.Days.IsHoliday(day) ? "a holiday" : $"a {day.DayOfWeek}";
}

/// <summary>One occasion of a job.</summary>
/// <param name="At">The local time that the definition names; the clocks may have moved it.</param>
/// <param name="Reason">The rule in words, and what holidays and the clocks did to it.</param>
public readonly record struct DryRunLine(string Job, string Title, Occurrence Occurrence, LocalTime At, string Reason);

/// <summary>One monthly term.</summary>
public readonly record struct DeadlineLine(DeadlineRule Rule, Period Period, DeadlineDays Days);
