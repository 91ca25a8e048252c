namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Meal vouchers beyond their free value a day, and benefits in kind of a year that pass the free limit, enter tax and contributions.</summary>
internal sealed class ItalianBenefits(RulePack pack)
{
    private const string AboveFree = "days x max(0, value - free value)";
    private const string Passed = "all of the year - taxed before, when it is above the limit";
    private const Treatments Taxed = Treatments.Social | Treatments.Health | Treatments.Tax | Treatments.Employer;

    private readonly PayRule vouchers = pack.Rule("buoni.pasto");
    private readonly PayRule fringe = pack.Rule("fringe");
    private readonly string[] inKind = pack.Rule("fringe").Words["element"].Split(' ');
    private readonly string[] refunds = pack.Rule("fringe").Words["refund"].Split(' ');
    private readonly decimal limit = pack.Rule("fringe").Value("limit");
    private readonly decimal limitWithChildren = pack.Rule("fringe").Value("limit-children");

    public bool IsVoucher(string code) => vouchers.Values.ContainsKey(code);

    /// <summary>What an element is whose taxable part is found here, so that it enters no base itself: in kind, or a refund paid with the net. Null for all others.</summary>
    public PayLineKind? KindOf(string code)
        => Array.IndexOf(inKind, code) >= 0 || IsVoucher(code) ? PayLineKind.Benefit
            : Array.IndexOf(refunds, code) >= 0 ? PayLineKind.Credit
            : null;

    public void AddTaxable(PaySheet sheet)
    {
        foreach (var element in sheet.Case.Elements)
        {
            if (element is { Quantity: { } days, Rate: { } value } && vouchers.Values.TryGetValue(element.Code, out var free) && value > free)
            {
                Add(sheet, "tickets.taxable", vouchers, new Trace(AboveFree, days * (value - free), new Figure("days", days), new Figure("value", value), new Figure("free value", free)));
            }
        }

        if (SumOfFringe(sheet) is not 0 and var given)
        {
            AddFringe(sheet, given);
        }
    }

    private decimal SumOfFringe(PaySheet sheet)
    {
        var sum = 0m;
        foreach (var line in sheet.Lines)
        {
            sum += KindOf(line.Code) is not null && !IsVoucher(line.Code) ? line.Amount : 0;
        }

        return sum;
    }

    private void AddFringe(PaySheet sheet, decimal amount)
    {
        sheet.AddToYear(ItalianBalances.Fringe, amount);
        var (year, before) = (sheet.YearToDate(ItalianBalances.Fringe), sheet.YearToDate(ItalianBalances.FringeTaxed));
        var free = HasChildren(sheet.Case) ? limitWithChildren : limit;
        var taxed = (year > free ? year : 0) - before;
        if (taxed != 0)
        {
            sheet.AddToYear(ItalianBalances.FringeTaxed, Add(sheet, "benefit.fringe.taxable", fringe, new Trace(Passed, taxed, new Figure("all of the year", year), new Figure("taxed before", before), new Figure("limit", free))));
        }
    }

    private static bool HasChildren(PayCase pay)
    {
        foreach (var dependant in pay.Dependants)
        {
            if (dependant.Kind == "child")
            {
                return true;
            }
        }

        return false;
    }

    // A part of what stands on the slip as a benefit already: a figure for the bases, and no second benefit.
    private static decimal Add(PaySheet sheet, string code, PayRule rule, Trace because)
        => sheet.Add(new PayLine { Code = code, Kind = PayLineKind.Basis, Amount = rule.Round(because.Exact), Rule = rule.Id, Treatments = Taxed, Because = because });
}
