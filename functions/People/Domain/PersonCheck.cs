using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>Checks that the entries of a file fit together.</summary>
public static class PersonCheck
{
    private const int LongestId = 64;

    /// <summary>What is wrong with the id of a person, or null.</summary>
    public static string? ProblemWithId(string id)
        => id.Length is >= 1 and <= LongestId && char.IsAsciiLetterOrDigit(id[0]) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null
            : $"The id of a person is 1 to {LongestId} letters, digits, '-', '_' and '.', and no name.";

    /// <summary>Everything that does not fit, with the entries it is about.</summary>
    public static IEnumerable<(PersonEntry About, EntryProblem Problem)> ProblemsOf(PersonFile file)
        => file.Live.SelectMany(entry => ProblemsOf(file, entry).Select(problem => (entry, problem)))
            .Concat(file.Live.Count > 0 && file.Live.All(entry => entry.Kind != EntryKind.Identity)
                ? [(file.Live[0], new EntryProblem("missing-identity", "familyName", "The first thing to say of a person is who it is."))]
                : []);

    private static IEnumerable<EntryProblem> ProblemsOf(PersonFile file, PersonEntry entry) => entry.Content! switch
    {
        { Employment: { } employment } => Overlaps(file, entry, employment),
        { Terms: { } terms } => ProblemsOf(file, entry, terms),
        { Element.Contract: { } contract } when !file.KeysOf(EntryKind.Terms).Contains(contract) => [new EntryProblem("unknown-contract", "contract", "The person has no such contract.")],
        _ => [],
    };

    private static IEnumerable<EntryProblem> Overlaps(PersonFile file, PersonEntry entry, Employment employment)
        => file.Live.Any(other => other.Kind == EntryKind.Employment && other.No < entry.No && other.Content!.Employment is { } earlier && Overlap(earlier, employment))
            ? [new EntryProblem("overlapping-employment", "hiredOn", "The person is employed already on some of these days. Two contracts at once are two contracts of one employment.")]
            : [];

    private static bool Overlap(Employment one, Employment other)
        => one.HiredOn <= (other.LeavesOn ?? LocalDate.MaxIsoValue) && other.HiredOn <= (one.LeavesOn ?? LocalDate.MaxIsoValue);

    private static IEnumerable<EntryProblem> ProblemsOf(PersonFile file, PersonEntry entry, Terms terms)
    {
        var employments = file.Employments();
        return terms.Employment is { } named && !employments.Any(other => other.Key == named)
                ? [new EntryProblem("unknown-employment", "employment", "The person has no such employment.")]
            : !employments.Any(other => entry.ValidFrom <= (other.Employment.LeavesOn ?? LocalDate.MaxIsoValue) && (entry.ValidTo is not { } last || last >= other.Employment.HiredOn))
                ? [new EntryProblem("not-employed", "validFrom", "The person is not employed on any day of these terms.")]
            : [];
    }
}
