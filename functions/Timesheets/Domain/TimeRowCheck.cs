using System.Globalization;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Timesheets.Domain;

/// <summary>By what the rows of a sheet are checked.</summary>
/// <param name="Zone">Of the tenant; it knows how long a night is.</param>
public sealed record TimeFrame(Period Period, DateTimeZone Zone)
{
    /// <summary>In force at the end of the month; null where the country has none, and no kind is refused for it.</summary>
    public RulePack? Pack { get; init; }
}

/// <summary>Checks one row by itself, and against the person's employment.</summary>
public static class TimeRowCheck
{
    private const decimal MostHours = 25;
    private const int LongestText = 64;

    public static IEnumerable<TimeError> ProblemsOf(TimeRow row, PersonFile? person, TimeFrame frame)
    {
        if (TimeKinds.ClassOf(row.Kind) is not { } kind)
        {
            return [Wrong(row, "kind", "unknown-kind", $"A kind is one of {string.Join(", ", TimeKinds.All)}.")];
        }

        if (frame.Pack is { } pack && !TimeKinds.IsPaidBy(pack, row.Kind))
        {
            return [Wrong(row, "kind", "unpaid-kind", $"The rules of {pack.Country} do not say what such hours are paid. A kind is one of {string.Join(", ", TimeKinds.All.Where(known => TimeKinds.IsPaidBy(pack, known)))}.")];
        }

        List<TimeError> errors =
        [
            .. ProblemsOfTime(row, kind),
            .. ProblemsOfDays(row, kind, frame.Period),
            .. When(row.Reference?.Length > LongestText, row, "reference", "overlong-text", $"A reference has {LongestText} characters at most."),
        ];
        return person is null || person.Entries.Count == 0
            ? [.. errors, Wrong(row, "person", "unknown-person", "The group has nobody of this id.")]
            : [.. errors, .. ProblemsOfPerson(row, person)];
    }

    private static IEnumerable<TimeError> ProblemsOfTime(TimeRow row, TimeClass kind)
    {
        var hasTimes = row.From is not null || row.To is not null;
        return
        [
            .. When(row.Hours < 0, row, "hours", "negative-hours", "Hours are not negative."),
            .. When(row.Hours > MostHours, row, "hours", "over-24-hours", "No day has so many hours."),
            .. When(row.Hours is { } hours && !hasTimes && decimal.Round(hours, 2) != hours, row, "hours", "wrong-hours", "Hours have two decimals at most."),
            .. When(row.From is null != row.To is null, row, row.From is null ? "from" : "to", "missing-time", "A row with times has both."),
            .. When(row.From is not null && row.From == row.To, row, "to", "wrong-time", "A shift ends at another time than it begins."),
            .. When(kind == TimeClass.Absence && hasTimes, row, "from", "wrong-time", "An absence is of whole days, or of so many hours a day."),
            .. When(kind != TimeClass.Absence && !hasTimes && row.Hours is null, row, "hours", "missing-hours", "Say the hours, or from when to when."),
        ];
    }

    private static IEnumerable<TimeError> ProblemsOfDays(TimeRow row, TimeClass kind, Period period)
    {
        var last = row.Until ?? row.Day;
        return
        [
            .. When(row.Until is not null && kind != TimeClass.Absence, row, "until", "wrong-span", "Only an absence is of several days."),
            .. When(last < row.Day, row, "until", "wrong-span", "The last day is not before the first."),
            .. When(kind == TimeClass.Absence ? last < period.First || row.Day > period.Last : !period.Contains(row.Day), row, "day", "outside-period", $"This is the time of {period}."),
        ];
    }

    private static IEnumerable<TimeError> ProblemsOfPerson(TimeRow row, PersonFile person)
    {
        var employments = person.Employments();
        var last = row.Until ?? row.Day;
        return
        [
            .. When(!employments.Any(entry => entry.Employment.Covers(row.Day) && entry.Employment.Covers(last)), row, "day", "not-employed", string.Create(CultureInfo.InvariantCulture, $"The person is not employed on {Iso.Text(row.Day)}{(last > row.Day ? $" to {Iso.Text(last)}" : "")}.")),
            .. When(row.Contract is { } contract && !person.KeysOf(EntryKind.Terms).Contains(contract), row, "contract", "unknown-contract", "The person has no such contract."),
        ];
    }

    private static IEnumerable<TimeError> When(bool isWrong, TimeRow row, string column, string code, string message) => isWrong ? [Wrong(row, column, code, message)] : [];

    private static TimeError Wrong(TimeRow row, string column, string code, string message) => new(row.Line, column, code, message);
}
