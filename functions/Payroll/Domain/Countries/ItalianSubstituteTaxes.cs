namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Substitute taxes: earnings of some codes, up to a limit of the year, are taxed at a flat rate and leave the ordinary income.</summary>
internal sealed class ItalianSubstituteTaxes
{
    private readonly ItalianSubstituteTax[] taxes;

    public ItalianSubstituteTaxes(RulePack pack)
        => taxes = [.. pack.Rules.Where(rule => rule.Id.StartsWith("sostitutiva.", StringComparison.Ordinal)).Select(rule => new ItalianSubstituteTax(rule))];

    /// <returns>What leaves the ordinary income, net of contributions.</returns>
    public decimal Withhold(PaySheet sheet, ItalianTerms terms)
    {
        if (terms.SubstituteWaived)
        {
            return 0;
        }

        var substituted = 0m;
        foreach (var tax in taxes)
        {
            substituted += tax.Withhold(sheet, terms);
        }

        if (substituted != 0)
        {
            sheet.AddToYear(ItalianBalances.Substituted, substituted);
        }

        return substituted;
    }
}

/// <summary>One of them.</summary>
internal sealed class ItalianSubstituteTax(PayRule rule)
{
    private const string OfNet = "min(paid - contributions, left to the limit) x rate";

    private readonly string[] codes = rule.Words["element"].Split(' ');
    private readonly decimal rate = rule.Value("rate");
    private readonly decimal limit = rule.Values.GetValueOrDefault("limit", decimal.MaxValue);
    private readonly decimal incomeLimit = rule.Value("income");

    /// <returns>What leaves the ordinary income, net of contributions.</returns>
    public decimal Withhold(PaySheet sheet, ItalianTerms terms)
    {
        var (paid, insured) = PaidIn(sheet);
        if (paid == 0 || !IsEligible(sheet, terms))
        {
            return 0;
        }

        var contributions = decimal.Round(insured * terms.Contribution, 2, MidpointRounding.AwayFromZero);
        var left = limit - sheet.YearToDate(rule.Id);
        var within = Math.Min(paid - contributions, left);
        sheet.Add(rule.Id, PayLineKind.Tax, rule, limit == decimal.MaxValue
            ? new Trace("(paid - contributions) x rate", within * rate, new Figure("paid", paid), new Figure("contributions", contributions), new Figure("rate", rate))
            : new Trace(OfNet, within * rate, new Figure("paid", paid), new Figure("contributions", contributions), new Figure("left to the limit", left), new Figure("rate", rate)));
        sheet.AddToYear(rule.Id, within);
        return within;
    }

    private (decimal Paid, decimal Insured) PaidIn(PaySheet sheet)
    {
        var (paid, insured) = (0m, 0m);
        foreach (var line in sheet.Lines)
        {
            if ((line.Treatments & Treatments.Tax) != Treatments.None && Array.IndexOf(codes, line.Code) >= 0)
            {
                paid += line.Amount;
                insured += (line.Treatments & Treatments.Social) != Treatments.None ? line.Amount : 0;
            }
        }

        return (paid, insured);
    }

    private bool IsEligible(PaySheet sheet, ItalianTerms terms)
    {
        var settled = sheet.LastYear(ItalianBalances.Income);
        if (terms.IncomeOfLastYear is null && settled == 0)
        {
            sheet.Alert("substitute-tax-unclear", "Last year's employment income is not known: taxed as ordinary income.");
            return false;
        }

        return (terms.IncomeOfLastYear ?? settled) <= incomeLimit;
    }
}
