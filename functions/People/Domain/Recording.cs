using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>What somebody wants written into a file.</summary>
public sealed record EntryDraft
{
    /// <summary>Which contract, account, order; empty where there is one only.</summary>
    public string Key { get; init; } = "";

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Last day, included.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? ValidTo { get; init; }

    /// <summary>Null to withdraw the entry that <see cref="Supersedes"/> names.</summary>
    public EntryContent? Content { get; init; }

    /// <summary>The number of the entry that it corrects; not needed where kind, key and first day are the same.</summary>
    public int? Supersedes { get; init; }
}

/// <summary>Who writes, when, why, and by which command or import.</summary>
public sealed record Scribe(string Name, DateTimeOffset At, string Reason, string Source);

/// <summary>Writes drafts into a file: appends, and never overwrites.</summary>
public static class Recording
{
    /// <summary>
    /// The file with the drafts at its end. A draft of the same kind, key and first day as an entry that holds supersedes it; one that
    /// says what that entry says already is left out. What the same source wrote before is not written again.
    /// </summary>
    public static PersonFile Record(this PersonFile file, IReadOnlyList<EntryDraft> drafts, Scribe scribe)
    {
        if (file.HasFrom(scribe.Source))
        {
            return file;
        }

        foreach (var draft in drafts)
        {
            if (EntryOf(file, draft, scribe) is { } entry)
            {
                file = new PersonFile(file.Person, [.. file.Entries, entry]);
            }
        }

        return file;
    }

    public static bool HasFrom(this PersonFile file, string source) => file.Entries.Any(entry => entry.Source == source);

    private static PersonEntry? EntryOf(PersonFile file, EntryDraft draft, Scribe scribe)
    {
        var earlier = draft.Supersedes is { } no
            ? file.Live.FirstOrDefault(entry => entry.No == no)
            : file.Live.LastOrDefault(entry => entry.Kind == draft.Content?.Kind && entry.Key == draft.Key && entry.ValidFrom == draft.ValidFrom);

        // An import that is finished late does not take back what somebody wrote since it was decided.
        var isOvertaken = earlier?.RecordedAt > scribe.At;
        if (isOvertaken || (draft.Content is null ? earlier is null : earlier is not null && IsSame(earlier, draft)))
        {
            return null;
        }

        return new PersonEntry
        {
            No = file.Entries.Count + 1,
            Kind = draft.Content?.Kind ?? earlier!.Kind,
            Key = draft.Content is null ? earlier!.Key : draft.Key,
            ValidFrom = draft.ValidFrom,
            ValidTo = draft.ValidTo,
            Content = draft.Content,
            RecordedAt = scribe.At,
            RecordedBy = scribe.Name,
            Reason = scribe.Reason,
            Supersedes = earlier?.No,
            Source = scribe.Source,
        };
    }

    private static bool IsSame(PersonEntry earlier, EntryDraft draft)
        => earlier.Key == draft.Key && earlier.ValidFrom == draft.ValidFrom && earlier.ValidTo == draft.ValidTo && draft.Content!.Says(earlier.Content);
}
