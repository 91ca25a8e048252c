using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>What Peppol asks of allowances and charges, of the document, its lines and its prices.</summary>
internal static class PeppolAllowanceRules
{
    private const string Allowances = "/cac:AllowanceCharge /cac:InvoiceLine/cac:AllowanceCharge /cac:CreditNoteLine/cac:AllowanceCharge";
    private const string OfPrice = "cac:Price/cac:AllowanceCharge";
    private static readonly Figure TwoCents = new(0.02m);

    private static readonly ElementPath Percentage = ElementPath.Of("cbc:MultiplierFactorNumeric");
    private static readonly ElementPath Base = ElementPath.Of("cbc:BaseAmount");
    private static readonly ElementPath Amount = ElementPath.Of("cbc:Amount");
    private static readonly ElementPath Charge = ElementPath.Of("cbc:ChargeIndicator");
    private static readonly ElementPath Price = ElementPath.Of("cbc:PriceAmount");
    private static readonly ElementPath InPrice = ElementPath.Of("cac:AllowanceCharge");
    private static readonly ElementPath Reasons = ElementPath.Of("cbc:AllowanceChargeReasonCode");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("PEPPOL-EN16931-R040", "BT-92", Allowances, AmountIsShareOfBase),
        new("PEPPOL-EN16931-R041", "BT-93", Allowances, (allowance, report) => report.Unless(!Percentage.IsIn(allowance) || Base.IsIn(allowance), allowance, $"A percentage ({Percentage.ValueIn(allowance)}) is of a base amount.")),
        new("PEPPOL-EN16931-R042", "BT-94", Allowances, (allowance, report) => report.Unless(Percentage.IsIn(allowance) || !Base.IsIn(allowance), allowance, $"A base amount ({Base.ValueIn(allowance)}) goes with a percentage.")),
        new("PEPPOL-EN16931-R043", "BG-20", Allowances, SaysWhich),
        new("PEPPOL-EN16931-R044", "BT-147", OfPrice, (allowance, report) => report.Unless(Charge.ValueIn(allowance) == "false", allowance, "A price is lowered by an allowance, not raised by a charge.")),
        new("PEPPOL-EN16931-R046", "BT-146", "cac:Price", NetIsGrossLessAllowance),
        new("PEPPOL-EN16931-CL002", "BT-98", "cac:AllowanceCharge", (allowance, report) => ReasonIsCoded(allowance, "false", CodeLists.AllowanceReasons, report)),
        new("PEPPOL-EN16931-CL003", "BT-105", "cac:AllowanceCharge", (allowance, report) => ReasonIsCoded(allowance, "true", CodeLists.ChargeReasons, report)),
    ];

    private static void AmountIsShareOfBase(RawNode allowance, Report report)
    {
        if (!Percentage.IsIn(allowance) || !Base.IsIn(allowance))
        {
            return;
        }

        var expected = Base.FigureIn(allowance).Percent(Percentage.FigureIn(allowance));
        var amount = Amount.FigureIn(allowance, otherwise: 0);
        report.Unless(amount.IsWithin(expected, TwoCents), allowance, $"The amount is {Amount.ValueIn(allowance)}, and {Percentage.ValueIn(allowance)} % of {Base.ValueIn(allowance)} is {expected}.");
    }

    // Only true and false: 1 and 0 are not understood here. One that has only half of its percentage is asked no more.
    private static void SaysWhich(RawNode allowance, Report report)
    {
        if (Percentage.IsIn(allowance) == Base.IsIn(allowance))
        {
            report.Unless(Charge.ValueIn(allowance) is "true" or "false", allowance, $"An allowance or charge says true or false, not {Charge.ValueIn(allowance)}.");
        }
    }

    private static void NetIsGrossLessAllowance(RawNode price, Report report)
    {
        foreach (var allowance in InPrice.All(price))
        {
            if (Base.IsIn(allowance))
            {
                var (net, gross, less) = (Price.FigureIn(price), Base.FigureIn(allowance), Amount.FigureIn(allowance));
                report.Unless(net.Is(gross - less), allowance, $"The net price {net} is the gross price {gross} less {less}.");
            }
        }
    }

    private static void ReasonIsCoded(RawNode allowance, string which, CodeList list, Report report)
    {
        if (!Charge.Says(allowance, which))
        {
            return;
        }

        foreach (var reason in Reasons.All(allowance))
        {
            report.Unless(list.Has(reason.Value), reason, $"{reason} is none of the {list.Title} ({list.Version}).");
        }
    }
}
