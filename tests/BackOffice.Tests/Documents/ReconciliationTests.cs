using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

public sealed class ReconciliationTests
{
    [Fact]
    public void What_agrees_is_the_proof()
        => Assert.Empty(Compare(Entries(1, 2, 3)));

    [Fact]
    public void A_gap_is_named_by_every_number_that_is_missing()
        => Assert.Equal([new Discrepancy("gap", "2026/2"), new Discrepancy("gap", "2026/3")], Compare(Entries(1, 4)));

    [Fact]
    public void A_number_used_twice_is_found()
        => Assert.Contains(new Discrepancy("number-used-twice", "2026/2"), Compare([.. Entries(1, 2), new HeldEntry(2026, 2, "d2b", "h2")]));

    [Fact]
    public void Each_year_begins_at_one()
    {
        var discrepancies = Compare([.. Entries(1), new HeldEntry(2027, 2, "d2", "h2")], Records(1).Append(new HeldRecord("d2", DocumentState.Routed, "h2", 2027, 2)));

        Assert.Equal([new Discrepancy("gap", "2027/1")], discrepancies);
    }

    [Fact]
    public void A_content_that_is_gone_is_missed_by_entry_and_by_record()
    {
        var holdings = new Holdings(
            Entries(1),
            [.. Records(1), new HeldRecord("q", DocumentState.Quarantined, "gone", Year: null, Number: null)],
            new HashSet<string>(StringComparer.Ordinal));

        Assert.Equal([new Discrepancy("content-missing", "2026/1"), new Discrepancy("content-missing", "q")], Reconciliation.Compare(holdings));
    }

    [Fact]
    public void An_entry_without_its_record_and_a_record_without_its_entry_are_found()
    {
        var discrepancies = Compare(Entries(1), [new HeldRecord("other", DocumentState.Routed, "h1", 2026, 2)]);

        Assert.Equal([new Discrepancy("record-missing", "2026/1"), new Discrepancy("entry-missing", "other")], discrepancies);
    }

    [Fact]
    public void An_entry_that_tells_another_digest_than_its_record_is_found()
        => Assert.Contains(new Discrepancy("entry-differs", "2026/1"), Compare(Entries(1), [new HeldRecord("d1", DocumentState.Routed, "h9", 2026, 1)]));

    private static HeldEntry[] Entries(params int[] numbers) => [.. numbers.Select(number => new HeldEntry(2026, number, $"d{number}", $"h{number}"))];

    private static IEnumerable<HeldRecord> Records(params int[] numbers) => numbers.Select(number => new HeldRecord($"d{number}", DocumentState.Routed, $"h{number}", 2026, number));

    private static IReadOnlyList<Discrepancy> Compare(IReadOnlyList<HeldEntry> entries, IEnumerable<HeldRecord>? records = null)
        => Reconciliation.Compare(new Holdings(
            entries,
            [.. records ?? Records([.. entries.Select(entry => (int)entry.Number).Distinct()])],
            Enumerable.Range(0, 10).Select(number => $"h{number}").ToHashSet(StringComparer.Ordinal)));
}
