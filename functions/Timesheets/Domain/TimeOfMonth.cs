using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Timesheets.Domain;

/// <summary>What a person's approved sheets say of a month, as pay counts it.</summary>
/// <param name="Hours">One for each kind and contract.</param>
/// <param name="Absences">By their first days.</param>
public sealed record TimeOfMonth(IReadOnlyList<WorkedHours> Hours, IReadOnlyList<Absence> Absences)
{
    public static TimeOfMonth None { get; } = new([], []);

    /// <param name="rows">Of one person and month, checked, so that each has its hours.</param>
    public static TimeOfMonth Of(IReadOnlyList<TimeRow> rows) => new(
        [
            .. rows.Where(row => TimeKinds.ClassOf(row.Kind) is TimeClass.Work or TimeClass.Premium)
                .GroupBy(row => (row.Kind, row.Contract))
                .OrderBy(group => group.Key.Kind, StringComparer.Ordinal).ThenBy(group => group.Key.Contract, StringComparer.Ordinal)
                .Select(group => new WorkedHours(group.Key.Kind, Rounding.HalfUp.Round(group.Sum(row => row.Hours ?? 0), 2), group.Key.Contract)),
        ],
        AbsencesOf(rows));

    /// <summary>Days that follow each other are one absence.</summary>
    private static List<Absence> AbsencesOf(IReadOnlyList<TimeRow> rows)
    {
        List<Absence> absences = [];
        foreach (var row in rows.Where(row => TimeKinds.ClassOf(row.Kind) == TimeClass.Absence).OrderBy(row => row.Day).ThenBy(row => row.Kind, StringComparer.Ordinal))
        {
            var absence = new Absence { Kind = row.Kind, From = row.Day, To = row.Until ?? row.Day, HoursPerDay = row.Hours, Contract = row.Contract, Reference = row.Reference };
            var before = absences.FindLastIndex(earlier => earlier with { From = absence.From, To = absence.To } == absence);
            if (before >= 0 && absences[before].To.PlusDays(1) == absence.From)
            {
                absences[before] = absences[before] with { To = absence.To };
            }
            else
            {
                absences.Add(absence);
            }
        }

        return absences;
    }
}
