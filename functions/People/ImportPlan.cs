using System.Globalization;
using System.Text.Json.Serialization;
using BackOffice.People.Domain;
using NodaTime;

namespace BackOffice.People;

/// <summary>What an import would make of one person's file: the file after it, what changes, and what is wrong.</summary>
internal sealed record ImportPlan(PersonFile After, IReadOnlyList<ImportChange> Changes, IReadOnlyList<ImportError> Errors)
{
    /// <param name="before">As it stands now.</param>
    /// <param name="rows">Of this person, in the order of their lines.</param>
    /// <param name="frame">Of the group; null to write what was checked before.</param>
    /// <param name="scribe">Who imports.</param>
    public static ImportPlan Of(PersonFile before, IReadOnlyList<ImportRow> rows, CheckFrame? frame, Scribe scribe)
    {
        var drafts = rows.SelectMany(row => row.Drafts, (row, draft) => (row.Line, Draft: draft)).ToList();
        List<ImportError> errors = [.. TwiceSaid(drafts), .. frame is null ? [] : drafts.SelectMany(entry => EntryCheck.ProblemsOf(entry.Draft, frame).Select(problem => ErrorOf(entry.Line, problem)))];
        if (errors.Count > 0)
        {
            return new ImportPlan(before, [], errors);
        }

        var after = before.Record([.. drafts.Select(entry => entry.Draft)], scribe);
        var written = after.Entries.Skip(before.Entries.Count).ToList();
        if (frame is not null)
        {
            errors.AddRange(PersonCheck.ProblemsOf(after).Select(found => ErrorOf(LineOf(found.About, drafts), found.Problem)));
        }

        return new ImportPlan(after, [.. written.Select(entry => ImportChange.Of(before.Person, entry))], errors);
    }

    /// <summary>Two rows that say two things of the same are a mistake, whichever is meant.</summary>
    private static IEnumerable<ImportError> TwiceSaid(IReadOnlyList<(int Line, EntryDraft Draft)> drafts)
        => drafts.GroupBy(entry => (entry.Draft.Content?.Kind, entry.Draft.Key, entry.Draft.ValidFrom))
            .Where(group => group.Key.Kind is not null && group.Skip(1).Any(entry => !entry.Draft.Content!.Says(group.First().Draft.Content)))
            .Select(group => new ImportError(group.Last().Line, "", "said-twice", string.Create(CultureInfo.InvariantCulture, $"Line {group.First().Line} says something else of the same from the same day.")));

    private static ImportError ErrorOf(int line, EntryProblem problem) => new(line, problem.Field, problem.Code, problem.Message);

    private static int LineOf(PersonEntry about, List<(int Line, EntryDraft Draft)> drafts)
        => drafts.Find(entry => ReferenceEquals(entry.Draft.Content, about.Content)).Line is > 0 and var line ? line : drafts[0].Line;
}

/// <summary>An entry that an import writes.</summary>
/// <param name="Corrects">The entry it takes the place of; null when it is new.</param>
internal sealed record ImportChange(string Person, EntryKind Kind, string Key, [property: JsonConverter(typeof(Primitives.IsoDateJsonConverter))] LocalDate ValidFrom, int? Corrects)
{
    public static ImportChange Of(string person, PersonEntry entry) => new(person, entry.Kind, entry.Key, entry.ValidFrom, entry.Supersedes);
}
