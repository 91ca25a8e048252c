namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What the employer owes on top: INPS and INAIL.</summary>
internal sealed class ItalianEmployer(RulePack pack)
{
    private const string OfMonth = "base of the month x rate";
    private const string OfBase = "base x rate";

    private readonly PayRule inps = pack.Rule("inps.datore");
    private readonly PayRule inail = pack.Rule("inail");

    public decimal Rate { get; } = pack.Rule("inps.datore").Value("rate");

    public decimal Inail { get; } = pack.Rule("inail").Value("rate");

    public void Charge(PaySheet sheet, ItalianTerms terms, MonthCharge month)
    {
        month.Owe(sheet, (ItalianBalances.EmployerRest, ItalianBalances.MonthEmployer), (inps, terms.EmployerContribution), isCharged: month.Added != 0);
        if (month.Added != 0)
        {
            AddInps(sheet, terms.EmployerContribution, month.Rounded.Now);
        }

        if (terms.Inail != 0 && month.Added != 0)
        {
            sheet.Add("inail", PayLineKind.EmployerContribution, inail, new Trace(OfBase, month.Added * terms.Inail, new Figure("base", month.Added), new Figure("rate", terms.Inail)));
        }
    }

    private void AddInps(PaySheet sheet, decimal rate, decimal charged)
    {
        var before = sheet.MonthToDate(ItalianBalances.MonthEmployer);
        var whole = new Trace(before == 0 ? OfBase : OfMonth, charged * rate, new Figure(before == 0 ? "base" : "base of the month", charged), new Figure("rate", rate));
        var amount = sheet.AddRest("inps.employer", PayLineKind.EmployerContribution, inps, (whole, before));
        sheet.AddToMonth(ItalianBalances.MonthEmployer, amount);
        sheet.AddToYear(ItalianBalances.Employer, amount);
        sheet.AddToYear(ItalianBalances.EmployerRest, -amount);
    }
}
