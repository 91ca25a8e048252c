namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Labour Fund and Solidarity Fund: due on all of a month's base once it reaches the minimum wage.</summary>
internal static class PolandLabourFund
{
    private const string Paid = "month.fp";
    private const string PaidTime = "month.zus.time";

    public static void Add(PaySheet sheet, PolandLaw law, PolandPerson person, MonthBase month)
    {
        sheet.AddToMonth(PaidTime, TimeOf(sheet));
        var isDue = person.OwesLabourFund && MonthlyBase(sheet, month.Sum) >= law.MinimumWage;
        var earlier = sheet.MonthToDate(Paid);
        if (month.Slip != 0 && (isDue || earlier != 0))
        {
            // What earlier slips were not charged for is charged with this one.
            var charged = earlier == 0 ? new MonthBase(0, month.Sum) : month;
            var whole = isDue ? PolandContributions.On(charged, law.LabourFund) : new Trace("the month is below the minimum wage", 0);
            sheet.AddToMonth(Paid, sheet.AddRest("fp", PayLineKind.EmployerContribution, law.LabourFund.Rule, (whole, earlier)));
        }
    }

    // As it would be for a whole month of work.
    private static decimal MonthlyBase(PaySheet sheet, decimal ofMonth)
    {
        var monthly = 0m;
        foreach (var spells in sheet.Case.ByContract())
        {
            monthly += spells[^1].MonthlyPay ?? 0;
        }

        return Math.Max(ofMonth, monthly + ofMonth - sheet.MonthToDate(PaidTime));
    }

    private static decimal TimeOf(PaySheet sheet)
    {
        var time = 0m;
        foreach (var line in sheet.Lines)
        {
            time += line is { For: null, Code: "pay.base" or "absence.sick" or "absence.unpaid" } ? line.Amount : 0;
        }

        return time;
    }
}
