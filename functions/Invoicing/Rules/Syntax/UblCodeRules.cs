using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What is coded in UBL is coded by the lists (BR-CL).</summary>
internal static class UblCodeRules
{
    private const string Amounts = "cbc:Amount cbc:BaseAmount cbc:PriceAmount cbc:TaxAmount cbc:TaxableAmount cbc:LineExtensionAmount cbc:TaxExclusiveAmount cbc:TaxInclusiveAmount cbc:AllowanceTotalAmount cbc:ChargeTotalAmount cbc:PrepaidAmount cbc:PayableRoundingAmount cbc:PayableAmount";

    private static readonly ElementPath Id = ElementPath.Of("cbc:ID");
    private static readonly ElementPath Reasons = ElementPath.Of("cbc:AllowanceChargeReasonCode");
    private static readonly ElementPath DocumentType = ElementPath.Of("cbc:DocumentTypeCode");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        CodeRule.OfText("BR-CL-01", "BT-3", "cbc:InvoiceTypeCode", CodeLists.InvoiceTypes),
        CodeRule.OfText("BR-CL-01", "BT-3", "cbc:CreditNoteTypeCode", CodeLists.CreditNoteTypes),
        new("BR-CL-03", "BT-5", Amounts, AmountHasCurrency),
        CodeRule.OfText("BR-CL-04", "BT-5", "cbc:DocumentCurrencyCode", CodeLists.Currencies),
        CodeRule.OfText("BR-CL-05", "BT-6", "cbc:TaxCurrencyCode", CodeLists.Currencies),
        CodeRule.OfText("BR-CL-06", "BT-8", "cac:InvoicePeriod/cbc:DescriptionCode", CodeLists.TaxPoints),
        new("BR-CL-07", "BT-18", "cac:AdditionalDocumentReference cac:DocumentReference", ObjectHasScheme),
        new("BR-CL-08", "BT-21", "/cbc:Note", NoteHasSubject),
        new("BR-CL-10", "BT-29", "cac:PartyIdentification/cbc:ID/@schemeID", PartyHasScheme),
        CodeRule.OfAttribute("BR-CL-11", "BT-30", "cac:PartyLegalEntity/cbc:CompanyID/@schemeID", CodeLists.IdentifierSchemes),
        CodeRule.OfAttribute("BR-CL-13", "BT-158", "cac:CommodityClassification/cbc:ItemClassificationCode/@listID", CodeLists.Classifications),
        CodeRule.OfText("BR-CL-14", "BT-40", "cac:Country/cbc:IdentificationCode", CodeLists.Countries),
        CodeRule.OfText("BR-CL-15", "BT-159", "cac:OriginCountry/cbc:IdentificationCode", CodeLists.Countries),
        CodeRule.OfText("BR-CL-16", "BT-81", "cac:PaymentMeans/cbc:PaymentMeansCode", CodeLists.PaymentMeans),
        CodeRule.OfText("BR-CL-17", "BT-118", "cac:TaxCategory/cbc:ID", CodeLists.VatCategories),
        CodeRule.OfText("BR-CL-18", "BT-151", "cac:ClassifiedTaxCategory/cbc:ID", CodeLists.VatCategories),
        CodeRule.OfReason("BR-CL-19", "BT-98", "cac:AllowanceCharge", isCharge: false, Reasons),
        CodeRule.OfReason("BR-CL-20", "BT-105", "cac:AllowanceCharge", isCharge: true, Reasons),
        CodeRule.OfAttribute("BR-CL-21", "BT-157", "cac:StandardItemIdentification/cbc:ID/@schemeID", CodeLists.IdentifierSchemes),
        new("BR-CL-22", "BT-121", "cbc:TaxExemptionReasonCode", ExemptionHasReason),
        CodeRule.OfAttribute("BR-CL-23", "BT-130", "cbc:InvoicedQuantity/@unitCode cbc:CreditedQuantity/@unitCode cbc:BaseQuantity/@unitCode", CodeLists.Units),
        new("BR-CL-24", "BT-125", "cbc:EmbeddedDocumentBinaryObject/@mimeCode", AttachmentHasType),
        CodeRule.OfAttribute("BR-CL-25", "BT-34", "cbc:EndpointID/@schemeID", CodeLists.AddressSchemes),
        CodeRule.OfAttribute("BR-CL-26", "BT-71", "cac:DeliveryLocation/cbc:ID/@schemeID", CodeLists.IdentifierSchemes),
    ];

    // Asked whether or not the attribute is there.
    private static void AmountHasCurrency(RawNode amount, Report report)
        => CodeRule.Check(amount, CodeRule.Trimmed(amount.Attribute("currencyID")), CodeLists.Currencies, report);

    private static void ObjectHasScheme(RawNode reference, Report report)
    {
        foreach (var id in DocumentType.Says(reference, "130") ? Id.All(reference) : [])
        {
            if (id.Attribute("schemeID") is { } scheme)
            {
                CodeRule.Check(id, CodeRule.Trimmed(scheme), CodeLists.References, report);
            }
        }
    }

    /// <summary>A note may begin with its subject: #AAI#text. A subject that is not three letters long is taken for text.</summary>
    private static void NoteHasSubject(RawNode note, Report report)
    {
        if (note.Text.Split('#', 3) is [_, { Length: 3 } subject, _])
        {
            CodeRule.Check(note, subject, CodeLists.NoteSubjects, report);
        }
    }

    /// <summary>SEPA stands for the creditor of a direct debit, which a seller or a payee may be.</summary>
    private static void PartyHasScheme(RawNode id, Report report)
    {
        var scheme = CodeRule.Trimmed(id.Attribute("schemeID"));
        if (scheme != "SEPA" || !IsOfCreditor(id))
        {
            CodeRule.Check(id, scheme, CodeLists.IdentifierSchemes, report);
        }
    }

    private static bool IsOfCreditor(RawNode id)
    {
        for (var node = id.Parent; node is not null; node = node.Parent)
        {
            if (node.Is(Vocabulary.UblAggregate, "AccountingSupplierParty") || node.Is(Vocabulary.UblAggregate, "PayeeParty"))
            {
                return true;
            }
        }

        return false;
    }

    private static void ExemptionHasReason(RawNode reason, Report report)
        => CodeRule.Check(reason, reason.Value.ToUpperInvariant(), CodeLists.Exemptions, report);

    // As written: blanks around it count.
    private static void AttachmentHasType(RawNode attachment, Report report)
        => CodeRule.Check(attachment, attachment.Attribute("mimeCode") ?? "", CodeLists.MimeTypes, report);
}
