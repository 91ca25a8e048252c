using BackOffice.People.Domain;

namespace BackOffice.People;

/// <summary>People by tenant and pay group, as payroll reads them.</summary>
public sealed class PeopleStore(PersonTable table, PendingImports imports)
{
    /// <summary>The people of a group in ranges of so many, by their ids. Reads keys only and holds one page of them. Imports that were cut off after they were decided are finished first.</summary>
    internal async Task<IReadOnlyList<PersonRange>> PlanShardsAsync(string tenant, string group, int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        await imports.FinishAsync(tenant, group, cancellationToken);
        List<PersonRange> ranges = [];
        var open = new PersonRange("", "", 0);
        await foreach (var person in table.IdsAsync(tenant, group, cancellationToken))
        {
            open = open.And(person);
            if (open.Count == size)
            {
                ranges.Add(open);
                open = new PersonRange("", "", 0);
            }
        }

        return open.Count == 0 ? ranges : [.. ranges, open];
    }

    /// <summary>
    /// The files of a range, by id: a request for every thousand. Files know all that was ever recorded; ask them <see cref="PersonFile.AsOf"/>.
    /// Who was written down after the ranges were planned is there too, and knows nothing of the instant before.
    /// </summary>
    internal async Task<IReadOnlyList<PersonFile>> ReadRangeAsync(string tenant, string group, PersonRange range, CancellationToken cancellationToken)
    {
        List<PersonFile> files = [];
        await foreach (var (file, _) in table.ReadAsync(tenant, group, range, cancellationToken))
        {
            files.Add(file);
        }

        return files;
    }

    /// <summary>All that is known of a person; null when the group has nobody of this id.</summary>
    internal async Task<PersonFile?> FindAsync(string tenant, string group, string person, CancellationToken cancellationToken)
        => (await table.FindAsync(tenant, group, person, cancellationToken))?.File;
}

/// <summary>People whose ids lie from one to another, both included.</summary>
/// <param name="Count">How many there were when it was planned.</param>
public sealed record PersonRange(string First, string Last, int Count)
{
    /// <summary>Everybody: ids are letters, digits and a few signs, all of which sort before '~'.</summary>
    public static PersonRange All { get; } = new("0", "~", 0);

    /// <summary>One more at its end.</summary>
    internal PersonRange And(string person) => new(Count == 0 ? person : First, person, Count + 1);
}
