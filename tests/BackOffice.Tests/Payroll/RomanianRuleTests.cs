using BackOffice.Payroll.Domain;
using BackOffice.Payroll.Domain.Countries;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class RomanianRuleTests
{
    [Theory]
    [InlineData("2025-07-31", 4050, 300, "40.18")]
    [InlineData("2025-10-31", 4050, 300, "40.18")]
    [InlineData("2025-11-01", 4050, 300, "45")]
    [InlineData("2026-06-30", 4050, 300, "45")]
    [InlineData("2026-07-01", 4325, 200, "45")]
    public void Figures_change_on_their_day(string day, int minimum, int exempt, string tickets)
    {
        var pack = PayCases.Rules.Packs.Find("RO", Day(day))!;

        Assert.Equal(minimum, pack.Rule("minimum.wage").Value("month"));
        Assert.Equal(exempt, pack.Rule("exempt").Value("amount"));
        Assert.Equal(Number(tickets), pack.Rule("tickets").Value("most"));
    }

    [Theory]
    [InlineData("2026-06-30", 2574)] // 4050 - 938 - 375 - 163
    [InlineData("2026-07-01", 2699)] // 4325 - 1031 - 413 - 182
    public void The_minimum_net_is_the_published_one(string day, int net)
        => Assert.Equal(net, RomaniaGarnishment.MinimumNet(PayCases.Rules.Packs.Find("RO", Day(day))!));

    [Theory]
    [InlineData(4050, 0, 810)] // 20 %
    [InlineData(4050, 1, 1013)] // 25 %: 1012.50
    [InlineData(4050, 4, 1823)] // 45 %: 1822.50
    [InlineData(4050, 9, 1823)]
    [InlineData(4051, 0, 790)] // a started step of 50: 19.5 %
    [InlineData(4100, 0, 790)]
    [InlineData(4101, 0, 770)] // 19 %: 769.50
    [InlineData(6050, 2, 405)] // 30 % - 40 x 0.5 %
    [InlineData(6050, 0, 0)]
    [InlineData(6051, 4, 0)]
    public void The_deduction_falls_with_the_gross(int gross, int dependants, int expected)
        => Assert.Equal(expected, Slip(new Period(2026, 6), gross, ("dep", $"{dependants}")).Of("dp"));

    [Theory]
    [InlineData("2000-07-01", 865)] // 26 on the first of July
    [InlineData("2000-07-02", 1514)] // 25: (20 + 15) % of 4325 = 1513.75
    public void The_young_have_more_until_the_month_after_their_26th_birthday(string bornOn, int expected)
        => Assert.Equal(expected, (Case(new Period(2026, 7), 4325) with { BornOn = Day(bornOn) }).Slip().Of("dp"));

    [Theory]
    [InlineData("base-function", "false", 0)]
    [InlineData("exempt.lowered", "true", 0)]
    [InlineData("exempt", "0", 0)]
    [InlineData("exempt", "150", 150)]
    [InlineData("dep", "1", 200)]
    public void The_exempt_amount_needs_the_base_function_and_a_salary_not_lowered(string fact, string value, int expected)
        => Assert.Equal(expected, Slip(new Period(2026, 7), 4325, (fact, value)).Of("exempt"));

    [Theory]
    [InlineData("4324.99")]
    [InlineData("4325.01")]
    public void The_exempt_amount_is_for_exactly_the_minimum_wage(string gross)
        => Assert.Equal(0, Slip(new Period(2026, 7), Number(gross)).Of("exempt"));

    [Theory]
    [InlineData("01", "2026-07-06", "2026-07-12", 55, 5, 0)] // 7 days: the first lost, 7-10 July and then the weekend
    [InlineData("01", "2026-07-06", "2026-07-13", 65, 5, 1)] // 8 days: day 7 is Sunday, day 8 Monday by the fund
    [InlineData("01", "2026-07-06", "2026-07-19", 65, 5, 5)] // 14 days
    [InlineData("01", "2026-07-06", "2026-07-20", 75, 5, 6)] // 15 days
    [InlineData("06", "2026-07-06", "2026-07-10", 100, 5, 0)]
    [InlineData("13", "2026-07-06", "2026-07-10", 75, 5, 0)]
    public void Sickness_is_paid_by_its_length_and_code(string code, string from, string to, int percent, int daysAway, int ofFund)
    {
        var slip = Sick(new Period(2026, 7), Day(from), Day(to), code);

        // Six months of 6 000 over 120 days: 300 a day. The first day is nobody's.
        Assert.Equal((3m * percent * (daysAway - 1), 3m * percent * ofFund), (slip.Of("sick.employer"), slip.Of("sick.insurance")));
    }

    [Theory]
    [InlineData("2025-07-07", 0, 1125)] // 5 x 300 x 75 %, no health contribution
    [InlineData("2025-08-04", 1, 825)] // 5 x 300 x 55 %
    [InlineData("2026-01-12", 1, 825)]
    [InlineData("2026-02-02", 1, 660)] // the first day is lost
    public void A_working_week_of_sickness_by_the_law_of_its_first_day(string monday, int health, int expected)
    {
        var slip = Sick(Period.Of(Day(monday)), Day(monday), Day(monday).PlusDays(4), "01");

        Assert.Equal(expected, slip.Of("sick.employer"));
        Assert.Equal(health == 1, slip.Lines.Single(line => line.Code == "sick.employer").Treatments.HasFlag(Treatments.Health));
    }

    [Theory]
    [InlineData("accident", 80, 3, 2, true)] // three days of the employer, then the accident fund
    [InlineData("maternity", 85, 0, 5, false)]
    public void Accidents_and_maternity_have_their_own_payers(string kind, int percent, int ofEmployer, int ofFund, bool isTaxed)
    {
        var slip = Absent(kind, new Period(2026, 7), (new LocalDate(2026, 7, 6), new LocalDate(2026, 7, 10)), []);

        Assert.Equal((3m * percent * ofEmployer, 3m * percent * ofFund), (slip.Of("sick.employer"), slip.Of("sick.insurance")));
        Assert.Equal(isTaxed, slip.Lines.Single(line => line.Code == "sick.insurance").Treatments.HasFlag(Treatments.Tax));
    }

    [Fact]
    public void Income_counts_up_to_twelve_minimum_wages_a_month()
        => Assert.Equal(51_900, Slip(new Period(2026, 7), 90_000).Closing.Of("sick.income.2026-07")); // 12 x 4325

    [Fact]
    public void Paid_leave_changes_nothing()
    {
        var whole = Slip(new Period(2026, 7), 7000);
        var leave = Absent("paid-leave", new Period(2026, 7), (new LocalDate(2026, 7, 6), new LocalDate(2026, 7, 10)), [], 7000);

        Assert.Equal(whole.Lines.Select(line => (line.Code, line.Amount)), leave.Lines.Select(line => (line.Code, line.Amount)));
    }

    /// <summary>A bonus run and the regular one together withhold what one slip of both would.</summary>
    [Fact]
    public void Two_slips_of_a_month_withhold_what_one_would()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 5_000; i++)
        {
            var (pay, bonus) = (random.Next(3) == 0 ? 4325 : random.Next(200_000, 900_000) / 100m, random.Next(0, 400_000) / 100m);
            var element = new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = bonus };
            var regular = Case(new Period(2026, 7), pay, ("dep", $"{random.Next(5)}"));

            var one = (regular with { Elements = [element] }).Slip();
            var first = (regular with { Kind = PayRunKind.Bonus, Elements = [element] }).Slip();
            var second = (regular with { Before = first.Closing }).Slip();

            Assert.Equal(one.Net, first.Net + second.Net);
            Assert.All(["cas", "cass", "impozit", "cam"], code => Assert.Equal(one.Of(code), first.Of(code) + second.Of(code)));
        }
    }

    [Fact]
    public void What_is_withheld_is_in_whole_lei()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 5_000; i++)
        {
            var slip = Case(new Period(2026, 7), random.Next(1, 3_000_000) / 100m, ("dep", $"{random.Next(5)}"), ("kids", $"{random.Next(3)}")).Slip();

            Assert.All(slip.Lines.Where(line => line.Kind is PayLineKind.EmployeeContribution or PayLineKind.Tax or PayLineKind.EmployerContribution), line => Assert.Equal(0, line.Amount % 1));
            Assert.Equal(slip.Gross - slip.Withheld, slip.Net);
            Assert.True(slip.Net >= 0);
        }
    }

    [Fact]
    public void Unknown_absences_are_refused_by_name()
        => Assert.Equal("unknown-absence", Assert.Single((Case(new Period(2026, 7), 5000) with { Absences = [new Absence { Kind = "siesta", From = new LocalDate(2026, 7, 1), To = new LocalDate(2026, 7, 1) }] }).Outcome().Problems).Code);

    private static Payslip Sick(Period period, LocalDate from, LocalDate to, string code) => Absent("sick", period, (from, to), [("sick.code", code)]);

    private static Payslip Absent(string kind, Period period, (LocalDate From, LocalDate To) days, (string, string)[] facts, decimal gross = 6000)
        => (Case(period, gross) with { Absences = [new Absence { Kind = kind, From = days.From, To = days.To, Facts = PayCases.Facts([.. facts, ("sick.income", "36000"), ("sick.days", "120")]) }] }).Slip();

    private static Payslip Slip(Period period, decimal gross, params (string, string)[] facts) => Case(period, gross, facts).Slip();

    private static PayCase Case(Period period, decimal gross, params (string, string)[] facts) => PayCases.Month("RO", period, PayCases.Paid(gross)) with { Facts = PayCases.Facts(facts) };

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
