using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class PolishPayrollTests
{
    private static readonly Period July = new(2026, 7);

    [Theory]
    [InlineData(2026, 1, 168 - 8)] // 5 Mondays to Fridays a week: 22 days, less 1 and 6 January
    [InlineData(2026, 8, 160)] // 21 days, less Saturday 15 August
    [InlineData(2026, 11, 160)] // 21 days, less 11 November; 1 November is a Sunday
    [InlineData(2026, 12, 160)] // 23 days, less 24 and 25 December and Saturday the 26th
    [InlineData(2025, 5, 160)] // 22 days, less 1 May and Saturday 3 May
    public void The_hours_of_a_month_are_forty_a_week_less_eight_for_a_holiday_on_any_day_but_Sunday(int year, int month, int hours)
    {
        var pay = PayCases.Month("PL", new Period(year, month), PayCases.Paid(5000));
        var law = PayCases.RulesOf(pay).Law;

        Assert.Equal(hours, law.HoursOfMonth(pay.Contracts[0], pay.Month));
        Assert.Equal(hours / 2m, law.HoursOfMonth(pay.Contracts[0] with { Fte = 0.5m }, pay.Month));
    }

    [Theory]
    [InlineData("5000", "388.31")] // (5000 - 685.50) x 9 %
    [InlineData("1000", "60.45")] // 613 x 17 % - 43.76, not 862.90 x 9 % = 77.66
    [InlineData("600", "1.80")] // 268 x 17 % - 43.76
    [InlineData("290", "0.00")] // 250.25 - 250 = 0
    public void Health_insurance_is_at_most_the_tax_of_2021(string gross, string health)
        => Assert.Equal(PayCases.Amount(health), PayCases.Month("PL", July, PayCases.Paid(PayCases.Amount(gross))).Slip().Of("zus.health"));

    [Theory]
    [InlineData("4805.99", "0")]
    [InlineData("4806", "117.75")] // 4806 x 2.45 %
    public void The_Labour_Fund_is_due_from_the_minimum_wage(string gross, string fund)
        => Assert.Equal(PayCases.Amount(fund), PayCases.Month("PL", July, PayCases.Paid(PayCases.Amount(gross))).Slip().Of("fp"));

    [Theory]
    [InlineData(Sex.Female, "1971-07-01", false)] // 55 on the first day
    [InlineData(Sex.Female, "1971-07-02", true)]
    [InlineData(Sex.Male, "1966-07-01", false)]
    [InlineData(Sex.Male, "1971-07-01", true)]
    [InlineData(Sex.Unknown, "1950-07-01", true)]
    public void The_Labour_Fund_ends_with_the_month_after_the_birthday(Sex sex, string born, bool due)
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Sex = sex, BornOn = NodaTime.Text.LocalDatePattern.Iso.Parse(born).Value };

        Assert.Equal(due, pay.Slip().Of("fp") > 0);
        Assert.Equal(5, pay.Slip().Of("fgsp"));
    }

    [Fact]
    public void Two_slips_of_a_month_bear_what_one_would()
    {
        var whole = PayCases.Month("PL", July, PayCases.Paid(9999.99m)).Slip();
        var bonus = (PayCases.Month("PL", July, PayCases.Paid(6999.98m)) with { Kind = PayRunKind.Bonus, Elements = [Bonus(3000.01m)] }).Slip();
        var rest = (PayCases.Month("PL", July, PayCases.Paid(6999.98m)) with { Before = bonus.Closing }).Slip();

        Assert.Equal(whole.Of("pit"), bonus.Of("pit") + rest.Of("pit"));
        Assert.Equal(whole.Of("pit.base"), bonus.Of("pit.base") + rest.Of("pit.base"));
        Assert.Equal(whole.Closing.Of(2026, "pit.base"), rest.Closing.Of(2026, "pit.base"));
    }

    [Fact]
    public void The_next_month_begins_anew()
    {
        var july = PayCases.Month("PL", July, PayCases.Paid(6000)).Slip();
        var august = (PayCases.Month("PL", July.Next, PayCases.Paid(6000)) with { Before = july.Closing }).Slip();

        Assert.Equal(july.Of("pit"), august.Of("pit"));
        Assert.Equal(july.Net, august.Net);
    }

    [Fact]
    public void Pay_of_December_paid_in_January_belongs_to_the_new_year()
    {
        var before = Balances.None.With(new Dictionary<(int, string), decimal> { [(2025, "pit.base")] = 300_000, [(2025, "zus.base")] = 260_190 }, 2025);
        var sick = new Absence { Kind = "sick", From = new LocalDate(2025, 12, 8), To = new LocalDate(2025, 12, 12) };
        var december = (PayCases.Month("PL", new Period(2025, 12), PayCases.Paid(6000)) with { PayDay = new LocalDate(2026, 1, 9), Before = before, Absences = [sick] }).Slip();

        Assert.Equal(488, december.Of("zus.pension")); // 5000 x 9.76 %, though the limit of 2025 was reached
        Assert.Equal(december.Of("pit.base"), december.Closing.Of(2026, "pit.base"));
        Assert.Equal(5, december.Closing.Of(2025, "sick.employer.days")); // days count where they fell
    }

    [Theory]
    [InlineData("2025-12", "4666.00", "")] // the minimum of the month of the work
    [InlineData("2025-12", "4665.99", "below-minimum-wage")]
    [InlineData("2026-01", "4666.00", "below-minimum-wage")]
    [InlineData("2026-01", "4806.00", "")]
    public void Pay_is_compared_with_the_minimum_wage_of_the_month_of_the_work(string month, string pay, string alerts)
    {
        var slip = (PayCases.Month("PL", Period.Parse(month), PayCases.Paid(PayCases.Amount(pay))) with { PayDay = new LocalDate(2026, 1, 31) }).Slip();

        Assert.StartsWith("pl-2026", slip.Rules, StringComparison.Ordinal); // tax and contributions by the payment
        Assert.Equal(alerts, string.Join(' ', slip.Alerts.Select(alert => alert.Code)));
    }

    [Fact]
    public void Nights_and_sickness_of_December_paid_in_January_are_paid_by_the_minimum_wage_of_December()
    {
        var pay = PayCases.Month("PL", new Period(2025, 12), PayCases.Paid(6000)) with
        {
            PayDay = new LocalDate(2026, 1, 9),
            Hours = [new WorkedHours("night", 10)],
            Absences = [new Absence { Kind = "sick", From = new LocalDate(2025, 12, 8), To = new LocalDate(2025, 12, 8) }],
            Facts = PayCases.Facts(("sick.average", "4000")),
        };

        Assert.Equal(58.33m, pay.Slip().Of("premium.night")); // 10 x 4666 x 20 % / 160
        Assert.Equal(4026.29m, pay.Slip().Of("sick.base.minimum")); // 4666 - 639.71
        Assert.Equal(60.08m, (pay with { Period = new Period(2026, 1), Month = WorkMonth.Of(new Period(2026, 1), new Primitives.WorkingCalendar("PL")), PayDay = new LocalDate(2026, 1, 31), Absences = [] }).Slip().Of("premium.night")); // 10 x 4806 x 20 % / 160
    }

    [Fact]
    public void What_a_pack_says_of_the_minimum_wage_before_it_is_what_the_pack_before_says()
    {
        var packs = PayCases.Rules.Packs.All.Where(pack => pack.Country == "PL").OrderBy(pack => pack.Terms.ValidFrom).ToList();

        Assert.All(packs.Zip(packs.Skip(1)), pair => Assert.Equal(pair.First.Rule("minimum.wage").Values, pair.Second.Rule("minimum.wage.before").Values));
        Assert.Equal(4300, packs[0].Rule("minimum.wage.before").Value("month")); // from July 2024
    }

    [Fact]
    public void Twelve_months_are_the_tax_of_the_year_on_their_bases()
    {
        var balances = Balances.None;
        var tax = 0m;
        for (var month = 1; month <= 12; month++)
        {
            var slip = (PayCases.Month("PL", new Period(2026, month), PayCases.Paid(30000)) with { Before = balances }).Slip();
            (balances, tax) = (slip.Closing, tax + slip.Of("pit"));
        }

        var ofYear = (120_000 * 0.12m) + ((balances.Of(2026, "pit.base") - 120_000) * 0.32m) - (12 * 300);
        Assert.Equal(tax, balances.Of(2026, "pit"));
        Assert.InRange(tax - ofYear, -6, 6); // each month rounds to the zloty
    }

    [Fact]
    public void What_is_returned_beyond_the_income_of_a_month_lowers_the_next()
    {
        var july = (PayCases.Month("PL", July, PayCases.Paid(5000)) with { Elements = [Bonus(-6000)] }).Slip();
        var august = (PayCases.Month("PL", July.Next, PayCases.Paid(8000)) with { Before = july.Closing }).Slip();

        Assert.Equal(0, july.Of("pit"));
        Assert.Equal(-862.90m - 0, july.Closing.Of(2026, "pit.returned")); // -1000 less the contributions that come back, and no costs
        Assert.Equal(5790, august.Of("pit.base")); // 8000 - 1096.80 - 250 - 862.90 = 5790.30
        Assert.Equal(0, august.Closing.Of(2026, "pit.returned"));
    }

    [Fact]
    public void The_employers_PPK_is_taxed_when_it_is_paid_in()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(10000)) with { Facts = PayCases.Facts(("ppk", "true"), ("ppk.paid", "next-month")) };
        var july = pay.Slip();
        var august = (pay with { Period = July.Next, PayDay = July.Next.Last, Before = july.Closing }).Slip();

        Assert.Equal((0, 150), (july.Of("ppk.employer.benefit"), august.Of("ppk.employer.benefit")));
        Assert.Equal((150, 200), (july.Of("ppk.employer"), july.Of("ppk.employee")));
        Assert.Equal(july.Of("pit.base") + 150, august.Of("pit.base"));
    }

    [Theory]
    [InlineData("sick", "illness", "138.06")] // 5177.40 / 30 = 172.58 x 80 % = 138.064
    [InlineData("sick", "pregnancy", "172.58")]
    [InlineData("sick", "commuting-accident", "172.58")]
    public void A_day_of_sickness_is_paid_by_its_cause(string kind, string cause, string expected)
        => Assert.Equal(PayCases.Amount(expected), Sick(kind, 6, 6, ("sick.cause", cause)).Slip().Of("sick.employer"));

    [Fact]
    public void An_accident_at_work_and_maternity_are_paid_by_ZUS_from_the_first_day()
    {
        Assert.Equal((0, 172.58m), (Sick("accident", 6, 6).Slip().Of("sick.employer"), Sick("accident", 6, 6).Slip().Of("sick.insurance")));
        Assert.Equal(172.58m * 31, Sick("maternity", 1, 31).Slip().Of("sick.insurance"));
        Assert.Equal(0, Sick("maternity", 1, 31).Slip().Of("zus.health"));
    }

    [Theory]
    [InlineData("1975-12-31", 33)] // fifty in 2025: less from 2026
    [InlineData("1976-01-01", 33)]
    public void The_days_of_the_employer_are_fewer_from_the_year_after_fifty(string born, int whenYounger)
    {
        var pay = Sick("sick", 1, 31) with { BornOn = NodaTime.Text.LocalDatePattern.Iso.Parse(born).Value, Facts = PayCases.Facts(("sick.average", "6000"), ("sick.days.elsewhere", "10")) };
        var days = pay.Slip().Closing.Of(2026, "sick.employer.days");

        Assert.Equal(born.StartsWith("1975", StringComparison.Ordinal) ? 4 : Math.Min(31, whenYounger - 10), days);
    }

    [Fact]
    public void A_sickness_that_ZUS_paid_for_in_December_goes_on_as_its_benefit()
    {
        var before = Balances.None.With(new Dictionary<(int, string), decimal> { [(2025, "sick.employer.days")] = 33 }, 2025);
        var pay = PayCases.Month("PL", new Period(2026, 1), PayCases.Paid(6000)) with { Before = before };

        var goesOn = pay with { Absences = [new Absence { Kind = "sick", From = new LocalDate(2025, 12, 20), To = new LocalDate(2026, 1, 5) }] };
        var isNew = pay with { Absences = [new Absence { Kind = "sick", From = new LocalDate(2026, 1, 1), To = new LocalDate(2026, 1, 5) }] };

        Assert.Equal((0m, 5 * 138.06m), (goesOn.Slip().Of("sick.employer"), goesOn.Slip().Of("sick.insurance")));
        Assert.Equal((5 * 138.06m, 0m), (isNew.Slip().Of("sick.employer"), isNew.Slip().Of("sick.insurance")));
    }

    [Fact]
    public void The_base_of_sick_pay_is_at_least_that_of_the_minimum_wage()
    {
        var slip = (Sick("sick", 6, 6) with { Facts = PayCases.Facts(("sick.average", "4000")) }).Slip();

        Assert.Equal(3451.60m, slip.Of("sick.base")); // 4000 - 548.40
        Assert.Equal(4147.10m, slip.Of("sick.base.minimum")); // 4806 - 658.90
        Assert.Equal(110.59m, slip.Of("sick.employer")); // 138.24 x 80 % = 110.592
    }

    [Fact]
    public void Who_is_away_all_month_is_paid_nothing_for_work_however_the_absences_are_mixed()
    {
        var pay = PayCases.Month("PL", new Period(2026, 2), PayCases.Paid(6000)) with
        {
            Absences =
            [
                new Absence { Kind = "sick", From = new LocalDate(2026, 2, 1), To = new LocalDate(2026, 2, 10) },
                new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 2, 11), To = new LocalDate(2026, 3, 10) },
            ],
        };

        Assert.Equal(0, pay.Slip().Of("pay.base") + pay.Slip().Of("absence.sick") + pay.Slip().Of("absence.unpaid"));
    }

    [Fact]
    public void A_payment_for_an_earlier_month_is_kept_by_who_is_sick_all_month()
    {
        var retro = new PayElement { Code = "pay.base", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = 300, Contract = "c1", For = new Period(2026, 5) };

        Assert.Equal(300, (Sick("sick", 1, 31) with { Elements = [retro] }).Slip().Closing.Of(2026, "zus.base"));
    }

    [Fact]
    public void Hours_of_unpaid_leave_are_taken_off_by_the_hour()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5520)) with { Absences = [new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 7, 6), To = new LocalDate(2026, 7, 7), HoursPerDay = 2.5m }] };

        Assert.Equal(-150, pay.Slip().Of("absence.unpaid")); // 5520 x 5 / 184
    }

    [Fact]
    public void Paid_leave_changes_nothing()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5520));

        Assert.Equal(pay.Slip().Net, (pay with { Absences = [new Absence { Kind = "paid-leave", From = July.First, To = July.Last }] }).Slip().Net);
    }

    [Fact]
    public void Pay_below_the_minimum_wage_is_told()
    {
        Assert.Equal(["below-minimum-wage"], PayCases.Month("PL", July, PayCases.Paid(4805.99m)).Slip().Alerts.Select(alert => alert.Code));
        Assert.Empty(PayCases.Month("PL", July, PayCases.Paid(2403) with { Fte = 0.5m }).Slip().Alerts);
    }

    [Theory]
    [InlineData("2000-07-31", true)] // 26 on pay day
    [InlineData("2000-07-30", false)] // on the day before
    [InlineData("1999-07-31", false)]
    public void Who_is_under_26_pays_no_tax_without_asking(string born, bool isFree)
    {
        var slip = (PayCases.Month("PL", July, PayCases.Paid(8000)) with { BornOn = NodaTime.Text.LocalDatePattern.Iso.Parse(born).Value }).Slip();

        Assert.Equal(isFree ? (8000, 0, 0) : (0, 6653, 498), (slip.Of("pit.relief"), slip.Of("pit.base"), slip.Of("pit"))); // 8000 - 1096.80 - 250; x 12 % - 300
        Assert.Empty(slip.Alerts);
    }

    [Theory]
    [InlineData("relief", "none", 0)] // claims no other one
    [InlineData("relief", "relocation", 0)]
    [InlineData("relief", "under-26", 0)]
    [InlineData("relief.under-26.waived", "false", 0)]
    [InlineData("relief.under-26.waived", "true", 498)] // asked in writing for tax
    public void The_relief_for_people_under_26_is_off_only_where_it_was_waived(string fact, string value, int tax)
    {
        var young = PayCases.Month("PL", July, PayCases.Paid(8000)) with { BornOn = new LocalDate(2003, 6, 15) };

        Assert.Equal(tax, (young with { Facts = PayCases.Facts((fact, value)) }).Slip().Of("pit"));
        Assert.Equal(498, (young with { BornOn = new LocalDate(1985, 6, 15), Facts = PayCases.Facts(("relief.under-26.waived", value == "true" ? "true" : "false")) }).Slip().Of("pit"));
    }

    [Fact]
    public void Another_relief_that_was_claimed_holds_though_that_of_the_young_was_waived()
    {
        var young = PayCases.Month("PL", July, PayCases.Paid(8000)) with { BornOn = new LocalDate(2003, 6, 15), Facts = PayCases.Facts(("relief", "family"), ("relief.under-26.waived", "true")) };

        Assert.Equal(0, young.Slip().Of("pit"));
        Assert.Equal(498, (young with { Facts = PayCases.Facts(("relief", "under-26"), ("relief.under-26.waived", "true")) }).Slip().Of("pit"));
    }

    [Fact]
    public void Every_amount_is_its_exact_value_rounded_once_by_its_rule()
    {
        var cases = new GeneratedCases("PL", (2000, 40000), seed: 7);
        for (var person = 0; person < 500; person++)
        {
            var before = Balances.None;
            foreach (var month in cases.Person(4))
            {
                var pay = month with { Before = before };
                var slip = pay.Slip();
                var sheet = new PaySheet(pay, PayCases.RulesOf(pay).Pack);
                Assert.All(slip.Lines, line => Assert.Equal(sheet.Round(line.Rule, line.Because.Exact), line.Amount));
                before = slip.Closing;
            }
        }
    }

    private static PayElement Bonus(decimal amount) => new() { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = amount };

    private static PayCase Sick(string kind, int from, int to, params (string Name, string Value)[] facts) => PayCases.Month("PL", July, PayCases.Paid(6000)) with
    {
        Absences = [new Absence { Kind = kind, From = new LocalDate(2026, 7, from), To = new LocalDate(2026, 7, to), Facts = PayCases.Facts(facts) }],
    };
}
