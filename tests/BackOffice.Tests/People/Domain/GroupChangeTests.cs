using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;
using static BackOffice.People.Domain.PeopleSamples;

namespace BackOffice.People.Domain;

/// <summary>What of a pay group and of its elements is known to have been otherwise in January, which was paid on the 30th as known on the 26th.</summary>
public sealed class GroupChangeTests
{
    private static readonly Period January = new(2026, 1);
    private static readonly LocalDate PayDay = new(2026, 1, 30);
    private static readonly DateTimeOffset Then = At(2026, 1, 26);
    private static readonly DateTimeOffset Now = At(2026, 2, 26);

    [Fact]
    public void A_fact_that_holds_since_the_month_is_named_and_one_from_a_later_day_or_known_before_is_not()
    {
        var other = Group with { Facts = new Dictionary<string, string> { ["accident"] = "0.02", ["fund"] = "none" } };

        Assert.Equal(["facts.accident", "facts.fund"], Changed(Said(other, January.First, At(2026, 2, 10))));
        Assert.Empty(Changed(Said(other, January.Next.First, At(2026, 2, 10))));
        Assert.Empty(Changed(Said(other, January.First, At(2026, 1, 20))));
        Assert.Empty(Changed(Said(other, January.First, At(2026, 3, 1)))); // not known yet
        Assert.Empty(Changed(Said(Group with { Employer = Group.Employer with { Name = "Acme S.A." }, Payees = new Dictionary<string, string> { ["a"] = "b" } }, January.First, At(2026, 2, 10))));
    }

    [Fact]
    public void A_rate_counts_where_the_month_is_paid_by_it()
    {
        var rate = new ExchangeRate("EUR", new LocalDate(2026, 1, 29), 4.2m, "NBP");
        var file = Said(Group with { Rates = [rate] }, January.First, At(2026, 1, 10));

        Assert.Equal(["rates.EUR"], Changed(file.With(rate with { Rate = 4.3m }, By("rate", At(2026, 2, 10)))));
        Assert.Empty(Changed(file.With(rate with { Day = new LocalDate(2026, 2, 26) }, By("rate", At(2026, 2, 26)))));
        Assert.Empty(Changed(file.With(rate with { Day = new LocalDate(2026, 1, 20) }, By("rate", At(2026, 2, 10)))));
    }

    [Theory]
    [InlineData("01-14", true)]
    [InlineData("01-01", false)] // a holiday anyway
    [InlineData("02-11", false)]
    public void A_local_day_counts_where_it_is_of_the_month_and_was_no_holiday(string day, bool counts)
    {
        var changed = Changed(Said(Group with { LocalDays = [day] }, January.First, At(2026, 2, 10)));

        Assert.Equal(counts ? ["localDays"] : [], changed);
    }

    [Fact]
    public void An_element_counts_where_it_was_known_as_something_else()
    {
        var first = Element(Treatments.None, new LocalDate(2025, 1, 1), At(2025, 1, 1));
        var late = Element(Treatments.Ordinary, January.First.PlusDays(9), At(2026, 2, 10));

        Assert.Equal(["own.night"], Changed(first, late));
        Assert.Empty(Changed(late)); // nobody was paid by what nobody knew
        Assert.Empty(Changed(first, late with { Treatments = first.Treatments, Names = new Dictionary<string, string> { ["en"] = "Night" } }));
        Assert.Empty(Changed(first, late with { ValidFrom = January.Next.First }));
        Assert.Empty(Changed(first, late with { RecordedAt = At(2026, 1, 20) }));
        Assert.Empty(Changed(first, late with { RecordedAt = null })); // of before this was kept
        Assert.Empty(Changed(first, late with { Treatments = new Dictionary<string, Treatments> { ["IT"] = Treatments.Ordinary } }));
    }

    [Fact]
    public void News_of_an_element_or_a_currency_concerns_those_who_have_it()
    {
        var plan = new RoundPlan { Group = "pl-staff", Period = January.Next, Kind = PayRunKind.Regular, PayDay = PayDay, KnownAt = Now, Rules = "", ChainTip = "", Posted = [], Elements = [], Excluded = new HashSet<string>(), Shards = [] };
        var (plain, given) = (Hired(January.First), Hired(January.First).Record([ElementOf("n", January.First, "own.night", 100)], By("night", Then)));

        Assert.True(new GroupNews(January, ["facts.accident"]).Concerns(plain, plan));
        Assert.False(new GroupNews(January, ["elements.own.night", "rates.EUR"]).Concerns(plain, plan));
        Assert.True(new GroupNews(January, ["elements.own.night"]).Concerns(given, plan));
        Assert.False(new GroupNews(January, ["facts.accident"]) { Only = new HashSet<string> { "p2" } }.Concerns(plain, plan));
        Assert.False(new GroupNews(January, ["facts.accident"]) { Only = new HashSet<string> { "p1" } }.Concerns(Hired(January.Next.Next.First), plan)); // told by the run that left him out
    }

    private static PayGroupFile Said(PayGroup group, LocalDate from, DateTimeOffset at)
        => new([Version(Group, new LocalDate(2025, 1, 1), At(2025, 1, 1)), Version(group, from, at)]);

    private static PayGroupVersion Version(PayGroup group, LocalDate from, DateTimeOffset at) => new() { ValidFrom = from, Group = group, RecordedAt = at, RecordedBy = "paola", Reason = "For a test" };

    private static IEnumerable<string> Changed(PayGroupFile file) => file.ChangedIn(January, PayDay, Then, Now);

    private static IEnumerable<string> Changed(params IReadOnlyList<PayElementDefinition> own) => new ElementFile(Elements, own).ChangedIn(January, "PL", Then, Now);

    private static PayElementDefinition Element(Treatments treatments, LocalDate from, DateTimeOffset at) => new()
    {
        Code = "own.night",
        Kind = PayLineKind.Earning,
        ValidFrom = from,
        Names = new Dictionary<string, string> { ["en"] = "Night allowance" },
        Treatments = new Dictionary<string, Treatments> { ["PL"] = treatments },
        RecordedAt = at,
    };
}
