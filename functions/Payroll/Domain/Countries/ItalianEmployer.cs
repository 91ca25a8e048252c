namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What the employer owes on top: INPS, INAIL, and the severance pay (TFR) it sets aside.</summary>
internal sealed class ItalianEmployer(RulePack pack)
{
    private const string OfMonth = "base of the month x rate";
    private const string OfBase = "base x rate";
    private const string Severance = "pay / divisor - base x contribution";

    private readonly PayRule inps = pack.Rule("inps.datore");
    private readonly PayRule inail = pack.Rule("inail");
    private readonly PayRule tfr = pack.Rule("tfr");
    private readonly decimal divisor = pack.Rule("tfr").Value("divisor");
    private readonly decimal contribution = pack.Rule("tfr").Value("contribution");

    public decimal Rate { get; } = pack.Rule("inps.datore").Value("rate");

    public decimal Inail { get; } = pack.Rule("inail").Value("rate");

    /// <summary>The TFR of an amount of pay, exact and before the contribution is taken off.</summary>
    public decimal SeveranceOf(decimal pay) => pay / divisor;

    /// <summary>What is taken off the TFR for an INPS base, exact.</summary>
    public decimal ContributionOn(decimal charged) => charged * contribution;

    public void Charge(PaySheet sheet, ItalianTerms terms, SlipContributions contributions)
    {
        if (contributions.Charged != 0)
        {
            AddInps(sheet, terms.EmployerContribution, contributions.MonthCharged);
        }

        if (terms.Inail != 0 && contributions.Charged != 0)
        {
            sheet.Add("inail", PayLineKind.EmployerContribution, inail, new Trace(OfBase, contributions.Charged * terms.Inail, new Figure("base", contributions.Charged), new Figure("rate", terms.Inail)));
        }

        var pay = sheet.Base(Treatments.Severance);
        if (pay != 0)
        {
            sheet.AddToStanding("tfr", sheet.Add("tfr", PayLineKind.Accrual, tfr, new Trace(Severance, SeveranceOf(pay) - ContributionOn(contributions.Charged), new Figure("pay", pay), new Figure("divisor", divisor), new Figure("base", contributions.Charged), new Figure("contribution", contribution))));
        }
    }

    private void AddInps(PaySheet sheet, decimal rate, decimal charged)
    {
        var before = sheet.MonthToDate(ItalianBalances.MonthEmployer);
        var whole = new Trace(before == 0 ? OfBase : OfMonth, charged * rate, new Figure(before == 0 ? "base" : "base of the month", charged), new Figure("rate", rate));
        var amount = sheet.AddRest("inps.employer", PayLineKind.EmployerContribution, inps, (whole, before));
        sheet.AddToMonth(ItalianBalances.MonthEmployer, amount);
        sheet.AddToYear(ItalianBalances.Employer, amount);
    }
}
