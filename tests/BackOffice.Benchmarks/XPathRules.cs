using System.Xml;
using System.Xml.XPath;

namespace BackOffice.Benchmarks;

/// <summary>Rules of EN 16931 for UBL that XPath 1.0 can say, one expression each, over an XmlDocument: the plain way to check an invoice in .NET.</summary>
internal static class XPathRules
{
    private static readonly XmlNamespaceManager Names = Prefixes();

    private static readonly XPathExpression[] All =
    [
        .. new[]
        {
            "/u:Invoice/cbc:CustomizationID != ''", "/u:Invoice/cbc:ID != ''", "/u:Invoice/cbc:IssueDate != ''", "/u:Invoice/cbc:InvoiceTypeCode != ''", "/u:Invoice/cbc:DocumentCurrencyCode != ''",
            "/u:Invoice/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName != ''", "/u:Invoice/cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName != ''",
            "boolean(/u:Invoice/cac:AccountingSupplierParty/cac:Party/cac:PostalAddress)", "/u:Invoice/cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode != ''",
            "boolean(/u:Invoice/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress)", "/u:Invoice/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode != ''",
            "boolean(/u:Invoice/cac:LegalMonetaryTotal/cbc:LineExtensionAmount)", "boolean(/u:Invoice/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount)", "boolean(/u:Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount)", "boolean(/u:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount)",
            "boolean(/u:Invoice/cac:InvoiceLine)", "not(//cac:PayeeParty[not(cac:PartyName/cbc:Name)])", "not(//cac:TaxRepresentativeParty[not(cac:PartyName/cbc:Name != '')])", "not(//cac:TaxRepresentativeParty[not(cac:PostalAddress)])",
            "not(//cac:InvoiceLine[not(cbc:ID != '')])", "not(//cac:InvoiceLine[not(cbc:InvoicedQuantity)])", "not(//cac:InvoiceLine[not(cbc:InvoicedQuantity/@unitCode)])", "not(//cac:InvoiceLine[not(cbc:LineExtensionAmount)])",
            "not(//cac:InvoiceLine[not(cac:Item/cbc:Name != '')])", "not(//cac:InvoiceLine[not(cac:Price/cbc:PriceAmount)])", "not(//cac:InvoiceLine[cac:Price/cbc:PriceAmount < 0])", "not(//cac:InvoiceLine[cac:Price/cac:AllowanceCharge/cbc:BaseAmount < 0])",
            "not(//cac:InvoiceLine/cac:InvoicePeriod[not(cbc:StartDate) and not(cbc:EndDate)])", "not(/u:Invoice/cac:AllowanceCharge[not(cbc:Amount)])", "not(/u:Invoice/cac:AllowanceCharge[not(cac:TaxCategory/cbc:ID)])", "not(/u:Invoice/cac:AllowanceCharge[not(cbc:AllowanceChargeReason or cbc:AllowanceChargeReasonCode)])",
            "not(//cac:InvoiceLine/cac:AllowanceCharge[not(cbc:Amount)])", "not(//cac:InvoiceLine/cac:AllowanceCharge[not(cbc:AllowanceChargeReason or cbc:AllowanceChargeReasonCode)])", "not(//cac:TaxSubtotal[not(cbc:TaxableAmount)])", "not(//cac:TaxSubtotal[not(cbc:TaxAmount)])",
            "not(//cac:TaxSubtotal[not(cac:TaxCategory/cbc:ID)])", "not(//cac:TaxSubtotal[not(cac:TaxCategory/cbc:Percent) and cac:TaxCategory/cbc:ID != 'O'])", "not(//cac:PaymentMeans[not(cbc:PaymentMeansCode)])", "not(//cac:PaymentMeans[(cbc:PaymentMeansCode = '30' or cbc:PaymentMeansCode = '58') and not(cac:PayeeFinancialAccount/cbc:ID)])",
            "not(//cac:AdditionalDocumentReference[not(cbc:ID)])", "not(//cac:BillingReference[not(cac:InvoiceDocumentReference/cbc:ID)])", "not(//cac:AdditionalItemProperty[not(cbc:Name) or not(cbc:Value)])", "not(//cac:InvoiceLine[not(cac:Item/cac:ClassifiedTaxCategory[cac:TaxScheme/cbc:ID = 'VAT']/cbc:ID)])",
            "not(//cac:Party/cbc:EndpointID[not(@schemeID)])", "not(//cac:StandardItemIdentification/cbc:ID[not(@schemeID)])", "not(//cac:CommodityClassification/cbc:ItemClassificationCode[not(@listID)])",
            "round(100 * /u:Invoice/cac:LegalMonetaryTotal/cbc:LineExtensionAmount) = round(100 * sum(/u:Invoice/cac:InvoiceLine/cbc:LineExtensionAmount))",
            "round(100 * /u:Invoice/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount) = round(100 * (/u:Invoice/cac:LegalMonetaryTotal/cbc:LineExtensionAmount - sum(/u:Invoice/cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount) + sum(/u:Invoice/cac:LegalMonetaryTotal/cbc:ChargeTotalAmount)))",
            "round(100 * /u:Invoice/cac:TaxTotal/cbc:TaxAmount) = round(100 * sum(/u:Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount))",
            "round(100 * /u:Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount) = round(100 * (/u:Invoice/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount + /u:Invoice/cac:TaxTotal/cbc:TaxAmount))",
            "round(100 * /u:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount) = round(100 * (/u:Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount - sum(/u:Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount) + sum(/u:Invoice/cac:LegalMonetaryTotal/cbc:PayableRoundingAmount)))",
            "boolean(/u:Invoice/cac:TaxTotal/cac:TaxSubtotal)", "not(/u:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount > 0 and not(/u:Invoice/cbc:DueDate) and not(/u:Invoice/cac:PaymentTerms/cbc:Note))",
            "not(//cac:ClassifiedTaxCategory[cbc:ID = 'S' and not(cbc:Percent > 0)])", "not(//cac:ClassifiedTaxCategory[cbc:ID = 'Z' and not(cbc:Percent = 0)])", "not(//cac:ClassifiedTaxCategory[cbc:ID = 'E' and not(cbc:Percent = 0)])", "not(//cac:ClassifiedTaxCategory[cbc:ID = 'O' and cbc:Percent])",
            "not(//cac:ClassifiedTaxCategory[cbc:ID = 'S']) or boolean(//cac:TaxSubtotal/cac:TaxCategory[cbc:ID = 'S'])", "not(//cac:TaxSubtotal/cac:TaxCategory[cbc:ID = 'S' and (cbc:TaxExemptionReason or cbc:TaxExemptionReasonCode)])", "not(//cac:TaxSubtotal/cac:TaxCategory[cbc:ID = 'E' and not(cbc:TaxExemptionReason or cbc:TaxExemptionReasonCode)])",
            "not(//cbc:*[@currencyID and string-length(substring-after(., '.')) > 2 and not(self::cbc:PriceAmount) and not(parent::cac:AllowanceCharge/parent::cac:Price)])",
        }.Select(rule => XPathExpression.Compile(rule, Names)),
    ];

    public static int Count => All.Length;

    /// <summary>How many of them a document breaks.</summary>
    public static int Check(ReadOnlyMemory<byte> content)
    {
        var document = new XmlDocument { XmlResolver = null };
        using (var reader = XmlReader.Create(new MemoryStream(content.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }))
        {
            document.Load(reader);
        }

        var navigator = document.CreateNavigator()!;
        return All.Count(rule => !(bool)navigator.Evaluate(rule));
    }

    private static XmlNamespaceManager Prefixes()
    {
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("u", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2");
        names.AddNamespace("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2");
        names.AddNamespace("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2");
        return names;
    }
}
