using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

public sealed class PayChainTests
{
    [Fact]
    public void A_run_taken_back_as_a_whole_and_the_run_that_did_it_no_longer_stand()
    {
        var (january, reversal, again) = (Link("a-2026-01-regular"), Link("a-2026-01-correction") with { Kind = PayRunKind.Correction, IsWhole = false, Reverses = "a-2026-01-regular" }, Link("a-2026-01-regular-2"));

        Assert.Equal(["a-2026-01-regular"], Of(january).Standing().Select(link => link.RunId));
        Assert.Empty(Of(january, reversal).Standing());
        Assert.Equal(["a-2026-01-regular-2"], Of(january, reversal, again).Standing().Select(link => link.RunId));
    }

    [Fact]
    public void A_run_taken_back_and_another_posted_is_another_chain_of_the_same_length()
    {
        var (one, other) = (Link("a-2026-02-regular"), Link("a-2026-01-bonus"));
        var chain = Of(Link("a-2026-01-regular"), one);
        var seen = chain.Tip;

        chain.TakeBack(one);
        chain.Append(other);

        Assert.Equal(2, chain.Read().Count);
        Assert.NotEqual(seen, chain.Tip);
    }

    [Fact]
    public void Each_round_and_each_run_is_a_tip_of_its_own_and_a_run_taken_back_leaves_the_tip_before_it()
    {
        var january = Link("a-2026-01-regular");
        var chain = Of(january);

        Assert.Equal(("", "a-2026-01-regular-r1", "a-2026-01-regular-r2"), (Of().Tip, chain.Tip, Of(january with { Round = 2 }).Tip));
        chain.Append(Link("a-2026-02-regular"));
        chain.TakeBack(Link("a-2026-02-regular"));
        Assert.Equal("a-2026-01-regular-r1", chain.Tip);
    }

    [Fact]
    public void The_newest_runs_are_listed()
    {
        var chain = Of([.. Enumerable.Range(1, 200).Select(number => Link($"a-{number}"))]);

        Assert.Equal((150, "a-51", "a-200-r1"), (chain.Read().Count, chain.Read()[0].RunId, chain.Tip));
    }

    private static ChainRow Of(params ChainLink[] links)
    {
        var chain = ChainRow.Of("acme", "a");
        Array.ForEach(links, link => chain.Append(link));
        return chain;
    }

    [Fact]
    public void What_never_arrived_is_numbered_without_gaps_and_leaves_the_links()
    {
        var chain = Of(Link("a-2026-01-regular"));
        LateReturnRow[] rows = [new(), new()];

        var writes = rows.SelectMany(row => chain.Append(row)).ToList();

        Assert.Equal([1, 2], rows.Select(row => row.Number));
        Assert.Equal((4, 2, "a-2026-01-regular-r1"), (writes.Count, chain.LateReturns, chain.Tip));
    }

    [Fact]
    public void Keys_of_what_never_arrived_are_in_the_order_of_people_whatever_their_ids()
    {
        string[] people = ["A", "a", "a-1", "a-1-2", "a.b", "a0", "a_b", "aa", "b"];
        var keys = people.Select(person => (Person: person, Key: PayrollKeys.LateReturn("office", person, "payroll-office-2026-01-regular-r1-1"))).ToList();

        Assert.Equal(people.Order(StringComparer.Ordinal), keys.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Person));
        foreach (var shard in from first in people from last in people where string.CompareOrdinal(first, last) <= 0 select new ShardPlan(first, last))
        {
            var (from, before) = PayrollKeys.LateReturns("office", shard);
            Assert.Equal(people.Where(shard.Holds), keys.Where(entry => string.CompareOrdinal(entry.Key, from) >= 0 && string.CompareOrdinal(entry.Key, before) < 0).Select(entry => entry.Person));
        }
    }

    private static ChainLink Link(string run) => new(run, 1, new Period(2026, 1), PayRunKind.Regular, IsWhole: true) { KnownAt = DateTimeOffset.UnixEpoch };
}
