using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Deductions for dependants (art. 12 TUIR), by months.</summary>
internal sealed class ItalianFamilyDeductions(RulePack pack)
{
    private const decimal MonthsOfYear = 12;

    private readonly PayRule spouse = pack.Rule("detrazione.coniuge");
    private readonly decimal first = pack.Rule("detrazione.coniuge").Value("first");
    private readonly decimal firstLess = pack.Rule("detrazione.coniuge").Value("first-less");
    private readonly decimal firstLimit = pack.Rule("detrazione.coniuge").Value("first-limit");
    private readonly decimal second = pack.Rule("detrazione.coniuge").Value("second");
    private readonly decimal secondLimit = pack.Rule("detrazione.coniuge").Value("second-limit");
    private readonly decimal thirdLimit = pack.Rule("detrazione.coniuge").Value("third-limit");
    private readonly PayRule child = pack.Rule("detrazione.figli");
    private readonly decimal ofChild = pack.Rule("detrazione.figli").Value("amount");
    private readonly decimal childLimit = pack.Rule("detrazione.figli").Value("limit");
    private readonly decimal childLimitMore = pack.Rule("detrazione.figli").Value("limit-more");
    private readonly int fromAge = (int)pack.Rule("detrazione.figli").Value("from-age");
    private readonly int toAge = (int)pack.Rule("detrazione.figli").Value("to-age");
    private readonly PayRule ascendant = pack.Rule("detrazione.ascendenti");
    private readonly decimal ofAscendant = pack.Rule("detrazione.ascendenti").Value("amount");
    private readonly decimal ascendantLimit = pack.Rule("detrazione.ascendenti").Value("limit");

    /// <summary>Who counts in a month: one month each.</summary>
    public ItalianFamily Of(PayCase pay)
    {
        var (spouses, children, shares, ascendants) = (0m, 0, 0m, 0m);
        foreach (var dependant in pay.Dependants)
        {
            switch (dependant.Kind)
            {
                case "spouse":
                    spouses += dependant.Share;
                    break;
                case "child" when Counts(dependant, pay.Period):
                    children++;
                    shares += dependant.Share;
                    break;
                case "ascendant":
                    ascendants += dependant.Share;
                    break;
            }
        }

        return ItalianFamily.Of(spouses, (children, shares), ascendants);
    }

    /// <summary>Exact, for the months and parts that the family has.</summary>
    public decimal For(ItalianFamily family, decimal income)
    {
        if (family.IsEmpty)
        {
            return 0;
        }

        var sum = (family.Spouse * OfSpouse(income)) + (family.Ascendants * ofAscendant * Quotient(ascendant, ascendantLimit, income));
        for (var count = 1; count <= ItalianFamily.MostChildren; count++)
        {
            sum += family.Children(count) * ofChild * Quotient(child, childLimit + ((count - 1) * childLimitMore), income);
        }

        return sum / MonthsOfYear;
    }

    // From the month of one birthday to the month before that of the other.
    private bool Counts(Dependant dependant, Period month)
    {
        var months = month.MonthsSince(Period.Of(dependant.BornOn));
        return months >= fromAge * MonthsOfYear && (dependant.IsDisabled || months < toAge * MonthsOfYear);
    }

    private decimal OfSpouse(decimal income)
        => income <= firstLimit ? first - (firstLess * (income == firstLimit ? 1 : spouse.Round(income / firstLimit)))
            : income <= secondLimit ? second + MoreOf(income)
            : second * Quotient(spouse, thirdLimit, income, thirdLimit - secondLimit);

    private decimal MoreOf(decimal income)
    {
        foreach (var band in spouse.Bands)
        {
            if (band.UpTo is not { } upTo || income <= upTo)
            {
                return band.Rate;
            }
        }

        return 0;
    }

    private static decimal Quotient(PayRule rule, decimal limit, decimal income, decimal? over = null)
    {
        var quotient = (limit - income) / (over ?? limit);
        return quotient is <= 0 or >= 1 ? 0 : rule.Round(quotient);
    }
}
