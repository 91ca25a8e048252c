namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Rule 01 of a VAT category: what lines, allowances and charges have, the breakdown has too.</summary>
internal static class VatPresence
{
    public static Rule<EnDocument> Ubl(VatCategory category) => new(category.Numbered("01"), "BG-23", (invoice, report) =>
    {
        var use = invoice.Vat.Of(category.Code);
        var holds = category switch
        {
            { Code: "S" } => InBoth(use.CountAt(VatPlace.Line) + use.CountAt(VatPlace.Allowance) + use.CountAt(VatPlace.Charge), use.CountAt(VatPlace.Breakdown)),
            { IsTaxed: true } => InBoth(use.Lines.Count + use.Allowances.Count + use.Charges.Count, use.Breakdown.Count),
            _ => use.Breakdown.Count == 1 || use is { Lines: [], Allowances: [], Charges: [], Breakdown: [], Elsewhere: [] },
        };
        report.Unless(holds, invoice.Root, $"Something is {category.Means} ({category.Code}), and the VAT breakdown has {use.CountAt(VatPlace.Breakdown)} groups for it, or has one for nothing.");
    });

    public static Rule<EnDocument> Cii(VatCategory category) => new(category.Numbered("01"), "BG-23", (invoice, report) =>
    {
        var use = invoice.Vat.Of(category.Code);
        var (lines, allowances, breakdown) = (use.CountAt(VatPlace.Line), use.CountAt(VatPlace.Allowance) + use.CountAt(VatPlace.Charge), use.CountAt(VatPlace.Breakdown));
        var holds = category switch
        {
            // The official rule counts lines and breakdowns together.
            { IsTaxed: true } => (lines == 0 || lines + breakdown >= 2) && (allowances == 0 || allowances + breakdown >= 2),
            { Code: "O" } => breakdown == 0 || (breakdown == 1 && lines + allowances > 0),
            _ => breakdown + lines + allowances == 0 || (breakdown == 1 && lines + allowances > 0),
        };
        report.Unless(holds, invoice.Root, $"{lines} lines and {allowances} allowances or charges are {category.Means} ({category.Code}), and {breakdown} VAT breakdowns.");
    });

    private static bool InBoth(int things, int breakdowns) => things > 0 == breakdowns > 0;
}
