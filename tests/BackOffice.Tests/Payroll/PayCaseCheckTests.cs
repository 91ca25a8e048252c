using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class PayCaseCheckTests
{
    private static readonly Period July = new(2026, 7);
    private static readonly ContractSpell Spell = PayCases.Paid(5000);
    private static readonly PayElement Bonus = new() { Code = "bonus", Kind = PayLineKind.Earning, Amount = 100 };
    private static readonly PayCase Right = PayCases.Month("PL", July, Spell);

    /// <summary>What is wrong, and the problem it makes.</summary>
    public static TheoryData<string, PayCase> Wrong => new()
    {
        { "missing-terms", Right with { Contracts = [] } },
        { "missing-terms", Right with { Contracts = [Spell with { MonthlyPay = null }] } },
        { "missing-terms", Right with { Contracts = [Spell with { HourlyPay = 30 }] } },
        { "missing-terms", Right with { Contracts = [Spell with { LeavesOn = new LocalDate(2026, 6, 30) }] } },
        { "overlapping-terms", Right with { Contracts = [Spell, Spell with { From = new LocalDate(2026, 7, 10) }] } },
        { "minor-units", Right with { Contracts = [Spell with { MonthlyPay = 5000.005m }] } },
        { "negative-pay", Right with { Contracts = [Spell with { MonthlyPay = -1 }] } },
        { "leaves-before-hired", Right with { Contracts = [Spell with { HiredOn = new LocalDate(2026, 7, 20), LeavesOn = new LocalDate(2026, 7, 19) }, Spell with { Contract = "c2" }] } },
        { "working-time", Right with { Contracts = [Spell with { Fte = 0 }] } },
        { "working-time", Right with { Contracts = [Spell with { Fte = 1.01m }] } },
        { "payments-per-year", Right with { Contracts = [Spell with { PaymentsPerYear = 15 }] } },
        { "element-kind", Right with { Elements = [Bonus with { Kind = PayLineKind.Tax }] } },
        { "element-amount", Right with { Elements = [Bonus with { Amount = null }] } },
        { "element-amount", Right with { Elements = [Bonus with { Quantity = 1, Rate = 1 }] } },
        { "minor-units", Right with { Elements = [Bonus with { Amount = 0.001m }] } },
        { "unknown-contract", Right with { Elements = [Bonus with { Contract = "other" }] } },
        { "retro-in-future", Right with { Elements = [Bonus with { For = July }] } },
        { "retro-limit", Right with { Elements = [Bonus with { For = new Period(2023, 6) }] } },
        { "negative-hours", Right with { Hours = [new WorkedHours("night", -1)] } },
        { "unknown-hours", Right with { Hours = [new WorkedHours("lunch", 1)] } },
        { "unknown-contract", Right with { Hours = [new WorkedHours("night", 1, "other")] } },
        { "ambiguous-hours", Right with { Contracts = [Spell, Spell with { Contract = "c2" }], Hours = [new WorkedHours("night", 1)] } },
        { "absence-days", Right with { Absences = [Away("sick", 10, 9)] } },
        { "absence-hours", Right with { Absences = [Away("unpaid-leave", 10, 10) with { HoursPerDay = 25 }] } },
        { "absence-hours", Right with { Absences = [Away("sick", 10, 10) with { HoursPerDay = 4 }] } },
        { "overlapping-absences", Right with { Absences = [Away("sick", 10, 12), Away("paid-leave", 12, 13)] } },
        { "unknown-absence", Right with { Absences = [Away("football", 10, 12)] } },
        { "unknown-fact", Right with { Absences = [Away("sick", 10, 12) with { Facts = PayCases.Facts(("doctor", "x")) }] } },
        { "duplicate-garnishment", Right with { Garnishments = [Order, Order] } },
        { "garnishment-terms", Right with { Garnishments = [Order with { MonthlyAmount = 1, Share = 0.1m }] } },
        { "minor-units", Right with { Garnishments = [Order with { MonthlyAmount = 1.001m }] } },
        { "unknown-fact", Right with { Facts = PayCases.Facts(("pit3", "300")) } },
        { "wrong-fact", Right with { Facts = PayCases.Facts(("pit2", "301")) } },
        { "wrong-fact", Right with { Contracts = [Spell with { Facts = PayCases.Facts(("kup", "301")) }] } },
    };

    private static GarnishmentOrder Order => new() { Id = "g", Kind = "alimony", Priority = 1, Creditor = "creditor" };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_case_has_no_slip_and_says_why(string code, PayCase pay)
    {
        var outcome = pay.Outcome();

        Assert.Null(outcome.Slip);
        Assert.Equal([code], outcome.Problems.Select(problem => problem.Code).Distinct());
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var pay = Right with { Contracts = [Spell with { Fte = 2 }], Hours = [new WorkedHours("night", -1)], Facts = PayCases.Facts(("pit3", "1")) };

        Assert.Equal(["negative-hours", "unknown-fact", "working-time"], pay.Outcome().Problems.Select(problem => problem.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_oldest_month_that_the_limit_allows_is_paid()
        => Assert.Equal(5100, (Right with { Elements = [Bonus with { For = new Period(2023, 7) }] }).Slip().Gross);

    private static Absence Away(string kind, int from, int to) => new() { Kind = kind, From = new LocalDate(2026, 7, from), To = new LocalDate(2026, 7, to) };
}
