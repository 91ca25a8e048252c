namespace BackOffice.Payroll.Domain;

/// <summary>Elements as they were given: an amount, or a quantity at a rate; agreed deductions wait until the net is known.</summary>
internal static class PaidElements
{
    /// <summary>What makes their lines.</summary>
    public const string Rule = "element";

    private const string Given = "amount given";
    private const string Counted = "quantity x rate";
    private const string GivenInPart = "amount given x part of the month";
    private const string CountedInPart = "quantity x rate x part of the month";

    public static void Add(PaySheet sheet, ICountryCalculation law)
    {
        foreach (var element in sheet.Case.Elements)
        {
            if (element.Kind != PayLineKind.Deduction && element.Code != DebtTerms.Settled)
            {
                var line = LineOf(element, sheet, law);
                sheet.Add(line);
                RetroEmployer.Remember(sheet, line, law);
            }
        }
    }

    public static PayLine LineOf(PayElement element, PaySheet sheet, ICountryCalculation law)
    {
        var because = TraceOf(element, element.IsProrated ? PartOf(element, sheet, law) : 1);
        return new PayLine
        {
            Code = element.Code,
            Kind = element.Kind,
            Amount = sheet.Round(Rule, because.Exact),
            Rule = Rule,
            Treatments = element.Treatments,
            Contract = element.Contract,
            Reference = element.Reference,
            For = element.For,
            Because = because,
        };
    }

    /// <summary>The quantity and the rate that a line came from; null when it came from an amount, or was paid in part.</summary>
    public static (decimal Quantity, decimal Rate)? CountOf(PayLine line)
        => line.Because is { Formula: Counted, Figures: [var quantity, var rate] } ? (quantity.Value, rate.Value) : null;

    private static Trace TraceOf(PayElement element, decimal part) => (element.Amount, part) switch
    {
        ({ } amount, 1) => new Trace(Given, amount, new Figure("amount given", amount)),
        ({ } amount, _) => new Trace(GivenInPart, amount * part, new Figure("amount given", amount), new Figure("part of the month", part)),
        (null, 1) => new Trace(Counted, element.Quantity!.Value * element.Rate!.Value, new Figure("quantity", element.Quantity.Value), new Figure("rate", element.Rate.Value)),
        _ => new Trace(CountedInPart, element.Quantity!.Value * element.Rate!.Value * part, new Figure("quantity", element.Quantity.Value), new Figure("rate", element.Rate.Value), new Figure("part of the month", part)),
    };

    // Of its contract; of the one longest in force when it is the person's.
    private static decimal PartOf(PayElement element, PaySheet sheet, ICountryCalculation law)
        => sheet.Case.ByContract()
            .Where(spells => element.Contract is null || spells[0].Contract == element.Contract)
            .Max(spells => MonthShare.Of(spells, sheet, law).Part);
}
