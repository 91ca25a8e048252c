using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>The code lists of Peppol, which are narrower than those of EN 16931 in places, and the VAT category that goes with a reason of exemption.</summary>
internal static class PeppolCodeRules
{
    private static readonly ElementPath InvoiceType = ElementPath.Of("cbc:InvoiceTypeCode");
    private static readonly ElementPath CreditNoteType = ElementPath.Of("cbc:CreditNoteTypeCode");
    private static readonly ElementPath Exemption = ElementPath.Of("cbc:TaxExemptionReasonCode");
    private static readonly ElementPath Category = ElementPath.Of("cbc:ID");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        OfAttribute("PEPPOL-EN16931-CL001", "BT-125", "cbc:EmbeddedDocumentBinaryObject/@mimeCode", CodeLists.MimeTypes),
        OfText("PEPPOL-EN16931-CL006", "BT-8", "cac:InvoicePeriod/cbc:DescriptionCode", CodeLists.TaxPoints),
        OfAttribute("PEPPOL-EN16931-CL008", "BT-34", "cbc:EndpointID/@schemeID", CodeLists.PeppolAddressSchemes),
        new("PEPPOL-EN16931-P0100", "BT-3", "/", (document, report) => TypeIsOfPeppol(document, InvoiceType, CodeLists.PeppolInvoiceTypes, report)),
        new("PEPPOL-EN16931-P0101", "BT-3", "/", (document, report) => TypeIsOfPeppol(document, CreditNoteType, CodeLists.PeppolCreditNoteTypes, report)),
        Exempt("PEPPOL-EN16931-P0104", "VATEX-EU-G", "G"),
        Exempt("PEPPOL-EN16931-P0105", "VATEX-EU-O", "O"),
        Exempt("PEPPOL-EN16931-P0106", "VATEX-EU-IC", "K"),
        Exempt("PEPPOL-EN16931-P0107", "VATEX-EU-AE", "AE"),
        Exempt("PEPPOL-EN16931-P0108", "VATEX-EU-D", "E"),
        Exempt("PEPPOL-EN16931-P0109", "VATEX-EU-F", "E"),
        Exempt("PEPPOL-EN16931-P0110", "VATEX-EU-I", "E"),
        Exempt("PEPPOL-EN16931-P0111", "VATEX-EU-J", "E"),
        new("PEPPOL-EN16931-P0112", "BT-3", "/", SomeTypesAreGerman),
    ];

    // As written: Peppol does not look past blanks around an attribute.
    private static ElementRule OfAttribute(string id, string term, string context, CodeList list)
    {
        var attribute = context[(context.LastIndexOf('@') + 1)..];
        return new(id, term, context, (element, report)
            => report.Unless(list.Has(element.Attribute(attribute)), element, $"'{element.Attribute(attribute)}' is none of the {list.Title} ({list.Version})."));
    }

    private static ElementRule OfText(string id, string term, string context, CodeList list)
        => new(id, term, context, (element, report) => report.Unless(list.Has(element.Value), element, $"'{element}' is none of the {list.Title} ({list.Version})."));

    private static ElementRule Exempt(string id, string reason, string category)
        => new(id, "BT-118", "cac:TaxCategory", (vat, report)
            => report.Unless(!string.Equals(Exemption.First(vat)?.Text, reason, StringComparison.OrdinalIgnoreCase) || Category.ValueIn(vat) == category, vat, $"The reason {reason} goes with category {category}, not {Category.ValueIn(vat)}."));

    private static void TypeIsOfPeppol(RawNode document, ElementPath types, CodeList list, Report report)
    {
        foreach (var type in PeppolDocument.HasKnownProcess(document) ? types.All(document) : [])
        {
            report.Unless(list.Has(type.Value), type, $"'{type}' is none of the {list.Title} ({list.Version}).");
        }
    }

    private static void SomeTypesAreGerman(RawNode document, Report report)
    {
        foreach (var type in PeppolDocument.IsWithinGermany(document) ? [] : InvoiceType.All(document))
        {
            report.Unless(type.Value is not ("326" or "384"), type, $"Invoices of type {type} are exchanged within Germany only.");
        }
    }
}
