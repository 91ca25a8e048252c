using BackOffice.Payroll.Domain;
using BackOffice.Payroll.Domain.Countries;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>A year that begins elsewhere and goes on here.</summary>
public sealed class OpeningTests
{
    private static readonly Italy Italian = new();
    private static readonly Poland Polish = new();

    [Theory]
    [InlineData(1_900, 12)]
    [InlineData(2_600, 13)]
    [InlineData(4_700, 14)]
    [InlineData(11_500, 14)] // past the ceiling of INPS and the band of the additional 1 %
    public void An_Italian_year_taken_up_in_July_ends_as_one_calculated_here_from_January(decimal pay, int payments)
    {
        var contract = ItalianYears.Contract(pay, payments, new LocalDate(2026, 1, 1));
        var whole = ItalianYears.Slips(2026, contract);
        var kept = whole.Last(slip => slip.Period.Month == 6).Closing;
        var opened = Balances.None.Over(Said(kept, Italian), Italian);

        var rest = GoOn(whole.Where(slip => slip.Period.Month > 6), opened, slip => ItalianYears.Slip(ItalianYears.Case(slip.Period, contract) with { Kind = slip.Kind, Before = slip.Closing }));

        Assert.Equal(whole.Where(slip => slip.Period.Month > 6).Select(Figures), rest.Select(Figures));
    }

    [Theory]
    [InlineData(6_000)]
    [InlineData(16_000)] // the second band from August on
    [InlineData(45_000)] // past the limit of thirty average pays
    public void A_Polish_year_taken_up_in_July_ends_as_one_calculated_here_from_January(decimal pay)
    {
        var months = Enumerable.Range(1, 12).Select(month => new Period(2026, month)).ToList();
        var whole = Polish12(months, pay, Balances.None);
        var opened = Balances.None.Over(Said(whole[5].Closing, Polish), Polish);

        var rest = Polish12(months.Skip(6), pay, opened);

        Assert.Equal(whole.Skip(6).Select(Figures), rest.Select(Figures));
    }

    [Fact]
    public void Without_the_opening_the_limit_and_the_second_band_would_be_missed()
    {
        var december = Polish12([new Period(2026, 12)], 16_000, Balances.None)[0];
        var opened = Balances.None.Over(Year(2026, ("zus.base", 176_000), ("pit.base", 150_000)), Polish);

        var with = Polish12([new Period(2026, 12)], 16_000, opened)[0];

        Assert.True(with.Of("pit") > 2 * december.Of("pit")); // 32 % after 120 000, and not 12 %
    }

    [Fact]
    public void What_is_taken_up_once_is_not_taken_up_again_and_a_correction_brings_its_difference()
    {
        var first = Balances.None.Over(Year(2026, ("pit.base", 41_000), ("pit", 3_200)), Polish);
        var slip = Polish12([new Period(2026, 7)], 6_000, first)[0];

        var same = slip.Closing.Over(Year(2026, ("pit.base", 41_000), ("pit", 3_200)), Polish);
        var corrected = slip.Closing.Over(Year(2026, ("pit.base", 40_000), ("pit", 3_200)), Polish);
        var withdrawn = slip.Closing.Over(Year(2026), Polish);

        Assert.Same(slip.Closing, same);
        Assert.Equal(slip.Closing.Of(2026, "pit.base") - 1_000, corrected.Of(2026, "pit.base"));
        Assert.Equal(slip.Closing.Of(2026, "pit"), corrected.Of(2026, "pit"));
        Assert.Equal(slip.Closing.Of(2026, "pit") - 3_200, withdrawn.Of(2026, "pit"));
        Assert.Same(withdrawn, withdrawn.Over(Year(2026), Polish));
    }

    [Fact]
    public void Severance_is_taken_up_for_good_and_goes_on_through_the_next_year()
    {
        var opened = Balances.None.Over(Year(2025, ("tfr", 12_345.67m), ("addizionale.regionale.due", 660)), Italian);

        var january = ItalianYears.Slip(ItalianYears.Case(new Period(2026, 1), ItalianYears.Contract(2_600)) with { Before = opened });
        var february = january.Closing.Over(Year(2025, ("tfr", 12_345.67m), ("addizionale.regionale.due", 660)), Italian);

        // 2025 itself is revalued in January: 12,345.67 x 2.311148 % is 285.33, less 17 % of it.
        Assert.Equal(236.82m, january.Of("tfr.revaluation"));
        Assert.Equal(12_345.67m + january.Of("tfr") + january.Of("tfr.revaluation"), january.Closing.Of("tfr"));
        Assert.Equal(60m, january.Of("addizionale.regionale")); // 660 in eleven instalments
        Assert.Same(january.Closing, february);
    }

    [Fact]
    public void A_slip_that_takes_up_an_opening_says_so()
    {
        var month = PayCases.Month("PL", new Period(2026, 7), PayCases.Paid(6_000)) with { Before = Balances.None.Over(Year(2026, ("pit.base", 41_000)), Polish) };

        Assert.Contains((month with { TakesUpOpening = true }).Slip().Alerts, alert => alert.Code == "opening-taken-up");
        Assert.DoesNotContain(month.Slip().Alerts, alert => alert.Code == "opening-taken-up");
    }

    [Theory]
    [InlineData("hat", "1", "unknown-balance")]
    [InlineData("accrual.13th", "1", "unknown-balance")] // of which contract?
    [InlineData("pit.base", "-1", "wrong-balance")]
    [InlineData("pit.base", "0.001", "wrong-balance")]
    [InlineData("sick.employer.days", "34", "wrong-balance")]
    public void What_the_country_does_not_keep_is_refused(string name, string value, string problem)
        => Assert.Equal([problem], Opening.ProblemsOf(new Dictionary<string, decimal> { [name] = PayCases.Amount(value) }, Polish).Select(found => found.Code));

    [Fact]
    public void What_the_country_keeps_is_taken()
        => Assert.Empty(Opening.ProblemsOf(new Dictionary<string, decimal> { ["pit.base"] = 41_000, ["pit.returned"] = -20.5m, ["accrual.13th:c1"] = 30_000 }, Polish));

    [Fact]
    public void What_roundings_left_of_INPS_may_be_less_than_nothing_and_is_cents()
    {
        Assert.Empty(Opening.ProblemsOf(new Dictionary<string, decimal> { ["inps.rest"] = -0.06m, ["inps.employer.rest"] = 0.12m }, Italian));
        Assert.Equal(["wrong-balance"], Opening.ProblemsOf(new Dictionary<string, decimal> { ["inps.rest"] = -101 }, Italian).Select(found => found.Code));
    }

    // All that the definitions can say of the closing balances of a slip.
    private static Dictionary<int, IReadOnlyDictionary<string, decimal>> Said(Balances kept, ICountryRules law)
    {
        var year = kept.In(2026).Where(entry => law.OpeningOf(entry.Key) is { IsStanding: false });
        var standing = kept.In(0).Where(entry => law.OpeningOf(entry.Key) is { IsStanding: true } && !entry.Key.Contains(".until", StringComparison.Ordinal));
        return Year(2026, [.. year.Concat(standing).Select(entry => (entry.Key, entry.Value))]);
    }

    private static Dictionary<int, IReadOnlyDictionary<string, decimal>> Year(int year, params IEnumerable<(string Name, decimal Value)> said)
        => new() { [year] = said.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal) };

    private static List<Payslip> Polish12(IEnumerable<Period> months, decimal pay, Balances before)
    {
        List<Payslip> slips = [];
        foreach (var month in months)
        {
            slips.Add((PayCases.Month("PL", month, PayCases.Paid(pay)) with { Before = slips.Count == 0 ? before : slips[^1].Closing }).Slip());
        }

        return slips;
    }

    private static List<Payslip> GoOn(IEnumerable<Payslip> like, Balances before, Func<Payslip, Payslip> calculate)
    {
        List<Payslip> slips = [];
        foreach (var slip in like)
        {
            slips.Add(calculate(slip with { Closing = slips.Count == 0 ? before : slips[^1].Closing }));
        }

        return slips;
    }

    private static string Figures(Payslip slip)
        => string.Join("; ", slip.Lines.Select(line => FormattableString.Invariant($"{slip.Period} {slip.Kind} {line.Code} {line.Amount}")));
}
