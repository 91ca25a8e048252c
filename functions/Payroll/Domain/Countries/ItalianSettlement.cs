namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Conguaglio: in December and at leaving the year is calculated as a whole, and the slip settles what its months withheld too much or
/// too little. A slip that comes after it in the same month, or after the end of employment, settles anew.
/// </summary>
internal sealed class ItalianSettlement(RulePack pack)
{
    private const string Difference = "of the year, rounded - of its slips";
    private const int LastMonth = 12;

    private readonly PayRule rule = pack.Rule("irpef.conguaglio");
    private readonly ItalianRecovery sum = new(pack.Rule("somma.integrativa"), "conguaglio.somma");
    private readonly ItalianRecovery treatment = new(pack.Rule("trattamento.integrativo"), "conguaglio.trattamento");

    /// <summary>The month's instalment of credits that last year's settlement took back; all that is left at leaving.</summary>
    public void RecoverInstalment(PaySheet sheet)
    {
        if (sheet.Case.PaysTime())
        {
            sum.Recover(sheet);
            treatment.Recover(sheet);
        }
    }

    public void Settle(PaySheet sheet, ItalianTerms terms, ItalianLaw law)
    {
        if (!IsDue(sheet))
        {
            return;
        }

        var year = ItalianYear.Of(IncomeOf(sheet), terms, law);
        SettleContributions(sheet, year);
        Settle(sheet, "irpef.conguaglio", PayLineKind.Tax, (ItalianBalances.Tax, year.NetTax - terms.Earlier.Tax), isAlwaysShown: true);
        var further = sheet.YearToDate(ItalianBalances.Further) - Math.Min(year.FurtherDeduction, Math.Max(0, year.GrossTax - year.FamilyDeduction - year.EmploymentDeduction));
        var ofSum = Settle(sheet, "somma.integrativa.conguaglio", PayLineKind.Credit, (ItalianBalances.Sum, year.Sum - terms.Earlier.Sum));
        var ofTreatment = Settle(sheet, "trattamento.integrativo.conguaglio", PayLineKind.Credit, (ItalianBalances.Treatment, year.Treatment - terms.Earlier.Treatment));
        SettleSurtaxes(sheet, (year, terms), law.Surtaxes);
        if (!ItalianDays.IsLeaving(sheet.Case))
        {
            sum.Defer(sheet, rule.Round(Math.Max(0, further)) - Math.Min(0, ofSum));
            treatment.Defer(sheet, -Math.Min(0, ofTreatment));
        }

        sheet.AddToYear(ItalianBalances.Income, rule.Round(year.Employment) - sheet.YearToDate(ItalianBalances.Income));
        sheet.AddToYear(ItalianBalances.Settled, sheet.Case.Period.Month - sheet.YearToDate(ItalianBalances.Settled));
    }

    private static bool IsDue(PaySheet sheet)
    {
        var pay = sheet.Case;
        return pay.Kind == PayRunKind.Final
            || (pay.PaysTime() && (pay.Period.Month == LastMonth || ItalianDays.IsLeaving(pay)))
            || sheet.YearToDate(ItalianBalances.Settled) == pay.Period.Month
            || pay.Contracts.All(spell => spell.LeavesOn < pay.Period.First);
    }

    private static ItalianIncome IncomeOf(PaySheet sheet) => new()
    {
        Insured = sheet.YearToDate(ItalianBalances.Insured),
        Contributions = (sheet.YearToDate(ItalianBalances.Contributions) + sheet.YearToDate(ItalianBalances.Rest), sheet.YearToDate(ItalianBalances.Employer) + sheet.YearToDate(ItalianBalances.EmployerRest)),
        Taxable = sheet.YearToDate(ItalianBalances.Taxable),
        Substituted = sheet.YearToDate(ItalianBalances.Substituted),
        ContributionsApart = sheet.YearToDate(ItalianBalances.ContributionsApart),
        PensionFund = sheet.YearToDate(ItalianBalances.PensionFund),
        PensionFundEmployer = sheet.YearToDate(ItalianBalances.PensionFundEmployer),
        Days = sheet.YearToDate(ItalianBalances.Days),
        Family = ItalianFamily.OfYear(sheet),
    };

    private void SettleContributions(PaySheet sheet, ItalianYear year)
    {
        SettleRest(sheet, ("inps.conguaglio", PayLineKind.EmployeeContribution), (ItalianBalances.Contributions, ItalianBalances.Rest), year.Contributions);
        Settle(sheet, "inps.additional.conguaglio", PayLineKind.EmployeeContribution, (ItalianBalances.Additional, year.Additional));
        SettleRest(sheet, ("inps.employer.conguaglio", PayLineKind.EmployerContribution), (ItalianBalances.Employer, ItalianBalances.EmployerRest), year.EmployerContributions);
        Show(sheet, "irpef.year.income", year.Employment);
        Show(sheet, "irpef.year.gross", year.GrossTax);
        Show(sheet, "irpef.year.deductions", year.FamilyDeduction + year.EmploymentDeduction + year.FurtherDeduction);
    }

    // Of the year that ends: at leaving withheld at once, otherwise left to the instalments of the next.
    private void SettleSurtaxes(PaySheet sheet, (ItalianYear Year, ItalianTerms Terms) settled, ItalianSurtaxes surtaxes)
    {
        if (settled.Terms.Region is null)
        {
            sheet.Alert("surtax-unknown", "No region of residence is known: no regional surtax for the year.");
        }

        var municipal = rule.Round(settled.Year.MunicipalSurtax) - sheet.YearToDate(ItalianBalances.Advance);
        Leave(sheet, ("addizionale.regionale.conguaglio", ItalianBalances.OwnRegional, ItalianBalances.RegionalDue), rule.Round(settled.Year.RegionalSurtax));
        Leave(sheet, ("addizionale.comunale.conguaglio", ItalianBalances.OwnMunicipal, ItalianBalances.MunicipalDue), municipal);
        if (!ItalianDays.IsLeaving(sheet.Case))
        {
            Set(sheet, ItalianBalances.AdvanceDue, rule.Round(surtaxes.AdvanceOf(settled.Year.MunicipalSurtax)));
        }
    }

    // What was withheld too much, in advance or at an earlier leaving, is given back now and not in instalments.
    private void Leave(PaySheet sheet, (string Code, string Withheld, string Due) surtax, decimal ofYear)
    {
        var withheld = sheet.YearToDate(surtax.Withheld);
        var now = ItalianDays.IsLeaving(sheet.Case) ? ofYear : Math.Min(withheld, ofYear);
        Settle(sheet, surtax.Code, PayLineKind.Tax, (surtax.Withheld, now));
        Set(sheet, surtax.Due, ofYear - now);
    }

    private void SettleRest(PaySheet sheet, (string Code, PayLineKind Kind) line, (string Had, string Left) balances, decimal due)
        => sheet.AddToYear(balances.Left, -Settle(sheet, line.Code, line.Kind, (balances.Had, due)));

    private decimal Settle(PaySheet sheet, string code, PayLineKind kind, (string Balance, decimal Due) what, bool isAlwaysShown = false)
    {
        var before = sheet.YearToDate(what.Balance);
        var exact = rule.Round(what.Due) - before;
        if (exact == 0 && !isAlwaysShown)
        {
            return 0;
        }

        var amount = sheet.Add(code, kind, rule, new Trace(Difference, exact, new Figure("of the year", what.Due), new Figure("of its slips", before)));
        sheet.AddToYear(what.Balance, amount);
        return amount;
    }

    private void Show(PaySheet sheet, string code, decimal exact) => sheet.Add(code, PayLineKind.Basis, rule, new Trace("of the year", exact));

    private static void Set(PaySheet sheet, string balance, decimal value) => sheet.AddToYear(balance, value - sheet.YearToDate(balance));
}
