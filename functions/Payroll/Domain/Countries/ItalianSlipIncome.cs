namespace BackOffice.Payroll.Domain.Countries;

/// <summary>The taxable income of a slip, net of contributions, by the way in which it is taxed.</summary>
/// <param name="Ordinary">On a twelfth of the bands, with deductions.</param>
/// <param name="Extra">13th and 14th: on the bands accumulated, without deductions.</param>
/// <param name="Apart">Arrears of earlier years: at an average rate.</param>
internal readonly record struct ItalianSlipIncome(decimal Ordinary, decimal Extra, decimal Apart)
{
    /// <summary>What counts for the year.</summary>
    public decimal OfYear => Ordinary + Extra;

    /// <summary>Splits the slip's income; contributions go with the earnings that they are due on.</summary>
    /// <param name="sheet">Its lines; the year's sums are added to its balances.</param>
    /// <param name="substituted">Taken out by substitute taxes, net of contributions.</param>
    public static ItalianSlipIncome Of(PaySheet sheet, decimal substituted)
    {
        var (contributions, returned, ofEarlierYears) = ContributionsOf(sheet);
        var (all, extra, apart) = (default(Part), default(Part), default(Part));
        foreach (var line in sheet.Lines)
        {
            if ((line.Treatments & (Treatments.Tax | Treatments.Social)) != Treatments.None)
            {
                all = all.With(line);
                extra = IsExtra(line) ? extra.With(line) : extra;
                apart = line.For is { } month && month.Year < sheet.Case.Period.Year ? apart.With(line) : apart;
            }
        }

        var (ofExtra, ofApart) = (extra.ContributionsOf(all, contributions), apart.ContributionsOf(all, contributions));
        sheet.AddToYear(ItalianBalances.Taxable, all.Taxable - apart.Taxable);
        sheet.AddToYear(ItalianBalances.ContributionsApart, ofApart);
        return new ItalianSlipIncome(
            all.Taxable - extra.Taxable - apart.Taxable - (contributions - ofExtra - ofApart) + returned - substituted,
            extra.Taxable - ofExtra,
            apart.Taxable - ofApart + ofEarlierYears);
    }

    // Of the slip's earnings; and what is given back of months of this year, and of earlier ones, which is taxed as arrears are (art. 17 c. 1 b TUIR).
    private static (decimal Withheld, decimal Returned, decimal OfEarlierYears) ContributionsOf(PaySheet sheet)
    {
        var (withheld, returned, ofEarlierYears) = (0m, 0m, 0m);
        foreach (var line in sheet.Lines)
        {
            if (line.Code is ItalianBalances.Contributions or ItalianBalances.Additional)
            {
                withheld += line.For is null ? line.Amount : 0;
                returned -= line.For?.Year == sheet.Case.Period.Year ? line.Amount : 0;
                ofEarlierYears -= line.For?.Year < sheet.Case.Period.Year ? line.Amount : 0;
            }
        }

        return (withheld, returned, ofEarlierYears);
    }

    public static bool IsExtra(PayLine line) => line.Code is "pay.13th" or "pay.14th";

    private readonly record struct Part(decimal Taxable, decimal Insured)
    {
        public Part With(PayLine line) => new(
            Taxable + ((line.Treatments & Treatments.Tax) != Treatments.None ? line.Amount : 0),
            Insured + ((line.Treatments & Treatments.Social) != Treatments.None ? line.Amount : 0));

        public decimal ContributionsOf(Part all, decimal contributions)
            => Insured == 0 || all.Insured == 0 ? 0 : decimal.Round(contributions * Insured / all.Insured, 2, MidpointRounding.AwayFromZero);
    }
}
