using System.Globalization;
using BackOffice.Http;
using BackOffice.People.Domain;

namespace BackOffice.People;

/// <summary>Leaving and coming back, as entries.</summary>
internal static class Movements
{
    /// <exception cref="RefusedException">404 not-found: there is no such employment.</exception>
    public static IReadOnlyList<EntryDraft> Leave(PersonFile file, LeaveBody body)
    {
        var (key, employment) = file.Employments().LastOrDefault(entry => body.Employment is null || entry.Key == body.Employment);
        return employment is null
            ? throw RefusedException.NotFound("The person has no such employment.")
            : [new EntryDraft { Key = key, ValidFrom = employment.HiredOn, Content = new EntryContent { Employment = employment with { LeavesOn = body.LeavesOn } } }];
    }

    public static IReadOnlyList<EntryDraft> Rehire(PersonFile file, RehireBody body)
    {
        var key = (file.Entries.Where(entry => entry.Kind == EntryKind.Employment).Select(entry => entry.Key).Distinct(StringComparer.Ordinal).Count() + 1).ToString(CultureInfo.InvariantCulture);
        return
        [
            new EntryDraft { Key = key, ValidFrom = body.HiredOn, Content = new EntryContent { Employment = new Employment { HiredOn = body.HiredOn } } },
            new EntryDraft { Key = body.Contract, ValidFrom = body.HiredOn, Content = new EntryContent { Terms = body.Terms with { Employment = key } } },
        ];
    }
}
