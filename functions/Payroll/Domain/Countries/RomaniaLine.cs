namespace BackOffice.Payroll.Domain.Countries;

/// <summary>A contribution or the tax of a month: a rate on the month's income less what is free, in whole lei; a later slip of the month withholds the rest.</summary>
internal sealed class RomaniaLine(PayRule rule, PayLineKind kind, Treatments treatment)
{
    private readonly string income = $"month.base.{rule.Id}";
    private readonly string withheld = $"month.{rule.Id}";
    private readonly Figure rate = new("rate", rule.Value("rate"));

    /// <param name="sheet">The slip.</param>
    /// <param name="less">What is taken off the income before the rate.</param>
    /// <returns>The amount for the whole month.</returns>
    public decimal Add(PaySheet sheet, params IReadOnlyList<Figure> less)
    {
        var slip = sheet.Base(treatment);
        sheet.AddToMonth(income, slip);
        var (all, earlier) = (sheet.MonthToDate(income), sheet.MonthToDate(withheld));
        var @base = all - less.Sum(figure => figure.Value);
        // A month that only takes back gives back what was withheld for it.
        var exact = (all >= 0 ? Math.Max(0, @base) : @base) * rate.Value;
        var amount = rule.Round(exact) - earlier;
        if (amount != 0 || (exact != 0 && slip != 0))
        {
            sheet.Add(new PayLine { Code = rule.Id, Kind = kind, Amount = amount, Rule = rule.Id, Because = Because(exact, (all, earlier), less) });
            sheet.AddToMonth(withheld, amount);
        }

        return earlier + amount;
    }

    private Trace Because(decimal exact, (decimal Income, decimal Earlier) month, IReadOnlyList<Figure> less)
    {
        var formula = less.Count == 1 ? "(income of the month - exempt) x rate" : "max(0, income of the month - exempt - cas and cass - deduction) x rate";
        IReadOnlyList<Figure> figures = [new Figure("income of the month", month.Income), .. less, rate];
        return month.Earlier == 0
            ? new Trace(formula, exact, figures)
            : new Trace($"{formula} - earlier slips of the month", exact - month.Earlier, [.. figures, new Figure("earlier slips of the month", month.Earlier)]);
    }
}
