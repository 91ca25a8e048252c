using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>What Peppol asks of lines.</summary>
internal static class PeppolLineRules
{
    private const string Lines = "cac:InvoiceLine cac:CreditNoteLine";
    private static readonly Figure TwoCents = new(0.02m);

    private static readonly ElementPath References = ElementPath.Of("cac:DocumentReference");
    private static readonly ElementPath ReferenceType = ElementPath.Of("cac:DocumentReference/cbc:DocumentTypeCode");
    private static readonly ElementPath InvoiceLines = ElementPath.Of("cac:InvoiceLine");
    private static readonly ElementPath CreditLines = ElementPath.Of("cac:CreditNoteLine");
    private static readonly ElementPath Start = ElementPath.Of("cac:InvoicePeriod/cbc:StartDate");
    private static readonly ElementPath End = ElementPath.Of("cac:InvoicePeriod/cbc:EndDate");
    private static readonly ElementPath Net = ElementPath.Of("cbc:LineExtensionAmount");
    private static readonly ElementPath Invoiced = ElementPath.Of("cbc:InvoicedQuantity");
    private static readonly ElementPath Credited = ElementPath.Of("cbc:CreditedQuantity");
    private static readonly ElementPath Price = ElementPath.Of("cac:Price/cbc:PriceAmount");
    private static readonly ElementPath Base = ElementPath.Of("cac:Price/cbc:BaseQuantity");
    private static readonly ElementPath Allowances = ElementPath.Of("cac:AllowanceCharge");
    private static readonly ElementPath Charge = ElementPath.Of("cbc:ChargeIndicator");
    private static readonly ElementPath Amount = ElementPath.Of("cbc:Amount");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        ElementRule.AtMostOne("PEPPOL-EN16931-R100", "BT-128", Lines, "cac:DocumentReference"),
        new("PEPPOL-EN16931-R101", "BT-128", Lines, (line, report) => report.Unless(!References.IsIn(line) || ReferenceType.Says(line, "130"), line, "A line refers to an invoiced object (130) and to nothing else.")),
        new("PEPPOL-EN16931-R110", "BT-134", "/", (document, report) => LinesAreWithin(document, Start, isEnd: false, report)),
        new("PEPPOL-EN16931-R111", "BT-135", "/", (document, report) => LinesAreWithin(document, End, isEnd: true, report)),
        new("PEPPOL-EN16931-R120", "BT-131", Lines, NetIsQuantityTimesPrice),
        new("PEPPOL-EN16931-R121", "BT-149", Lines, (line, report) => report.Unless(!Base.IsIn(line) || Base.FigureIn(line) > Figure.Zero, line, $"A price is for more than nothing, not for {Base.ValueIn(line)}.")),
        new("PEPPOL-EN16931-R130", "BT-150", "cac:Price/cbc:BaseQuantity/@unitCode", UnitsAreAlike),
    ];

    private static ElementPath QuantityOf(RawNode document) => document.Is(Vocabulary.UblCreditNote, "CreditNote") ? Credited : Invoiced;

    // What is no date is told by the rule about dates.
    private static void LinesAreWithin(RawNode document, ElementPath day, bool isEnd, Report report)
    {
        var whole = Dates.Read(day.First(document)?.Text);
        foreach (var line in whole is null ? [] : LinesOf(document).All(document))
        {
            if (Dates.Read(day.First(line)?.Text) is { } own)
            {
                report.Unless(isEnd ? own <= whole : own >= whole, line, $"The period of the line ({own}) is within that of the invoice ({whole}).");
            }
        }
    }

    private static ElementPath LinesOf(RawNode document) => document.Is(Vocabulary.UblCreditNote, "CreditNote") ? CreditLines : InvoiceLines;

    private static void NetIsQuantityTimesPrice(RawNode line, Report report)
    {
        var quantity = QuantityOf(line.Root);
        var per = Base.FigureIn(line, otherwise: 1);
        var price = Price.FigureIn(line, otherwise: 0) / (per.Is(Figure.Zero) ? new Figure(1) : per);
        var expected = (quantity.FigureIn(line, otherwise: 1) * price) + Sum(line, "true") - Sum(line, "false");
        var net = Net.FigureIn(line, otherwise: 0);
        report.Unless(net.IsWithin(expected, TwoCents), line, $"The net amount is {Net.ValueIn(line)}; {quantity.ValueIn(line)} at {Price.ValueIn(line)} with charges and allowances is {expected}.");
    }

    private static Figure Sum(RawNode line, string which)
    {
        var sum = Figure.Zero;
        foreach (var allowance in Allowances.All(line))
        {
            foreach (var amount in Charge.ValueIn(allowance) == which ? Amount.All(allowance) : [])
            {
                sum += Figure.Of(amount);
            }
        }

        return sum.Rounded;
    }

    private static void UnitsAreAlike(RawNode quantity, Report report)
    {
        if (quantity.Parent?.Parent is not { } line || (!Invoiced.IsIn(line) && !Credited.IsIn(line)))
        {
            return;
        }

        var (unit, own) = (QuantityOf(quantity.Root).First(line)?.Attribute("unitCode"), quantity.Attribute("unitCode"));
        report.Unless(own == unit, quantity, $"The price is for {own}, and the line counts {unit}.");
    }
}
