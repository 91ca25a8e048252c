using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Trattamento di fine rapporto (art. 2120 c.c.): set aside with each slip, revalued when the year has ended, paid in advance when the
/// element says so, and paid out after the employment has ended, once the coefficient of its last month is known.
/// </summary>
internal sealed class ItalianSeverance(RulePack pack)
{
    /// <summary>The element that pays a part of it while the employment goes on.</summary>
    public const string Advance = "tfr.advance";

    /// <summary>Days from which a part of a month counts as one (art. 2120 c. 5 c.c.).</summary>
    internal const int HalfMonth = 15;

    private const string OfPay = "pay / divisor - base x contribution";
    private const string All = "all that is set aside";
    private const int LastMonth = 12;
    private const int AdvanceMonth = 11;

    private readonly PayRule rule = pack.Rule("tfr");
    private readonly PayRule payout = pack.Rule("tfr.liquidazione");
    private readonly decimal divisor = pack.Rule("tfr").Value("divisor");
    private readonly decimal contribution = pack.Rule("tfr").Value("contribution");
    private readonly ItalianRevaluation revaluation = new(pack);
    private readonly ItalianSeveranceTax tax = new(pack);

    /// <summary>Of an amount of pay, exact and before the contribution is taken off.</summary>
    public decimal OfAmount(decimal pay) => pay / divisor;

    /// <summary>What an INPS base takes off it, exact.</summary>
    public decimal ContributionOn(decimal charged) => charged * contribution;

    /// <summary>Sets aside what the slip's pay makes: with the employer, in the treasury of INPS, or in the pension fund.</summary>
    /// <param name="sheet">Its lines.</param>
    /// <param name="terms">Where the person's severance goes.</param>
    /// <param name="charged">The INPS base of the slip.</param>
    public void SetAside(PaySheet sheet, ItalianTerms terms, decimal charged)
    {
        var pay = sheet.Base(Treatments.Severance);
        if (pay == 0)
        {
            return;
        }

        var because = new Trace(OfPay, OfAmount(pay) - ContributionOn(charged), new Figure("pay", pay), new Figure("divisor", divisor), new Figure("base", charged), new Figure("contribution", contribution));
        if (ItalianSeveranceFund.Find(terms.SeveranceGoesTo) is { } fund)
        {
            fund.Enter(sheet, sheet.Add(fund.Code, PayLineKind.Accrual, rule, because));
        }
        else
        {
            var line = new PayLine { Code = ItalianBalances.SeveranceToFund, Kind = PayLineKind.Accrual, Amount = rule.Round(because.Exact), Rule = rule.Id, Reference = terms.PensionFundCode, Because = because };
            sheet.AddToStanding(ItalianBalances.SeveranceToFund, sheet.Add(line));
        }
    }

    /// <summary>After the year's settlement: what the slip pays of the severance, or what the year that ended adds to it.</summary>
    public void Settle(PaySheet sheet, ItalianTerms terms)
    {
        if (sheet.Case.Elements.Count > 0 && sheet.Of(Advance) is var advance and not 0)
        {
            PayAdvance(sheet, terms, advance);
        }

        if (HasEnded(sheet.Case))
        {
            PayOut(sheet, terms);
        }
        else if (sheet.Case.PaysTime())
        {
            Revalue(sheet, terms, (sheet.Case.Period.Year - 1, LastMonth));
            PayTaxInAdvance(sheet);
        }
    }

    // A bonus or a 13th shortly before the last pay is no end.
    private static bool HasEnded(PayCase pay) => pay.PaysTime() ? ItalianDays.IsLeaving(pay) : pay.Contracts.All(spell => spell.LeavesOn < pay.Period.First);

    private void PayAdvance(PaySheet sheet, ItalianTerms terms, decimal advance)
    {
        var fund = ItalianSeveranceFund.Own;
        var (before, basis) = (fund.Of(sheet), ItalianSeveranceFund.TaxableOf(sheet));
        if (advance > before * payout.Value("advance"))
        {
            sheet.Alert("severance-advance", "More than the law's part of the severance is paid in advance (art. 2120 c. 8 c.c.): an agreement has to allow it.");
        }

        var taxed = fund.PayInAdvance(sheet, advance);
        tax.Withhold(sheet, terms, new SeveranceToTax(taxed, basis, sheet.Case.Period.Last) { IsAdvance = true });
    }

    private void PayOut(PaySheet sheet, ItalianTerms terms)
    {
        if (ItalianSeveranceFund.Every.Sum(fund => fund.Of(sheet)) <= 0)
        {
            return;
        }

        var left = sheet.Case.Contracts.Max(spell => spell.LeavesOn)!.Value;
        if (terms.SeveranceIsHeld || !Revalue(sheet, terms, (left.Year - 1, LastMonth)) || !Revalue(sheet, terms, LastCounted(left)))
        {
            sheet.Alert("severance-unpaid", "The severance (TFR) is not paid yet: it is paid by a run after its coefficient is known and nothing holds it.");
            return;
        }

        var taxable = ItalianSeveranceFund.TaxableOf(sheet);
        foreach (var fund in ItalianSeveranceFund.Every)
        {
            var paid = sheet.Add($"{fund.Code}.paid", PayLineKind.Credit, payout, new Trace(All, fund.Of(sheet), new Figure(All, fund.Of(sheet))));
            fund.Withdraw(sheet, paid);
        }

        tax.Withhold(sheet, terms, new SeveranceToTax(taxable, taxable, left));
    }

    private void PayTaxInAdvance(PaySheet sheet)
    {
        if (sheet.Case.Period.Month == AdvanceMonth)
        {
            foreach (var fund in ItalianSeveranceFund.Every)
            {
                revaluation.PayTaxInAdvance(sheet, fund, sheet.Case.Period.Year);
            }
        }
    }

    /// <returns>Whether nothing waits for a coefficient.</returns>
    private bool Revalue(PaySheet sheet, ItalianTerms terms, (int Year, int Month) until)
    {
        var isKnown = true;
        foreach (var fund in ItalianSeveranceFund.Every)
        {
            isKnown &= until.Month == 0 || revaluation.Add(sheet, fund, (until.Year, until.Month, terms.SeveranceCoefficients));
        }

        return isKnown;
    }

    // From the 15th on the month of leaving counts, as in the coefficients that are published for it; before it the one before does.
    private static (int Year, int Month) LastCounted(LocalDate left) => (left.Year, left.Day >= HalfMonth ? left.Month : left.Month - 1);
}
