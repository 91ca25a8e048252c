using BackOffice.People.Domain;

namespace BackOffice.People;

/// <summary>What one row of an import says of one person.</summary>
/// <param name="Line">Of a CSV file, its header being 1; of a JSON list, its place from 1.</param>
internal sealed record ImportRow(int Line, string Person, IReadOnlyList<EntryDraft> Drafts);

/// <summary>Something in an import that keeps all of it from being taken.</summary>
/// <param name="Line">Of a CSV file, its header being 1; of a JSON list, the place from 1; 0 when it is the whole file.</param>
/// <param name="Column">As its header says; empty when it is the whole row.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record ImportError(int Line, string Column, string Code, string Message);

/// <summary>An import as it was read: its rows, and what could not be read.</summary>
internal sealed record ReadImport(IReadOnlyList<ImportRow> Rows, IReadOnlyList<ImportError> Errors)
{
    /// <summary>The rows of each person in the order of their lines, people by id.</summary>
    public IEnumerable<(string Person, IReadOnlyList<ImportRow> Rows)> ByPerson()
        => Rows.GroupBy(row => row.Person, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, (IReadOnlyList<ImportRow>)[.. group]));
}
