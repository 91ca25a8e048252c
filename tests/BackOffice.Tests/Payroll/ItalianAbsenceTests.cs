using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Sickness over months, relapses, the yearly end of INPS, accidents, hours of unpaid leave.</summary>
public sealed class ItalianAbsenceTests
{
    private const decimal Pay = 2_000;

    [Fact]
    public void The_tenth_day_of_a_sickness_of_last_month_is_paid_as_the_tenth()
    {
        var slip = Sick(new Period(2026, 5), (new LocalDate(2026, 4, 26), new LocalDate(2026, 5, 2)));

        Assert.Equal(-133.33m, slip.Of("absence.sick")); // 2000 x 2 / 30
        Assert.Equal(72.22m, slip.Of("sick.insurance")); // 2 x 2000 x 13 / 12 / 30 x 0.5: days 6 and 7
        Assert.Equal(27.78m, slip.Of("sick.employer")); // 2 x (2000 / 30 x 0.75 - 36.1111)
    }

    [Fact]
    public void A_relapse_goes_on_from_the_day_it_is_told_of()
    {
        var absence = new Absence { Kind = "sick", From = new LocalDate(2026, 4, 20), To = new LocalDate(2026, 4, 22), Facts = ItalianYears.Facts(("sick.first-day", "2026-04-10")) };

        var slip = ItalianYears.Slip(ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(Pay)) with { Absences = [absence] });

        Assert.Equal(108.33m, slip.Of("sick.insurance")); // 3 x 72.2222 x 0.5: days 11 to 13
    }

    [Theory]
    [InlineData(2)] // 28 days
    [InlineData(3)] // 31
    [InlineData(4)] // 30
    public void A_whole_month_after_the_20th_day_is_made_up_to_the_whole_pay(int month)
    {
        var period = new Period(2026, month);
        var slip = Sick(period, (period.First.PlusDays(-25), period.Last.PlusDays(5)), payments: 12);

        Assert.Equal(-Pay, slip.Of("absence.sick"));
        Assert.Equal(Pay, slip.Gross);
    }

    [Fact]
    public void After_180_days_of_a_year_the_insurance_pays_nothing()
    {
        var pay = ItalianYears.Case(new Period(2026, 10), ItalianYears.Contract(Pay, 12)) with
        {
            Absences = [new Absence { Kind = "sick", From = new LocalDate(2026, 10, 1), To = new LocalDate(2026, 10, 6) }],
            Before = Balances.None.With(new Dictionary<(int, string), decimal> { [(2026, "sick.days")] = 175 }, keepFrom: 2025),
        };

        Assert.Equal(66.67m, ItalianYears.Slip(pay).Of("sick.insurance")); // days 4 and 5: 2 x 2000 / 30 x 0.5
    }

    [Fact]
    public void An_agreement_of_ones_own_makes_up_more()
    {
        var slip = Sick(new Period(2026, 5), (new LocalDate(2026, 4, 26), new LocalDate(2026, 5, 2)), facts: ("absence.top-up", "100"));

        Assert.Equal(61.11m, slip.Of("sick.employer")); // 2 x (2000 / 30 - 36.1111)
    }

    [Fact]
    public void The_day_of_an_accident_is_paid_in_full_and_three_at_60_per_cent()
    {
        var pay = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(Pay, 12)) with { Absences = [new Absence { Kind = "accident", From = new LocalDate(2026, 4, 6), To = new LocalDate(2026, 4, 10) }] };

        var slip = ItalianYears.Slip(pay);

        Assert.Equal(40m, slip.Of("accident.insurance")); // the fifth day: 2000 / 30 x 0.6
        Assert.Equal(206.67m, slip.Of("accident.employer")); // 2000 / 30 x (1 + 3 x 0.6 + 0.9 - 0.6)
        Assert.Equal(0, slip.Closing.Of(2026, "sick.days"));
    }

    [Fact]
    public void Unpaid_hours_are_taken_off_by_the_divisor()
    {
        var pay = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(Pay)) with { Absences = [new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 4, 8), To = new LocalDate(2026, 4, 9), HoursPerDay = 4 }] };

        var slip = ItalianYears.Slip(pay);

        Assert.Equal(-95.24m, slip.Of("absence.unpaid")); // 2000 x 8 / 168
        Assert.Equal(30, slip.Closing.Of(2026, "irpef.days"));
    }

    [Fact]
    public void A_month_of_unpaid_leave_leaves_nothing()
    {
        var pay = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(Pay)) with { Absences = [new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 3, 15), To = new LocalDate(2026, 6, 15) }] };

        var slip = ItalianYears.Slip(pay);

        Assert.Equal(0, slip.Gross);
        Assert.Equal(0, slip.Withheld);
        Assert.Equal(0, slip.Closing.Of(2026, "irpef.days"));
    }

    [Theory]
    [InlineData("pay.base", -300)] // was paid too much
    [InlineData("pay.base", 300)]
    [InlineData("absence.unpaid", -300)] // was away more than was known
    public void What_earlier_months_still_owe_is_no_pay_of_this_one(string code, int amount)
    {
        var retro = new PayElement { Code = code, Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = amount, Contract = "contract", For = new Period(2026, 3) };
        var pay = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(Pay)) with
        {
            Absences = [new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 3, 15), To = new LocalDate(2026, 6, 15), Reference = "leave" }],
            Elements = [retro],
        };

        var slip = ItalianYears.Slip(pay);

        Assert.Equal(-Pay, slip.Lines.Single(line => line.Reference == "leave").Amount);
        Assert.Equal(amount, slip.Gross);
    }

    [Theory]
    [InlineData("strike", null, "unknown-absence")]
    [InlineData("sick", "4", "absence-hours")]
    public void What_cannot_be_paid_is_refused(string kind, string? hours, string problem)
    {
        var absence = new Absence { Kind = kind, From = new LocalDate(2026, 4, 8), To = new LocalDate(2026, 4, 9), HoursPerDay = hours is null ? null : 4 };

        var outcome = PayEngine.Calculate(ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(Pay)) with { Absences = [absence] }, ItalianYears.Rules(2026));

        Assert.Equal([problem], outcome.Problems.Select(found => found.Code));
    }

    private static Payslip Sick(Period month, (LocalDate From, LocalDate To) days, int payments = 13, params (string, string)[] facts)
        => ItalianYears.Slip(ItalianYears.Case(month, ItalianYears.Contract(Pay, payments)) with { Absences = [new Absence { Kind = "sick", From = days.From, To = days.To, Facts = ItalianYears.Facts(facts) }] });
}
