using System.Globalization;
using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;
using NodaTime;
using static BackOffice.People.Domain.PeopleSamples;

namespace BackOffice.People.Domain;

/// <summary>Pay that is agreed in another currency than the group's; the pay day is 31 March 2026.</summary>
public sealed class ExchangeRateTests
{
    private static readonly Period March = new(2026, 3);
    private static readonly LocalDate January = new(2026, 1, 1);
    private static readonly ExchangeRate Euro = new("EUR", new LocalDate(2026, 3, 30), 4.2513m, "NBP, table 061/A/NBP/2026");

    [Theory]
    [InlineData("2026-03-30", "4.2513", "6377.16")] // 1500.05 x 4.2513 = 6377.162565
    [InlineData("2026-03-31", "4.25", "6375.21")] // of the pay day itself: 1500.05 x 4.25 = 6375.2125
    [InlineData("2026-02-28", "4.3", "6450.22")] // 31 days before: 1500.05 x 4.3 = 6450.215
    [InlineData("2026-02-27", "4.3", "currency-without-rate")] // older
    [InlineData("2026-04-01", "4.3", "currency-without-rate")] // not known on the pay day
    public void A_months_pay_is_converted_by_the_newest_rate_of_the_pay_day(string day, string rate, string expected)
    {
        var outcome = Build(1_500.05m, Euro with { Day = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value, Rate = Number(rate) });

        Assert.Equal(expected, outcome.Case is { } pay ? FormattableString.Invariant($"{Assert.Single(pay.Contracts).MonthlyPay:0.00}") : Assert.Single(outcome.Problems).Code);
    }

    [Fact]
    public void Of_several_rates_the_newest_of_its_currency_counts_and_the_case_keeps_it()
    {
        var outcome = Build(2_000, Euro with { Day = Euro.Day.PlusDays(-3), Rate = 4.1m }, Euro, Euro with { Currency = "CHF", Day = Euro.Day.PlusDays(1), Rate = 4.6m });

        Assert.Equal(new AgreedPay(2_000, "EUR", 4.2513m, Euro.Day, Euro.Source), Assert.Single(outcome.Case!.Contracts).Agreed);
    }

    [Fact]
    public void An_hours_pay_keeps_four_decimals()
    {
        var terms = TermsOf("c1", January, 1);
        var outcome = Build(terms with { Content = new EntryContent { Terms = terms.Content!.Terms! with { MonthlyPay = null, HourlyPay = 11.11m, Currency = "EUR" } } }, Euro);

        Assert.Equal(47.2319m, Assert.Single(outcome.Case!.Contracts).HourlyPay); // 11.11 x 4.2513 = 47.231943
    }

    [Fact]
    public void The_slip_says_what_was_agreed_and_by_which_rate_it_is_paid()
    {
        var outcome = PayEngine.Calculate(Build(2_000, Euro).Case! with { Facts = Facts.None }, PayCases.Rules.Find("PL", March, March.Last)!);

        Assert.Empty(outcome.Problems);
        var line = outcome.Slip!.Lines.Single(line => line.Code == "pay.base");
        Assert.Equal(8_502.60m, line.Amount); // 2000 x 4.2513
        Assert.Equal([new Figure("monthly pay", 8_502.60m), new Figure("agreed pay in EUR", 2_000), new Figure("exchange rate of 2026-03-30, NBP, table 061/A/NBP/2026", 4.2513m)], line.Because.Figures);
    }

    [Fact]
    public void A_rate_is_written_into_what_holds_on_its_day_and_into_what_begins_later()
    {
        var group = Frame(March).Group;
        var (old, now, later) = (Version(group, January), Version(group with { Register = "lista-plac" }, new LocalDate(2026, 3, 1)), Version(group, new LocalDate(2026, 7, 1)));
        var file = new PayGroupFile([old, now, later]);

        var with = file.With(Euro, By("rate", At(2026, 3, 30)));

        Assert.Equal([new LocalDate(2026, 3, 1), new LocalDate(2026, 7, 1)], with.Versions.Skip(3).Select(version => version.ValidFrom));
        Assert.Equal("lista-plac", with.Versions[3].Group.Register);
        Assert.Equal(Euro, with.On(March.Last, At(2026, 3, 31))!.RateOn("EUR", March.Last));
        Assert.Null(with.On(March.Last, At(2026, 3, 29))!.RateOn("EUR", March.Last)); // was not said yet
        Assert.Same(with.Versions[^1], with.With(Euro, By("again", At(2026, 4, 1))).Versions[^1]); // the same again
        var mended = with.With(Euro with { Rate = 4.26m }, By("mended", At(2026, 4, 1))).On(March.Last, At(2026, 4, 2))!;
        Assert.Equal(4.26m, Assert.Single(mended.Rates).Rate);
    }

    [Theory]
    [InlineData("PLN", "1", "NBP", "wrong-currency")]
    [InlineData("EURO", "1", "NBP", "wrong-currency")]
    [InlineData("EUR", "0", "NBP", "wrong-rate")]
    [InlineData("EUR", "4.123456789", "NBP", "wrong-rate")]
    [InlineData("EUR", "4", " ", "missing-field")]
    public void A_rate_that_makes_no_sense_is_refused(string currency, string rate, string source, string code)
        => Assert.Equal([code], PayGroupCheck.ProblemsOf(new ExchangeRate(currency, January, Number(rate), source), Frame(March).Group).Select(problem => problem.Code));

    [Fact]
    public void A_currency_has_one_rate_a_day()
        => Assert.Equal(["wrong-rate"], PayGroupCheck.ProblemsOf(Frame(March).Group with { Rates = [Euro, Euro with { Rate = 4 }] }, Frame(March).Rules).Select(problem => problem.Code));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static PayGroupVersion Version(PayGroup group, LocalDate from)
        => new() { ValidFrom = from, Group = group, RecordedAt = At(2026, 1, 1), RecordedBy = "paola", Reason = "Founded" };

    private static CaseOutcome Build(decimal pay, params IReadOnlyList<ExchangeRate> rates)
    {
        var terms = TermsOf("c1", January, pay);
        return Build(terms with { Content = new EntryContent { Terms = terms.Content!.Terms! with { Currency = "EUR" } } }, rates);
    }

    private static CaseOutcome Build(EntryDraft terms, params IReadOnlyList<ExchangeRate> rates)
        => CaseBuilder.Build(Hired(January).Record([terms], By("cur", At(2026, 1, 2))), Frame(March) with { Group = Frame(March).Group with { Rates = rates } }, TimeOfMonth.None, Balances.None);
}
