using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Tenancy;
using BackOffice.Timesheets.Domain;
using NodaTime;

namespace BackOffice.Timesheets;

/// <summary>Checks the rows of a sheet against people, employments and the sheets that are in.</summary>
public sealed class SheetChecks(PeopleStore people, PayGroups groups, TimesheetStore store, CountryRuleBook rules)
{
    private const int Chunk = 500;

    /// <summary>The rows by person, each with its hours; and everything that is wrong.</summary>
    /// <param name="sheet">Not among those in <paramref name="isStanding"/>.</param>
    /// <param name="rows">As they were read.</param>
    /// <param name="tenant">Whose clock counts the hours.</param>
    /// <param name="isStanding">Which other sheets hold, or may come to hold.</param>
    /// <param name="cancellationToken">The caller's.</param>
    internal async Task<CheckedSheet> CheckAsync(SheetPlace sheet, IReadOnlyList<TimeRow> rows, Tenant tenant, Func<PersonSheetRow, bool> isStanding, CancellationToken cancellationToken)
    {
        if (sheet.Period is not { } period || await groups.FindFileAsync(sheet.Tenant, sheet.Group, cancellationToken) is not { } group)
        {
            return new CheckedSheet([], [new TimeError(0, "", "unknown-group", "The file lies in no folder of a pay group and month: {group}/{month}/{name}, such as staff/2026-07/hours.csv.")]);
        }

        var frame = new TimeFrame(period, DateTimeZoneProviders.Tzdb[tenant.Zone]) { Pack = rules.Find(group.File.Versions[^1].Group.Country, period, period.Last)?.Pack };
        List<TimeError> errors = [];
        List<IReadOnlyList<TimeRow>> checkedRows = [];
        foreach (var chunk in rows.GroupBy(row => row.Person, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Chunk(Chunk))
        {
            var range = new PersonRange(chunk[0].Key, chunk[^1].Key, chunk.Length);
            var files = (await people.ReadRangeAsync(sheet.Tenant, sheet.Group, range, cancellationToken)).ToDictionary(file => file.Person, StringComparer.Ordinal);
            var standing = await StandingAsync(sheet, range, isStanding, cancellationToken);
            foreach (var person in chunk)
            {
                var (own, wrong) = CheckPerson([.. person], files.GetValueOrDefault(person.Key), standing.GetValueOrDefault(person.Key) ?? [], frame);
                errors.AddRange(wrong);
                checkedRows.Add(own);
            }
        }

        return new CheckedSheet(checkedRows, errors);
    }

    /// <summary>What other sheets say of the people of a range.</summary>
    internal async Task<Dictionary<string, List<TimeRow>>> StandingAsync(SheetPlace place, PersonRange range, Func<PersonSheetRow, bool> isStanding, CancellationToken cancellationToken)
    {
        Dictionary<string, List<TimeRow>> standing = new(StringComparer.Ordinal);
        await foreach (var row in store.PeopleAsync(place, range, cancellationToken))
        {
            if (isStanding(row))
            {
                standing.TryAdd(row.Person, []);
                standing[row.Person].AddRange(row.Rows);
            }
        }

        return standing;
    }

    private static (IReadOnlyList<TimeRow> Rows, IReadOnlyList<TimeError> Errors) CheckPerson(IReadOnlyList<TimeRow> rows, PersonFile? person, List<TimeRow> standing, TimeFrame frame)
    {
        List<TimeError> errors = [.. rows.SelectMany(row => TimeRowCheck.ProblemsOf(row, person, frame))];
        if (errors.Count == 0)
        {
            errors.AddRange(TimeOverlap.ProblemsOf(rows, standing, frame.Zone));
        }

        return ([.. rows.Select(row => row is { From: { } from, To: { } to } ? row with { Hours = Shift.Of(row.Day, from, to, frame.Zone).Hours } : row)], errors);
    }
}

/// <summary>A sheet after its checks.</summary>
/// <param name="People">The rows of each person, people by id.</param>
internal sealed record CheckedSheet(IReadOnlyList<IReadOnlyList<TimeRow>> People, IReadOnlyList<TimeError> Errors);
