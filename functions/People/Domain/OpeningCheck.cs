using System.Globalization;
using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>Checks and reads what a person's earlier pay has left.</summary>
public static class OpeningCheck
{
    private const int Earliest = 2000;
    private const int Latest = 2199;

    /// <summary>Everything wrong with the balances of a year.</summary>
    public static IEnumerable<EntryProblem> ProblemsOf(IReadOnlyDictionary<string, decimal> opening, EntryDraft draft, CheckFrame frame)
    {
        if (YearOf(draft.Key) is not { } year)
        {
            yield return new EntryProblem("wrong-year", "openingYear", "The key of opening balances is their year, such as 2026.");
        }
        else if (draft.ValidFrom.Year < year || draft.ValidFrom.Year > year + 1)
        {
            yield return new EntryProblem("wrong-day", "validFrom", "Balances of a year open slips of that year or of the next.");
        }

        if (draft.ValidTo is not null)
        {
            yield return new EntryProblem("wrong-span", "validTo", "Opening balances do not end; to take them back, withdraw the entry.");
        }

        if (opening.Count == 0)
        {
            yield return new EntryProblem("missing-field", "opening", "Say at least one balance.");
        }

        if (frame.Rules.Find(frame.Country) is { } law)
        {
            foreach (var problem in Opening.ProblemsOf(opening, law))
            {
                yield return new EntryProblem(problem.Code, problem.Field, problem.Message);
            }
        }
    }

    /// <summary>The balances that slips of a month begin with, by year: of the year of the month, of the one before and of the year of the payment.</summary>
    /// <param name="file">As it is known.</param>
    /// <param name="period">The month that is paid.</param>
    /// <param name="payDay">Balances that hold from a later day of both are left out.</param>
    public static IReadOnlyDictionary<int, IReadOnlyDictionary<string, decimal>> OpeningsOn(this PersonFile file, Primitives.Period period, LocalDate payDay)
    {
        Dictionary<int, IReadOnlyDictionary<string, decimal>> years = [];
        var day = LocalDate.Max(period.Last, payDay);
        foreach (var key in file.Entries.Where(entry => entry.Kind == EntryKind.Opening).Select(entry => entry.Key).Distinct(StringComparer.Ordinal))
        {
            if (YearOf(key) is { } year && year >= period.Year - 1 && year <= day.Year && SaidOn(file, key, day) is { } said)
            {
                years[year] = said;
            }
        }

        return years;
    }

    /// <summary>Of a year that was withdrawn nothing is left, and what slips took up of it comes off; one that does not hold yet changes nothing.</summary>
    private static IReadOnlyDictionary<string, decimal>? SaidOn(PersonFile file, string key, LocalDate day)
        => file.On(EntryKind.Opening, key, day)?.Opening
            ?? (file.KeysOf(EntryKind.Opening).Contains(key, StringComparer.Ordinal) ? null : new Dictionary<string, decimal>());

    private static int? YearOf(string key)
        => key.Length == 4 && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= Earliest and <= Latest ? year : null;
}
