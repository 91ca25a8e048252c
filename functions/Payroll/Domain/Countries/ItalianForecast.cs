namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// The year as it looks in this month, which deductions and credits of the month go by (art. 23 c. 2 a) DPR 600/1973): what was
/// taxed so far, and the terms in force at the end of the month for the months and extra salaries to come. What it misses is settled
/// at the end of the year.
/// </summary>
internal static class ItalianForecast
{
    private const decimal MonthsOfYear = 12;

    public static ItalianYear Of(PaySheet sheet, (ItalianTerms Terms, ItalianLaw Law) rules, (ItalianSlipIncome Income, ItalianDays Days) slip)
    {
        var income = sheet.YearToDate(ItalianBalances.Taxed) + slip.Income.OfYear;
        var expected = rules.Terms.ExpectedIncome ?? income + (Recurring(sheet.Case, slip.Income) * (1 - rules.Terms.Contribution) * MonthsToCome(sheet, slip.Days));
        var days = sheet.YearToDate(ItalianBalances.Days) + (sheet.MonthToDate(ItalianBalances.MonthDays) == 0 ? slip.Days.InMonth : 0) + slip.Days.After;
        var family = rules.Law.Family.Of(sheet.Case);
        return ItalianYear.Of(new ItalianIncome { Insured = 0, Taxable = expected, Days = days, Family = family.For((int)MonthsOfYear) }, rules.Terms, rules.Law);
    }

    // Gross, of the terms that go on after the month; paid by the hour, as much as this month.
    private static decimal Recurring(PayCase pay, ItalianSlipIncome income)
    {
        var sum = 0m;
        foreach (var spell in pay.Contracts)
        {
            var goesOn = (spell.To is not { } to || to >= pay.Period.Last) && (spell.LeavesOn is not { } leaves || leaves > pay.Period.Last);
            sum += goesOn ? spell.MonthlyPay ?? income.Ordinary : 0;
        }

        return sum;
    }

    private static decimal MonthsToCome(PaySheet sheet, ItalianDays days)
    {
        var pay = sheet.Case;
        var thisMonth = !pay.PaysTime() && sheet.MonthToDate(ItalianBalances.MonthDays) == 0 ? 1 : 0;
        var payments = 0;
        foreach (var spell in pay.Contracts)
        {
            payments = Math.Max(payments, spell.PaymentsPerYear);
        }

        var extras = (payments >= 13 && !IsPaid(sheet, ItalianBalances.Thirteenth, "pay.13th") ? 1 : 0) + (payments >= 14 && !IsPaid(sheet, ItalianBalances.Fourteenth, "pay.14th") ? 1 : 0);
        var employed = pay.Period.Month - ItalianDays.FirstMonthOf(pay) + 1 + days.MonthsAfter;
        return thisMonth + days.MonthsAfter + (extras * employed / MonthsOfYear);
    }

    private static bool IsPaid(PaySheet sheet, string balance, string code) => sheet.YearToDate(balance) != 0 || sheet.Of(code) != 0;
}
