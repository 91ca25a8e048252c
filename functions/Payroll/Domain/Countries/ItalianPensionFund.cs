namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Occupational pension fund: what both sides pay in is deducted from the income up to a limit of the year; beyond it the employer's part is income too.</summary>
internal sealed class ItalianPensionFund(RulePack pack)
{
    private const string OfPay = "pay x rate";

    private readonly PayRule rule = pack.Rule("fondo.pensione");
    private readonly decimal limit = pack.Rule("fondo.pensione").Value("limit");
    private readonly decimal solidarity = pack.Rule("fondo.pensione").Value("solidarity");

    /// <summary>What the fund changes of the taxable income: the employer's part is income, and both parts are deducted up to the limit.</summary>
    public decimal OnIncome(decimal own, decimal employer) => employer - Math.Min(own + employer, limit);

    /// <returns>What this slip changes of the taxable income.</returns>
    public decimal Withhold(PaySheet sheet, ItalianTerms terms)
    {
        if (terms.PensionFund == 0 && terms.PensionFundEmployer == 0)
        {
            return 0;
        }

        var before = OnIncome(sheet);
        var pay = sheet.Base(Treatments.Severance);
        sheet.AddToYear(ItalianBalances.PensionFund, Add(sheet, ("pension-fund", PayLineKind.EmployeeContribution, terms.PensionFundCode), (pay, terms.PensionFund)));
        var employer = Add(sheet, ("pension-fund.employer", PayLineKind.EmployerContribution, terms.PensionFundCode), (pay, terms.PensionFundEmployer));
        sheet.AddToYear(ItalianBalances.PensionFundEmployer, employer);
        Add(sheet, ("pension-fund.solidarity", PayLineKind.EmployerContribution, Fund: null), (employer, solidarity));
        return OnIncome(sheet) - before;
    }

    private decimal OnIncome(PaySheet sheet) => OnIncome(sheet.YearToDate(ItalianBalances.PensionFund), sheet.YearToDate(ItalianBalances.PensionFundEmployer));

    private decimal Add(PaySheet sheet, (string Code, PayLineKind Kind, string? Fund) line, (decimal Pay, decimal Rate) basis)
        => basis.Pay * basis.Rate == 0 ? 0 : sheet.Add(new PayLine
        {
            Code = line.Code,
            Kind = line.Kind,
            Amount = rule.Round(basis.Pay * basis.Rate),
            Rule = rule.Id,
            Reference = line.Fund,
            Because = new Trace(OfPay, basis.Pay * basis.Rate, new Figure("pay", basis.Pay), new Figure("rate", basis.Rate)),
        });
}
