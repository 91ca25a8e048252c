namespace BackOffice.Payroll.Domain.Countries;

/// <summary>The order in which an Italian slip is made. Pay for December that is paid by 12 January is income of December's year (art. 51 c. 1 TUIR), so the month decides the year.</summary>
internal sealed class ItalianCalculation(ItalianLaw law) : ICountryCalculation
{
    /// <summary>What an employer withheld too little he cannot withhold later (art. 19 and 23 L. 218/1952).</summary>
    public IReadOnlyDictionary<string, string> Borne { get; } = new Dictionary<string, string> { [ItalianBalances.Contributions] = "inps.borne" };

    public IEnumerable<PayProblem> ProblemsOf(PayCase pay) => ItalianProblems.Of(pay, law);

    public decimal HoursOfMonth(ContractSpell spell, WorkMonth month)
        => spell.Facts.Number(ItalianFacts.HourlyDivisor, law.HourlyDivisor) * spell.Fte;

    public void PayAbsences(PaySheet sheet) => law.Absences.Pay(sheet, this);

    public void Withhold(PaySheet sheet)
    {
        var terms = ItalianTerms.Of(sheet.Case, law);
        law.Benefits.AddTaxable(sheet);
        var month = law.Contributions.Withhold(sheet, terms);
        law.Employer.Charge(sheet, terms, month);
        law.Severance.SetAside(sheet, terms, month.Added);
        var pension = law.PensionFund.Withhold(sheet, terms);
        var income = ItalianSlipIncome.Of(sheet, law.Substitutes.Withhold(sheet, terms));
        income = income with { Ordinary = income.Ordinary + pension };
        var days = ItalianDays.Of(sheet);
        if (days.IsFirstOfMonth)
        {
            law.Family.Of(sheet.Case).Count(sheet);
        }

        var expected = ItalianForecast.Of(sheet, (terms, law), (income, days));
        law.Tax.Withhold(sheet, terms, (income, days, expected));
        law.Credits.Pay(sheet, (income, days, expected));
        law.Surtaxes.WithholdInstalments(sheet);
        law.Settlement.RecoverInstalment(sheet);
        law.Settlement.Settle(sheet, terms, law);
        law.Severance.Settle(sheet, terms);
    }

    public GarnishmentLimits LimitsOf(PaySheet sheet) => law.Garnishments.LimitsOf(sheet.NetSoFar);
}
