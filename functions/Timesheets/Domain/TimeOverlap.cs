using System.Globalization;
using BackOffice.People.Domain;
using NodaTime;

namespace BackOffice.Timesheets.Domain;

/// <summary>Checks that the rows of one person fit beside each other, and beside those of sheets that are in already.</summary>
public static class TimeOverlap
{
    /// <param name="rows">Each right by itself; new ones.</param>
    /// <param name="standing">Of sheets that hold or may come to hold.</param>
    /// <param name="zone">Of the tenant.</param>
    public static IEnumerable<TimeError> ProblemsOf(IReadOnlyList<TimeRow> rows, IReadOnlyList<TimeRow> standing, DateTimeZone zone)
    {
        List<TimeRow> seen = [.. standing];
        foreach (var row in rows)
        {
            if (seen.Exists(other => IsSame(other, row)))
            {
                yield return new TimeError(row.Line, "", "duplicate-row", $"The same is said of {Iso.Text(row.Day)} already.");
            }
            else if (seen.Find(other => Overlap(other, row, zone)) is { } other)
            {
                yield return new TimeError(row.Line, row.From is null ? "day" : "from", "overlapping", $"On {Iso.Text(other.Day)} '{other.Kind}' is said of the same time.");
            }

            seen.Add(row);
        }

        foreach (var day in rows.Select(row => row.Day).SelectMany(day => new[] { day, day.PlusDays(1) }).Distinct())
        {
            var (filled, length) = (seen.Sum(row => HoursOn(row, day, zone)), Shift.WholeDay(day, zone).Hours);
            if (filled > length)
            {
                yield return new TimeError(rows.Last(row => row.Day <= day).Line, "hours", "over-24-hours", string.Create(CultureInfo.InvariantCulture, $"{Iso.Text(day)} has {length:0} hours and {filled:0.##} are said of it."));
            }
        }
    }

    /// <summary>Twice the same hours of the same kind, or the same shift: the second is a mistake.</summary>
    private static bool IsSame(TimeRow one, TimeRow other)
        => one.Day == other.Day && one.Kind == other.Kind && one.Contract == other.Contract && one.From == other.From && one.To == other.To && one.Until == other.Until;

    private static bool Overlap(TimeRow one, TimeRow other, DateTimeZone zone) => (ClassOf(one), ClassOf(other)) switch
    {
        (TimeClass.Absence, TimeClass.Absence) => one.Day <= (other.Until ?? other.Day) && other.Day <= (one.Until ?? one.Day) && (one.Hours is null || other.Hours is null),
        (TimeClass.Absence, TimeClass.Work) => IsAwayOn(one, other.Day) && other.Hours is not 0,
        (TimeClass.Work, TimeClass.Absence) => IsAwayOn(other, one.Day) && one.Hours is not 0,
        (TimeClass.Work, TimeClass.Work) => BothAtOnce(one, other, zone),
        (TimeClass.Premium, TimeClass.Premium) => one.Kind == other.Kind && BothAtOnce(one, other, zone),
        _ => false,
    };

    private static bool IsAwayOn(TimeRow absence, LocalDate day) => absence.Hours is null && absence.Day <= day && day <= (absence.Until ?? absence.Day);

    private static bool BothAtOnce(TimeRow one, TimeRow other, DateTimeZone zone)
        => one is { From: { } from, To: { } to } && other is { From: { } otherFrom, To: { } otherTo }
            && Shift.Of(one.Day, from, to, zone).Overlaps(Shift.Of(other.Day, otherFrom, otherTo, zone));

    private static decimal HoursOn(TimeRow row, LocalDate day, DateTimeZone zone) => ClassOf(row) switch
    {
        TimeClass.Premium => 0,
        _ when row is { From: { } from, To: { } to } => Shift.Of(row.Day, from, to, zone).HoursWithin(Shift.WholeDay(day, zone)),
        TimeClass.Absence when row.Day <= day && day <= (row.Until ?? row.Day) => row.Hours ?? 0,
        TimeClass.Work when row.Day == day => row.Hours ?? 0,
        _ => 0,
    };

    private static TimeClass? ClassOf(TimeRow row) => TimeKinds.ClassOf(row.Kind);
}
