using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What is coded in CII is coded by the lists (BR-CL).</summary>
internal static class CiiCodeRules
{
    private static readonly ElementPath Reasons = ElementPath.Of("ram:ReasonCode");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        CodeRule.OfText("BR-CL-01", "BT-3", "rsm:ExchangedDocument/ram:TypeCode", CodeLists.DocumentTypes),
        CodeRule.OfAttribute("BR-CL-03", "BT-110", "ram:TaxTotalAmount/@currencyID", CodeLists.Currencies),
        CodeRule.OfText("BR-CL-04", "BT-5", "ram:InvoiceCurrencyCode", CodeLists.Currencies),
        CodeRule.OfText("BR-CL-05", "BT-6", "ram:TaxCurrencyCode", CodeLists.Currencies),
        CodeRule.OfText("BR-CL-06", "BT-8", "ram:DueDateTypeCode", CodeLists.TaxPointsInCii),
        CodeRule.OfText("BR-CL-07", "BT-18", "ram:ReferenceTypeCode", CodeLists.References),
        CodeRule.OfText("BR-CL-08", "BT-21", "ram:SubjectCode", CodeLists.NoteSubjectsInCii),
        new("BR-CL-10", "BT-29", "ram:GlobalID/@schemeID", PartyHasScheme),
        new("BR-CL-11", "BT-30", "ram:ID/@schemeID", RegistrationHasScheme),
        CodeRule.OfAttribute("BR-CL-13", "BT-158", "ram:ClassCode/@listID", CodeLists.Classifications),
        CodeRule.OfText("BR-CL-14", "BT-40", "ram:CountryID", CodeLists.CountriesInCii),
        new("BR-CL-15", "BT-159", "ram:OriginTradeCountry/ram:ID", OriginIsCountry),
        CodeRule.OfText("BR-CL-16", "BT-81", "ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode", CodeLists.PaymentMeans),
        CodeRule.OfText("BR-CL-17", "BT-95", "ram:CategoryTradeTax/ram:CategoryCode", CodeLists.VatCategories),
        CodeRule.OfText("BR-CL-18", "BT-151", "ram:ApplicableTradeTax/ram:CategoryCode", CodeLists.VatCategories),
        CodeRule.OfReason("BR-CL-19", "BT-98", "ram:SpecifiedTradeAllowanceCharge", isCharge: false, Reasons),
        CodeRule.OfReason("BR-CL-20", "BT-105", "ram:SpecifiedTradeAllowanceCharge", isCharge: true, Reasons),
        CodeRule.OfAttribute("BR-CL-21", "BT-157", "ram:SpecifiedTradeProduct/ram:GlobalID/@schemeID", CodeLists.IdentifierSchemes),
        new("BR-CL-22", "BT-121", "ram:ExemptionReasonCode", ExemptionHasReason),
        CodeRule.OfAttribute("BR-CL-23", "BT-130", "ram:BasisQuantity/@unitCode ram:BilledQuantity/@unitCode", CodeLists.Units),
        new("BR-CL-24", "BT-125", "ram:AttachmentBinaryObject/@mimeCode", AttachmentHasType),
        CodeRule.OfAttribute("BR-CL-25", "BT-34", "ram:URIUniversalCommunication/ram:URIID/@schemeID", CodeLists.AddressSchemes),
        CodeRule.OfAttribute("BR-CL-26", "BT-71", "ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty/ram:GlobalID/@schemeID", CodeLists.IdentifierSchemes),
    ];

    private static void PartyHasScheme(RawNode id, Report report)
    {
        if (!IsBelow(id, "SpecifiedTradeProduct") && !IsBelow(id, "ShipToTradeParty"))
        {
            CodeRule.Check(id, CodeRule.Trimmed(id.Attribute("schemeID")), CodeLists.IdentifierSchemes, report);
        }
    }

    private static void RegistrationHasScheme(RawNode id, Report report)
    {
        if (!IsBelow(id, "SpecifiedTaxRegistration"))
        {
            CodeRule.Check(id, CodeRule.Trimmed(id.Attribute("schemeID")), CodeLists.IdentifierSchemes, report);
        }
    }

    // With a scheme it is taken for a registration, and asked BR-CL-11 only.
    private static void OriginIsCountry(RawNode id, Report report)
    {
        if (id.Attribute("schemeID") is null)
        {
            CodeRule.Check(id, id.Value, CodeLists.CountriesInCii, report);
        }
    }

    private static void ExemptionHasReason(RawNode reason, Report report)
        => CodeRule.Check(reason, reason.Value.ToUpperInvariant(), CodeLists.Exemptions, report);

    private static void AttachmentHasType(RawNode attachment, Report report)
        => CodeRule.Check(attachment, attachment.Attribute("mimeCode") ?? "", CodeLists.MimeTypes, report);

    private static bool IsBelow(RawNode element, string name)
    {
        for (var node = element.Parent; node is not null; node = node.Parent)
        {
            if (node.Is(Vocabulary.CiiAggregate, name))
            {
                return true;
            }
        }

        return false;
    }
}
