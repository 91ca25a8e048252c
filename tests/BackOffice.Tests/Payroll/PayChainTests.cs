using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

public sealed class PayChainTests
{
    [Fact]
    public void A_run_taken_back_as_a_whole_and_the_run_that_did_it_no_longer_stand()
    {
        var chain = Of(Link("a-2026-01-regular"), Link("a-2026-01-correction") with { Kind = PayRunKind.Correction, IsWhole = false, Reverses = "a-2026-01-regular" }, Link("a-2026-01-regular-2"));

        Assert.Equal(["a-2026-01-regular"], chain.StandingAt(1).Select(link => link.RunId));
        Assert.Empty(chain.StandingAt(2));
        Assert.Equal(["a-2026-01-regular-2"], chain.StandingAt(3).Select(link => link.RunId));
    }

    [Fact]
    public void Runs_that_are_no_longer_listed_are_counted_all_the_same()
    {
        var chain = Of([.. Enumerable.Range(1, 200).Select(number => Link($"a-{number}"))]);

        Assert.Equal((200, 150), (chain.Length, chain.Read().Count));
        Assert.Equal(["a-51", "a-52"], chain.StandingAt(52).Select(link => link.RunId));
    }

    private static ChainRow Of(params ChainLink[] links)
    {
        var chain = ChainRow.Of("acme", "a");
        Array.ForEach(links, link => chain.Append(link));
        return chain;
    }

    private static ChainLink Link(string run) => new(run, 1, new Period(2026, 1), PayRunKind.Regular, IsWhole: true) { KnownAt = DateTimeOffset.UnixEpoch };
}
