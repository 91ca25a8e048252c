using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class PayTotalsTests
{
    [Fact]
    public void The_totals_of_any_slips_are_the_sums_of_their_lines()
    {
        var random = new Random(20261122);
        foreach (var country in Enumerable.Range(0, 300).SelectMany(_ => LineCodes.Countries))
        {
            var (totals, slips) = SampleSlips.AnyTotals(random, country, most: 12);

            Assert.Equal(slips.Sum(slip => slip.Net), totals.Net);
            Assert.Equal(slips.Count, totals.Slips);
            Assert.All(LineCodes.Of(country), code => Assert.Equal(slips.Sum(slip => slip.Of(code.Code)), totals.Of(code.Code)));
        }
    }

    [Fact]
    public void What_the_insurance_gives_back_is_gross_but_no_cost()
    {
        foreach (var code in (string[])["sick.insurance", "maternity.insurance", "accident.insurance"])
        {
            var slip = SampleSlips.Slip("PL", SampleSlips.Line("pay.base", PayLineKind.Earning, 3000, "c1"), SampleSlips.Line(code, PayLineKind.Earning, 900, "c1"), SampleSlips.Line("sick.employer", PayLineKind.Earning, 500, "c1"), SampleSlips.Line("fgsp", PayLineKind.EmployerContribution, 3));
            var running = new RunningTotals(slip.Currency);
            running.Add(slip, SampleSlips.Case("PL", SampleSlips.Spell("c1")));

            Assert.Equal(4400, slip.Gross);
            Assert.Equal(3503, slip.EmployerCost); // 3000 + 500 + 3
            Assert.Equal(3503, running.Seal().EmployerCost);
            Assert.Equal(3503, RunSums.None(slip.Currency).With(slip).EmployerCost.Amount);
        }
    }

    [Fact]
    public void Shards_together_are_what_one_shard_would_be()
    {
        var random = new Random(7);
        var pairs = Enumerable.Range(0, 60).Select(_ => SampleSlips.Any(random, "IT")).ToList();
        var whole = Totalled(pairs);

        var merged = new RunningTotals(Currency.Eur);
        foreach (var shard in pairs.Chunk(7).Reverse())
        {
            merged.Add(Totalled(shard));
        }

        Assert.Equal(JsonSerializer.Serialize(whole), JsonSerializer.Serialize(merged.Seal()));
    }

    [Fact]
    public void Totals_go_through_the_history_of_a_run_and_come_back_as_they_were()
    {
        var json = JsonSerializer.Serialize(SampleSlips.AnyTotals(new Random(3), "PL", most: 9).Totals);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<PayTotals>(json)));
    }

    [Fact]
    public void A_thousand_people_make_no_more_lines_than_ten()
    {
        var spell = SampleSlips.Spell("c1", new CostCentreShare("sales", 1), new CostCentreShare("plant", 1));
        var running = new RunningTotals(Currency.Eur);
        for (var person = 0; person < 1000; person++)
        {
            running.Add(SampleSlips.Slip("IT", SampleSlips.Line("pay.base", PayLineKind.Earning, 2000, "c1") with { Reference = $"r{person}" }), SampleSlips.Case("IT", spell));
        }

        Assert.Equal(["plant 1000000", "sales 1000000"], running.Seal().Lines.Select(line => $"{line.CostCentre} {line.Amount:0}"));
    }

    [Fact]
    public void A_line_is_split_over_cost_centres_to_the_cent()
    {
        var spell = SampleSlips.Spell("c1", new CostCentreShare("a", 1), new CostCentreShare("b", 1), new CostCentreShare("c", 1));

        // 100.00 / 3 = 33.33 each; the cent that is left goes to the first.
        Assert.Equal([("a", 33.34m), ("b", 33.33m), ("c", 33.33m)], Split(100, spell));

        // -100.00 splits as its opposite does.
        Assert.Equal([("a", -33.34m), ("b", -33.33m), ("c", -33.33m)], Split(-100, spell));
    }

    [Fact]
    public void Terms_that_change_in_the_month_share_a_line_by_their_days()
    {
        var before = SampleSlips.Spell("c1", new CostCentreShare("a", 5)) with { To = new LocalDate(2026, 11, 10) };
        var after = SampleSlips.Spell("c1", new CostCentreShare("b", 1)) with { From = new LocalDate(2026, 11, 11) };

        // 10 days and 20 days of 30.
        Assert.Equal([("a", 1000m), ("b", 2000m)], Split(3000, before, after));
    }

    [Fact]
    public void A_line_of_the_person_goes_to_the_contracts_by_what_they_earned()
    {
        var running = new RunningTotals(Currency.Eur);
        running.Add(
            SampleSlips.Slip("IT", SampleSlips.Line("pay.base", PayLineKind.Earning, 3000, "c1"), SampleSlips.Line("pay.base", PayLineKind.Earning, 1000, "c2"), SampleSlips.Line("irpef", PayLineKind.Tax, 400)),
            SampleSlips.Case("IT", SampleSlips.Spell("c1", new CostCentreShare("a", 1)), SampleSlips.Spell("c2")));

        // 400 x 3/4 = 300, 400 x 1/4 = 100; the second contract has no cost centre.
        Assert.Equal([(null, 100m), ("a", 300m)], running.Seal().Lines.Where(line => line.Code == "irpef").Select(line => (line.CostCentre, line.Amount)));
    }

    [Fact]
    public void A_creditor_is_kept_and_an_order_is_not()
    {
        var running = new RunningTotals(Currency.Eur);
        running.Add(
            SampleSlips.Slip("IT", SampleSlips.Line("garnishment", PayLineKind.Garnishment, 200) with { Reference = "o-1" }, SampleSlips.Line("pay.base", PayLineKind.Earning, 900) with { Reference = "absence-3" }),
            SampleSlips.Case("IT", SampleSlips.Spell("c1")));

        Assert.Equal(["garnishment court-7", "pay.base "], running.Seal().Lines.Select(line => $"{line.Code} {line.Party}"));
    }

    [Fact]
    public void Currencies_do_not_mix()
        => Assert.Throws<InvalidOperationException>(() => new RunningTotals(Currency.Ron).Add(SampleSlips.Slip("IT"), SampleSlips.Case("IT")));

    private static IEnumerable<(string?, decimal)> Split(decimal amount, params IReadOnlyList<ContractSpell> spells)
    {
        var running = new RunningTotals(Currency.Eur);
        running.Add(SampleSlips.Slip("IT", SampleSlips.Line("pay.base", PayLineKind.Earning, amount, "c1")), SampleSlips.Case("IT", spells));
        return running.Seal().Lines.Select(line => (line.CostCentre, line.Amount));
    }

    private static PayTotals Totalled(IEnumerable<(Payslip Slip, PayCase Pay)> pairs)
    {
        var running = new RunningTotals(Currency.Eur);
        foreach (var (slip, pay) in pairs)
        {
            running.Add(slip, pay);
        }

        return running.Seal();
    }
}
