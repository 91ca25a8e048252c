using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>
/// All that was ever written down of one person in one pay group, in the order in which it was. What held on a day, and what was
/// known of it at an instant, can be asked for ever.
/// </summary>
public sealed class PersonFile
{
    private readonly PersonEntry[] live;

    public PersonFile(string person, IReadOnlyList<PersonEntry> entries)
    {
        (Person, Entries) = (person, entries);
        var superseded = entries.Select(entry => entry.Supersedes).OfType<int>().ToHashSet();
        live = [.. entries.Where(entry => entry.Content is not null && !superseded.Contains(entry.No))];
    }

    /// <summary>The id; never a name.</summary>
    public string Person { get; }

    public IReadOnlyList<PersonEntry> Entries { get; }

    /// <summary>The entries that nothing supersedes, in the order in which they were written.</summary>
    public IReadOnlyList<PersonEntry> Live => live;

    public static PersonFile Empty(string person) => new(person, []);

    /// <summary>The file as it stood at an instant, what was recorded in that instant included.</summary>
    public PersonFile AsOf(DateTimeOffset knownAt)
        => Entries.All(entry => entry.RecordedAt <= knownAt) ? this : new(Person, [.. Entries.Where(entry => entry.RecordedAt <= knownAt)]);

    /// <summary>The keys that a kind has, by name.</summary>
    public IEnumerable<string> KeysOf(EntryKind kind) => live.Where(entry => entry.Kind == kind).Select(entry => entry.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What holds on a day: of the entries that hold, the one that began last; of those, the one written last.</summary>
    public EntryContent? On(EntryKind kind, string key, LocalDate day) => EntryOn(kind, key, day)?.Content;

    private PersonEntry? EntryOn(EntryKind kind, string key, LocalDate day)
    {
        PersonEntry? best = null;
        foreach (var entry in live)
        {
            if (entry.Kind == kind && entry.Key == key && entry.ValidFrom <= day && (entry.ValidTo is not { } last || day <= last)
                && (best is null || entry.ValidFrom >= best.ValidFrom))
            {
                best = entry;
            }
        }

        return best;
    }

    /// <summary>What held when, in the order of days, cut wherever it changes. An entry that ends uncovers the one that held before it.</summary>
    public IReadOnlyList<Stretch> TimelineOf(EntryKind kind, string key)
    {
        var entries = live.Where(entry => entry.Kind == kind && entry.Key == key).ToList();
        var cuts = entries.Select(entry => entry.ValidFrom)
            .Concat(entries.Select(entry => entry.ValidTo?.PlusDays(1)).OfType<LocalDate>())
            .Distinct().Order().ToList();
        List<Stretch> stretches = [];
        for (var i = 0; i < cuts.Count; i++)
        {
            if (EntryOn(kind, key, cuts[i]) is { } entry)
            {
                LocalDate? to = i + 1 < cuts.Count ? cuts[i + 1].PlusDays(-1) : null;
                if (stretches is [.., var last] && last.To?.PlusDays(1) == cuts[i] && ReferenceEquals(last.Content, entry.Content))
                {
                    stretches[^1] = last with { To = to };
                }
                else
                {
                    stretches.Add(new Stretch(cuts[i], to, entry.Content!) { Since = entry.ValidFrom });
                }
            }
        }

        return stretches;
    }

    /// <summary>The employments, by their first day.</summary>
    public IReadOnlyList<(string Key, Employment Employment)> Employments()
        => [.. live.Where(entry => entry.Kind == EntryKind.Employment).Select(entry => (entry.Key, entry.Content!.Employment!)).OrderBy(entry => entry.Item2.HiredOn)];

    /// <summary>Whether the person is employed on any day of a month.</summary>
    public bool IsEmployedIn(Primitives.Period period)
        => Employments().Any(entry => entry.Employment.HiredOn <= period.Last && (entry.Employment.LeavesOn is not { } last || last >= period.First));

    /// <summary>The account that the net is paid to on a day; the first by key where there are several.</summary>
    public BankAccount? AccountOn(LocalDate day) => KeysOf(EntryKind.Account).Select(key => On(EntryKind.Account, key, day)?.Account).FirstOrDefault(account => account is not null);

    /// <summary>Who the person is on a day; before the first entry, as it says.</summary>
    public Identity? IdentityOn(LocalDate day)
        => On(EntryKind.Identity, "", day)?.Identity
            ?? live.Where(entry => entry.Kind == EntryKind.Identity).MinBy(entry => entry.ValidFrom)?.Content!.Identity;

    /// <summary>All facts that hold on a day, the sheets by key, a later one over an earlier.</summary>
    public IReadOnlyDictionary<string, string> FactsOn(LocalDate day)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        foreach (var sheet in KeysOf(EntryKind.Facts).Select(key => On(EntryKind.Facts, key, day)?.Facts).OfType<IReadOnlyDictionary<string, string>>())
        {
            foreach (var (name, value) in sheet)
            {
                facts[name] = value;
            }
        }

        return facts;
    }
}

/// <summary>A content over the days on which it holds.</summary>
/// <param name="To">Last day, included; null when it goes on.</param>
public sealed record Stretch(LocalDate From, LocalDate? To, EntryContent Content)
{
    /// <summary>The first day of the entry; earlier than this stretch where another entry held in between.</summary>
    public LocalDate Since { get; init; } = From;

    public bool Touches(Period period) => From <= period.Last && (To is not { } last || last >= period.First);

    /// <summary>Only the days from one to another; null when none is left.</summary>
    public Stretch? Within(LocalDate from, LocalDate? to)
    {
        var first = LocalDate.Max(From, from);
        var last = To is { } mine ? to is { } other ? LocalDate.Min(mine, other) : mine : to;
        return last is { } end && end < first ? null : this with { From = first, To = last };
    }
}
