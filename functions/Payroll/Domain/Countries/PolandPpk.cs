namespace BackOffice.Payroll.Domain.Countries;

/// <summary>PPK of participant and employer. The employer's part is income when it is paid in: in the month, or in the next.</summary>
internal static class PolandPpk
{
    private const string Pending = "ppk.employer.pending";
    private const string PendingOfMonth = "month.ppk.pending";
    private const string MonthPaid = "month.ppk.base";

    public static void Pay(PaySheet sheet, PolandLaw law, PolandPerson person, decimal @base)
    {
        // What a slip of this very month set aside waits on.
        var paidIn = sheet.Standing(Pending) - sheet.MonthToDate(PendingOfMonth);
        sheet.AddToStanding(Pending, -paidIn);
        if (person.PpkRate is { } rate)
        {
            var month = new MonthBase(sheet.MonthToDate(MonthPaid), @base);
            PolandContributions.Add(sheet, "ppk.employee", PayLineKind.EmployeeContribution, (law.PpkEmployee with { Rate = rate }, month));
            var employer = PolandContributions.Add(sheet, "ppk.employer", PayLineKind.EmployerContribution, (law.PpkEmployer with { Rate = person.PpkEmployerRate }, month));
            sheet.AddToMonth(MonthPaid, @base);
            paidIn += PaidNow(sheet, person, employer);
        }

        if (paidIn != 0)
        {
            sheet.Add(new PayLine { Code = "ppk.employer.benefit", Kind = PayLineKind.Benefit, Amount = paidIn, Rule = law.PpkEmployer.Rule.Id, Treatments = Treatments.Tax, Because = new Trace("paid in this month", paidIn) });
        }
    }

    private static decimal PaidNow(PaySheet sheet, PolandPerson person, decimal employer)
    {
        if (person.Facts.Word("ppk.paid") != "next-month")
        {
            return employer;
        }

        sheet.AddToStanding(Pending, employer);
        sheet.AddToMonth(PendingOfMonth, employer);
        return 0;
    }
}
