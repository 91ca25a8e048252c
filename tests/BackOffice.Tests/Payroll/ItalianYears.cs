using BackOffice.Payroll.Domain;
using BackOffice.Payroll.Domain.Countries;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Italian rules and whole years of slips, for tests.</summary>
internal static class ItalianYears
{
    private static readonly Lazy<CountryRuleBook> Book = new(PayrollRules.Read);
    private static readonly WorkingCalendar Calendar = new("IT");
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Period, WorkMonth> WorkMonths = new();

    public static PayRules Rules(int year) => Book.Value.Find("IT", new LocalDate(year, 6, 30))!;

    public static ItalianLaw Law(int year) => new(Rules(year).Pack);

    /// <summary>Somebody of the contracts given.</summary>
    public static PayCase Case(Period period, params ContractSpell[] contracts) => new()
    {
        Person = "somebody",
        Country = "IT",
        Period = period,
        Kind = PayRunKind.Regular,
        PayDay = period.Last,
        BornOn = new LocalDate(1985, 3, 14),
        Contracts = contracts,
        Month = WorkMonths.GetOrAdd(period, month => WorkMonth.Of(month, Calendar)),
    };

    /// <summary>Low pay is for part time, so that it stays above the minimum base.</summary>
    public static ContractSpell Contract(decimal monthlyPay, int payments = 13, LocalDate? hiredOn = null, LocalDate? leavesOn = null)
    {
        var first = hiredOn ?? new LocalDate(2015, 1, 1);
        return new ContractSpell { Contract = "contract", From = first, HiredOn = first, To = leavesOn, LeavesOn = leavesOn, MonthlyPay = monthlyPay, PaymentsPerYear = payments, Fte = monthlyPay < 1_600 ? 0.35m : 1 };
    }

    public static Facts Facts(params (string Name, string Value)[] facts) => Domain.Facts.Of(facts.Select(fact => KeyValuePair.Create(fact.Name, fact.Value)));

    public static Payslip Slip(PayCase pay)
    {
        var outcome = PayEngine.Calculate(pay, Rules(pay.Period.Year));
        Assert.Empty(outcome.Problems);
        return outcome.Slip!;
    }

    /// <summary>The slips of a year: its months, the 14th in July and the 13th in December before the regular runs.</summary>
    /// <param name="year">Which.</param>
    /// <param name="change">The case of a month, from the plain one.</param>
    /// <param name="contract">The only one.</param>
    public static IReadOnlyList<Payslip> Slips(int year, ContractSpell contract, Func<PayCase, PayCase>? change = null)
    {
        List<Payslip> slips = [];
        for (var month = new Period(year, 1); month.Year == year; month = month.Next)
        {
            if (contract.HiredOn > month.Last || contract.LeavesOn < month.First)
            {
                continue;
            }

            foreach (var kind in Runs(month.Month, contract))
            {
                var plain = Case(month, contract) with { Kind = kind, Before = slips.Count == 0 ? Opening(year, contract) : slips[^1].Closing };
                slips.Add(Slip(change is null ? plain : change(plain)));
            }
        }

        return slips;
    }

    // Who was there last year brings the 14th of its second half.
    private static Balances Opening(int year, ContractSpell contract) => contract.HiredOn.Year >= year || contract.PaymentsPerYear < 14
        ? Balances.None
        : Balances.None.With(new Dictionary<(int, string), decimal> { [(0, "accrual.14th:" + contract.Contract)] = contract.MonthlyPay!.Value * 5 }, keepFrom: year);

    private static IEnumerable<PayRunKind> Runs(int month, ContractSpell contract)
    {
        if (month == 7 && contract.PaymentsPerYear == 14)
        {
            yield return PayRunKind.Fourteenth;
        }

        if (month == 12 && contract.PaymentsPerYear >= 13)
        {
            yield return PayRunKind.Thirteenth;
        }

        yield return PayRunKind.Regular;
    }

    public static decimal Sum(this IEnumerable<Payslip> slips, params string[] codes) => slips.Sum(slip => codes.Sum(slip.Of));
}
