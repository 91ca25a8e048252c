using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What the payment instructions of a UBL document have in common, and what its allowances and lines have once (UBL-SR, UBL-CR).</summary>
internal static class UblPaymentRules
{
    private static readonly ElementPath Codes = ElementPath.Of("cac:PaymentMeans/cbc:PaymentMeansCode");
    private static readonly ElementPath Reason = ElementPath.Of("cbc:AllowanceChargeReason");
    private static readonly ElementPath VatOfItem = ElementPath.Of("cac:Item/cac:ClassifiedTaxCategory");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("UBL-SR-30", "BT-97", "cac:AllowanceCharge", (allowance, report) => OneReason(allowance, isCharge: false, report)),
        new("UBL-SR-31", "BT-104", "cac:AllowanceCharge", (allowance, report) => OneReason(allowance, isCharge: true, report)),
        new("UBL-SR-44", "BT-83", "/", (document, report) => SaidAlike(document, "PaymentID", report)),
        new("UBL-SR-46", "BT-82", "/", OneDescription),
        new("UBL-SR-47", "BT-81", "/", (document, report) => SaidAlike(document, "PaymentMeansCode", report)),
        new("UBL-SR-48", "BG-30", "cac:InvoiceLine cac:CreditNoteLine", OneVatCategory),
        new("UBL-CR-412", "BT-9", "/cac:PaymentMeans/cbc:PaymentDueDate", OnlyCreditNoteIsDueHere) { Severity = Severity.Warning },
    ];

    private static void OneReason(RawNode allowance, bool isCharge, Report report)
    {
        if (Reason.Nth(allowance, 2) is { } second && Indicator.Of(allowance) == isCharge)
        {
            report.Broken(second, $"The {(isCharge ? "charge" : "allowance")} has a second reason, {second}.");
        }
    }

    /// <summary>Every one says what the first says, to the letter.</summary>
    private static void SaidAlike(RawNode document, string name, Report report)
    {
        RawNode? first = null;
        foreach (var element in document.Descendants())
        {
            if (element.Is(Vocabulary.UblBasic, name))
            {
                first ??= element;
                report.Unless(element.Text == first.Text, element, $"{name} says {element} here and {first} before.");
            }
        }
    }

    private static void OneDescription(RawNode document, Report report)
    {
        var count = 0;
        foreach (var code in Codes.All(document))
        {
            report.Unless(code.Attribute("name") is null || ++count != 2, code, $"The means of payment is described a second time, by {code.Attribute("name")}.");
        }
    }

    private static void OneVatCategory(RawNode line, Report report)
    {
        var count = VatOfItem.Count(line);
        report.Unless(count == 1, line, $"A line has one VAT category, not {count}.");
    }

    private static void OnlyCreditNoteIsDueHere(RawNode date, Report report)
        => report.Unless(date.Root.Is(Vocabulary.UblCreditNote, "CreditNote"), date, $"The payment of an invoice is due by its due date, not {date} here.");
}
