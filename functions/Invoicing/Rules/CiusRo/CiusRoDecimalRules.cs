using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules.Syntax;

namespace BackOffice.Invoicing.Rules.CiusRo;

/// <summary>Amounts have two decimals at most (BR-DEC-RO).</summary>
internal static class CiusRoDecimalRules
{
    private const string Totals = "cac:LegalMonetaryTotal";
    private const string OfDocument = "/cac:AllowanceCharge";
    private const string OfLine = "cac:InvoiceLine/cac:AllowanceCharge cac:CreditNoteLine/cac:AllowanceCharge";

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        OfAllowance("BR-DEC-RO-01", "BT-92", OfDocument, "cbc:Amount", isCharge: false),
        OfAllowance("BR-DEC-RO-02", "BT-93", OfDocument, "cbc:BaseAmount", isCharge: false),
        OfAllowance("BR-DEC-RO-05", "BT-99", OfDocument, "cbc:Amount", isCharge: true),
        OfAllowance("BR-DEC-RO-06", "BT-100", OfDocument, "cbc:BaseAmount", isCharge: true),
        TwoDecimals("BR-DEC-RO-09", "BT-106", $"{Totals}/cbc:LineExtensionAmount"),
        TwoDecimals("BR-DEC-RO-10", "BT-107", $"{Totals}/cbc:AllowanceTotalAmount"),
        TwoDecimals("BR-DEC-RO-11", "BT-108", $"{Totals}/cbc:ChargeTotalAmount"),
        TwoDecimals("BR-DEC-RO-12", "BT-109", $"{Totals}/cbc:TaxExclusiveAmount"),
        TwoDecimals("BR-DEC-RO-14", "BT-112", $"{Totals}/cbc:TaxInclusiveAmount"),
        TwoDecimals("BR-DEC-RO-16", "BT-113", $"{Totals}/cbc:PrepaidAmount"),
        TwoDecimals("BR-DEC-RO-17", "BT-114", $"{Totals}/cbc:PayableRoundingAmount"),
        TwoDecimals("BR-DEC-RO-18", "BT-115", $"{Totals}/cbc:PayableAmount"),
        TwoDecimals("BR-DEC-RO-1009", "BT-116", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"),
        TwoDecimals("BR-DEC-RO-1010", "BT-117", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount"),
        OfAllowance("BR-DEC-RO-24", "BT-136", OfLine, "cbc:Amount", isCharge: false),
        OfAllowance("BR-DEC-RO-25", "BT-137", OfLine, "cbc:BaseAmount", isCharge: false),
        OfAllowance("BR-DEC-RO-27", "BT-141", OfLine, "cbc:Amount", isCharge: true),
        OfAllowance("BR-DEC-RO-28", "BT-142", OfLine, "cbc:BaseAmount", isCharge: true),
    ];

    private static ElementRule TwoDecimals(string id, string term, string context) => new(id, term, context, Check);

    private static ElementRule OfAllowance(string id, string term, string context, string name, bool isCharge)
    {
        var (path, isOfDocument) = (ElementPath.Of(name), context.StartsWith('/'));
        return new(id, term, context, (allowance, report) =>
        {
            if (path.First(allowance) is { } amount && Indicator.Of(allowance) == isCharge && (!isOfDocument || allowance.Root.Vocabulary == Vocabulary.UblInvoice))
            {
                Check(amount, report);
            }
        });
    }

    private static void Check(RawNode amount, Report report)
        => report.Unless(UblDataTypeRules.DigitsAfterPoint(amount.Text) <= 2, amount, $"An amount has two decimals at most: {amount}.");
}
