using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>What Peppol asks of the head of a document, its parties, dates and payment.</summary>
internal static class PeppolDocumentRules
{
    private const string Specification = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
    private const string Days = "cbc:IssueDate cbc:DueDate cbc:TaxPointDate cbc:StartDate cbc:EndDate cbc:ActualDeliveryDate";

    private static readonly ElementPath Process = ElementPath.Of("cbc:ProfileID");
    private static readonly ElementPath Note = ElementPath.Of("cbc:Note");
    private static readonly ElementPath BuyerReference = ElementPath.Of("cbc:BuyerReference");
    private static readonly ElementPath Order = ElementPath.Of("cac:OrderReference/cbc:ID");
    private static readonly ElementPath Customization = ElementPath.Of("cbc:CustomizationID");
    private static readonly ElementPath Currency = ElementPath.Of("cbc:DocumentCurrencyCode");
    private static readonly ElementPath VatCurrency = ElementPath.Of("cbc:TaxCurrencyCode");
    private static readonly ElementPath Address = ElementPath.Of("cbc:EndpointID");
    private static readonly ElementPath References = ElementPath.Of("cac:AdditionalDocumentReference");
    private static readonly ElementPath Type = ElementPath.Of("cbc:DocumentTypeCode");
    private static readonly ElementPath Means = ElementPath.Of("cbc:PaymentMeansCode");
    private static readonly ElementPath Mandate = ElementPath.Of("cac:PaymentMandate/cbc:ID");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("PEPPOL-EN16931-R001", "BT-23", "/", (document, report) => report.Unless(Process.IsIn(document), document, "The document names its business process.")),
        new("PEPPOL-EN16931-R002", "BT-22", "/", HasOneNote),
        new("PEPPOL-EN16931-R003", "BT-10", "/", HasReference),
        new("PEPPOL-EN16931-R004", "BT-24", "/", IsOfPeppol),
        new("PEPPOL-EN16931-R005", "BT-6", "/", CurrenciesDiffer),
        new("PEPPOL-EN16931-R007", "BT-23", "/", ProcessIsKnown),
        new("PEPPOL-EN16931-R008", "element", "/", NothingIsEmpty),
        new("PEPPOL-EN16931-R010", "BT-49", "cac:AccountingCustomerParty/cac:Party", (party, report) => report.Unless(Address.IsIn(party), party, "The buyer has no electronic address.")),
        new("PEPPOL-EN16931-R020", "BT-34", "cac:AccountingSupplierParty/cac:Party", (party, report) => report.Unless(Address.IsIn(party), party, "The seller has no electronic address.")),
        new("PEPPOL-EN16931-R061", "BT-89", "cac:PaymentMeans", DirectDebitHasMandate),
        new("PEPPOL-EN16931-R080", "BT-11", "/", CreditNoteHasOneProject),
        Dates.Rule("PEPPOL-EN16931-F001", "BT-2", Days),
    ];

    private static void HasOneNote(RawNode document, Report report)
    {
        if (Note.Nth(document, 2) is { } second)
        {
            report.Unless(PeppolDocument.IsWithinGermany(document), second, $"There is one note, not {Note.Count(document)}.");
        }
    }

    private static void HasReference(RawNode document, Report report)
        => report.Unless(BuyerReference.IsIn(document) || Order.IsIn(document), document, "The document has the buyer's reference or an order's.");

    private static void IsOfPeppol(RawNode document, Report report)
    {
        var said = Customization.ValueIn(document);
        report.Unless(said.StartsWith(Specification, StringComparison.Ordinal) && !said.Contains("::", StringComparison.Ordinal), document, $"The specification ({said}) is that of Peppol BIS Billing 3.");
    }

    private static void CurrenciesDiffer(RawNode document, Report report)
    {
        var currency = Currency.ValueIn(document);
        foreach (var code in VatCurrency.All(document))
        {
            report.Unless(code.Value != currency, code, $"The currency of VAT accounting ({code}) is another than that of the invoice.");
        }
    }

    private static void ProcessIsKnown(RawNode document, Report report)
        => report.Unless(PeppolDocument.HasKnownProcess(document), document, $"The business process ({Process.ValueIn(document)}) is none of Peppol's.");

    private static void NothingIsEmpty(RawNode document, Report report)
    {
        report.Unless(document is not { FirstChild: null, HasValue: false }, document, "The document is empty.");
        foreach (var element in document.Descendants())
        {
            report.Unless(element is not { FirstChild: null, HasValue: false }, element, $"{element.Name} is empty.");
        }
    }

    private static void DirectDebitHasMandate(RawNode means, Report report)
        => report.Unless(Means.ValueIn(means) is not ("49" or "59") || Mandate.IsIn(means), means, $"A direct debit ({Means.ValueIn(means)}) refers to its mandate.");

    private static void CreditNoteHasOneProject(RawNode document, Report report)
    {
        if (!document.Is(Vocabulary.UblCreditNote, "CreditNote"))
        {
            return;
        }

        var count = 0;
        foreach (var reference in References.All(document))
        {
            report.Unless(!Type.Says(reference, "50") || ++count != 2, reference, "There is a second project reference.");
        }
    }
}
