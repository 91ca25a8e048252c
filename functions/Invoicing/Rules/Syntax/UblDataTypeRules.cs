using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What the types of data in UBL allow (UBL-DT); attributes that are not used at all are listed with the unused elements.</summary>
internal static class UblDataTypeRules
{
    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("UBL-DT-01", "BT-131", "cbc:*Amount", TwoDecimals),
        new("UBL-DT-06", "BT-125", "cbc:*BinaryObject", HasMimeType),
        new("UBL-DT-07", "BT-125", "cbc:*BinaryObject", HasFileName),
        new("UBL-DT-18", "BT-82", "@name", OnlyMeansOfPaymentIsNamed) { Severity = Severity.Warning },
    ];

    private static void TwoDecimals(RawNode amount, Report report)
    {
        if (!amount.Name.EndsWith("PriceAmount", StringComparison.Ordinal) && DigitsAfterPoint(amount.Text) > 2)
        {
            report.Unless(IsOfPrice(amount), amount, $"An amount has two decimals at most: {amount}.");
        }
    }

    // Blanks after the figure count as well, as the published rule counts them.
    public static int DigitsAfterPoint(string text)
        => text.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? text.Length - point - 1 : 0;

    // The parts of a price that has an allowance in it are prices themselves.
    private static bool IsOfPrice(RawNode amount)
    {
        for (var node = amount.Parent; node is not null; node = node.Parent)
        {
            if (node.Is(Vocabulary.UblAggregate, "Price") && HasAllowance(node))
            {
                return true;
            }
        }

        return false;
    }

    // A price has a handful of parts; one of a million is not searched for each of them.
    private static bool HasAllowance(RawNode price)
    {
        var parts = 100;
        for (var part = price.FirstChild; part is not null && parts-- > 0; part = part.NextSibling)
        {
            if (part.Is(Vocabulary.UblAggregate, "AllowanceCharge"))
            {
                return true;
            }
        }

        return false;
    }

    private static void HasMimeType(RawNode attachment, Report report)
        => report.Unless(attachment.Attribute("mimeCode") is not null, attachment, "An attached document says its MIME type.");

    private static void HasFileName(RawNode attachment, Report report)
        => report.Unless(attachment.Attribute("filename") is not null, attachment, "An attached document says its file name.");

    private static void OnlyMeansOfPaymentIsNamed(RawNode element, Report report)
        => report.Unless(element.Is(Vocabulary.UblBasic, "PaymentMeansCode"), element, $"Only a means of payment is named by an attribute, not {element.Name} ({element.Attribute("name")}).");
}
