namespace BackOffice.Documents.Domain;

/// <summary>What the sweeper holds against each other: the register, the records and the kept contents of one tenant.</summary>
/// <param name="Entries">Every register entry.</param>
/// <param name="Records">Every document, whatever its state.</param>
/// <param name="KeptContents">The digests of all kept contents.</param>
public sealed record Holdings(IReadOnlyList<HeldEntry> Entries, IReadOnlyList<HeldRecord> Records, IReadOnlySet<string> KeptContents);

/// <summary>A register entry, as far as it is compared.</summary>
public sealed record HeldEntry(int Year, long Number, string DocumentId, string Sha256);

/// <summary>A document's record, as far as it is compared.</summary>
public sealed record HeldRecord(string DocumentId, DocumentState State, string? Sha256, int? Year, long? Number);

/// <summary>Something that is not as it must be.</summary>
/// <param name="Code">gap, number-used-twice, number-missing, content-missing, record-missing, entry-missing, entry-differs.</param>
/// <param name="Where">Register number or document id.</param>
public sealed record Discrepancy(string Code, string Where);

/// <summary>The proof that nothing is lost: numbers without gap, an entry for every number, a content for every entry.</summary>
public static class Reconciliation
{
    public static IReadOnlyList<Discrepancy> Compare(Holdings holdings)
    {
        var records = holdings.Records.ToDictionary(record => record.DocumentId, StringComparer.Ordinal);
        var entries = holdings.Entries.ToLookup(entry => entry.DocumentId, StringComparer.Ordinal);
        return
        [
            .. holdings.Entries.GroupBy(entry => entry.Year).SelectMany(Gaps),
            .. holdings.Entries.SelectMany(entry => ProblemsOf(entry, records, holdings.KeptContents)),
            .. holdings.Records
                .Where(record => record.Number is not null && !entries[record.DocumentId].Any())
                .Select(record => new Discrepancy("entry-missing", record.DocumentId)),
            .. holdings.Records
                .Where(record => record is { Number: null, State: DocumentState.Routed or DocumentState.NeedsPerson or DocumentState.Annulled })
                .Select(record => new Discrepancy("number-missing", record.DocumentId)),
            .. holdings.Records
                .Where(record => record is { Number: null, Sha256: { } digest } && !holdings.KeptContents.Contains(digest))
                .Select(record => new Discrepancy("content-missing", record.DocumentId)),
        ];
    }

    private static IEnumerable<Discrepancy> Gaps(IGrouping<int, HeldEntry> year)
    {
        var next = 1L;
        foreach (var number in year.Select(entry => entry.Number).Order())
        {
            if (number < next)
            {
                yield return new Discrepancy("number-used-twice", $"{year.Key}/{number}");
            }

            for (; next < number; next++)
            {
                yield return new Discrepancy("gap", $"{year.Key}/{next}");
            }

            next = number + 1;
        }
    }

    private static IEnumerable<Discrepancy> ProblemsOf(HeldEntry entry, Dictionary<string, HeldRecord> records, IReadOnlySet<string> kept)
    {
        var where = $"{entry.Year}/{entry.Number}";
        if (!kept.Contains(entry.Sha256))
        {
            yield return new Discrepancy("content-missing", where);
        }

        if (!records.TryGetValue(entry.DocumentId, out var record))
        {
            yield return new Discrepancy("record-missing", where);
        }
        else if (record.Year != entry.Year || record.Number != entry.Number || record.Sha256 != entry.Sha256)
        {
            yield return new Discrepancy("entry-differs", where);
        }
    }
}
