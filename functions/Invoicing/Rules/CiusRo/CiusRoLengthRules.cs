using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules.Syntax;

namespace BackOffice.Invoicing.Rules.CiusRo;

/// <summary>How long texts may be in e-Factura, blanks around them not counted.</summary>
internal static class CiusRoLengthRules
{
    private const string Seller = "/cac:AccountingSupplierParty/cac:Party";
    private const string Buyer = "/cac:AccountingCustomerParty/cac:Party";
    private const string Representative = "/cac:TaxRepresentativeParty";
    private const string Delivery = "/cac:Delivery/cac:DeliveryLocation/cac:Address";
    private const string Supporting = "cac:AdditionalDocumentReference";

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        Longest(20, "BR-RO-L0201", "BT-38", $"{Seller}/cac:PostalAddress/cbc:PostalZone"),
        Longest(20, "BR-RO-L0202", "BT-53", $"{Buyer}/cac:PostalAddress/cbc:PostalZone"),
        Longest(20, "BR-RO-L0203", "BT-67", $"{Representative}/cac:PostalAddress/cbc:PostalZone"),
        Longest(20, "BR-RO-L0204", "BT-78", $"{Delivery}/cbc:PostalZone"),
        Longest(50, "BR-RO-L0501", "BT-37", $"{Seller}/cac:PostalAddress/cbc:CityName"),
        Longest(50, "BR-RO-L0502", "BT-52", $"{Buyer}/cac:PostalAddress/cbc:CityName"),
        Longest(50, "BR-RO-L0503", "BT-66", $"{Representative}/cac:PostalAddress/cbc:CityName"),
        Longest(50, "BR-RO-L0504", "BT-77", $"{Delivery}/cbc:CityName"),
        Longest(50, "BR-RO-L0505", "BT-160", "cac:Item/cac:AdditionalItemProperty/cbc:Name"),
        Longest(100, "BR-RO-L1001", "BT-19", "/cbc:AccountingCost"),
        Longest(100, "BR-RO-L1002", "BT-36", $"{Seller}/cac:PostalAddress/cbc:AdditionalStreetName"),
        Longest(100, "BR-RO-L1003", "BT-162", $"{Seller}/cac:PostalAddress/cac:AddressLine/cbc:Line"),
        Longest(100, "BR-RO-L1004", "BT-41", $"{Seller}/cac:Contact/cbc:Name"),
        Longest(100, "BR-RO-L1005", "BT-42", $"{Seller}/cac:Contact/cbc:Telephone"),
        Longest(100, "BR-RO-L1006", "BT-43", $"{Seller}/cac:Contact/cbc:ElectronicMail"),
        Longest(100, "BR-RO-L1007", "BT-51", $"{Buyer}/cac:PostalAddress/cbc:AdditionalStreetName"),
        Longest(100, "BR-RO-L1008", "BT-163", $"{Buyer}/cac:PostalAddress/cac:AddressLine/cbc:Line"),
        Longest(100, "BR-RO-L1009", "BT-56", $"{Buyer}/cac:Contact/cbc:Name"),
        Longest(100, "BR-RO-L1010", "BT-57", $"{Buyer}/cac:Contact/cbc:Telephone"),
        Longest(100, "BR-RO-L1011", "BT-58", $"{Buyer}/cac:Contact/cbc:ElectronicMail"),
        Longest(100, "BR-RO-L1012", "BT-65", $"{Representative}/cac:PostalAddress/cbc:AdditionalStreetName"),
        Longest(100, "BR-RO-L1013", "BT-164", $"{Representative}/cac:PostalAddress/cac:AddressLine/cbc:Line"),
        Longest(100, "BR-RO-L1014", "BT-76", $"{Delivery}/cbc:AdditionalStreetName"),
        Longest(100, "BR-RO-L1015", "BT-165", $"{Delivery}/cac:AddressLine/cbc:Line"),
        Longest(100, "BR-RO-L1016", "BT-82", "cac:PaymentMeans/cbc:PaymentMeansCode/@name"),
        OfAllowance(100, "BR-RO-L1017", "BT-98", "/cac:AllowanceCharge", "cbc:AllowanceChargeReasonCode", isCharge: false),
        OfAllowance(100, "BR-RO-L1018", "BT-105", "/cac:AllowanceCharge", "cbc:AllowanceChargeReasonCode", isCharge: true),
        Longest(100, "BR-RO-L1020", "BT-123", $"{Supporting}/cbc:DocumentDescription"),
        Longest(100, "BR-RO-L1021", "BT-133", "cac:InvoiceLine/cbc:AccountingCost cac:CreditNoteLine/cbc:AccountingCost"),
        OfAllowance(100, "BR-RO-L1022", "BT-139", "cac:InvoiceLine/cac:AllowanceCharge cac:CreditNoteLine/cac:AllowanceCharge", "cbc:AllowanceChargeReason", isCharge: false),
        OfAllowance(100, "BR-RO-L1023", "BT-144", "cac:InvoiceLine/cac:AllowanceCharge cac:CreditNoteLine/cac:AllowanceCharge", "cbc:AllowanceChargeReason", isCharge: true),
        Longest(100, "BR-RO-L1024", "BT-153", "cac:InvoiceLine/cac:Item/cbc:Name cac:CreditNoteLine/cac:Item/cbc:Name"),
        Longest(100, "BR-RO-L1025", "BT-161", "cac:Item/cac:AdditionalItemProperty/cbc:Value"),
        Longest(140, "BR-RO-L140", "BT-83", "cac:PaymentMeans/cbc:PaymentID"),
        Longest(150, "BR-RO-L151", "BT-35", $"{Seller}/cac:PostalAddress/cbc:StreetName"),
        Longest(150, "BR-RO-L152", "BT-50", $"{Buyer}/cac:PostalAddress/cbc:StreetName"),
        Longest(150, "BR-RO-L153", "BT-64", $"{Representative}/cac:PostalAddress/cbc:StreetName"),
        Longest(150, "BR-RO-L154", "BT-75", $"{Delivery}/cbc:StreetName"),
        Longest(200, "BR-RO-L155", "BT-1", "/cbc:ID"),
        Longest(200, "BR-RO-L156", "BT-25", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        Longest(200, "BR-RO-L201", "BT-27", $"{Seller}/cac:PartyLegalEntity/cbc:RegistrationName"),
        Longest(200, "BR-RO-L202", "BT-28", $"{Seller}/cac:PartyName/cbc:Name"),
        Longest(200, "BR-RO-L203", "BT-44", $"{Buyer}/cac:PartyLegalEntity/cbc:RegistrationName"),
        Longest(200, "BR-RO-L204", "BT-45", $"{Buyer}/cac:PartyName/cbc:Name"),
        Longest(200, "BR-RO-L205", "BT-59", "/cac:PayeeParty/cac:PartyName/cbc:Name"),
        Longest(200, "BR-RO-L206", "BT-62", $"{Representative}/cac:PartyName/cbc:Name"),
        Longest(200, "BR-RO-L207", "BT-70", "/cac:Delivery/cac:DeliveryParty/cac:PartyName/cbc:Name"),
        Longest(200, "BR-RO-L208", "BT-85", "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:Name"),
        Longest(200, "BR-RO-L209", "BT-88", "cac:PaymentMeans/cac:CardAccount/cbc:HolderName"),
        Longest(200, "BR-RO-L210", "BT-124", $"{Supporting}/cac:Attachment/cac:ExternalReference/cbc:URI"),
        Longest(200, "BR-RO-L211", "BT-125", $"{Supporting}/cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@filename"),
        Longest(200, "BR-RO-L212", "BT-154", "cac:InvoiceLine/cac:Item/cbc:Description cac:CreditNoteLine/cac:Item/cbc:Description"),
        Longest(200, "BR-RO-L0302", "BT-12", "/cac:ContractDocumentReference/cbc:ID"),
        Longest(200, "BR-RO-L0303", "BT-13", "/cac:OrderReference/cbc:ID"),
        Longest(200, "BR-RO-L0304", "BT-14", "/cac:OrderReference/cbc:SalesOrderID"),
        Longest(200, "BR-RO-L0305", "BT-15", "/cac:ReceiptDocumentReference/cbc:ID"),
        Longest(200, "BR-RO-L0306", "BT-16", "/cac:DespatchDocumentReference/cbc:ID"),
        Longest(200, "BR-RO-L0307", "BT-17", "/cac:OriginatorDocumentReference/cbc:ID"),
        Longest(200, "BR-RO-L0308", "BT-122", $"{Supporting}/cbc:ID"),
        Longest(300, "BR-RO-L301", "BT-20", "/cac:PaymentTerms/cbc:Note"),
        Longest(300, "BR-RO-L302", "BT-22", "cbc:Note"),
        Longest(300, "BR-RO-L303", "BT-127", "cac:InvoiceLine/cbc:Note cac:CreditNoteLine/cbc:Note"),
        Longest(1000, "BR-RO-L1000", "BT-33", $"{Seller}/cac:PartyLegalEntity/cbc:CompanyLegalForm"),
    ];

    private static ElementRule Longest(int most, string id, string term, string context)
    {
        var last = context[(context.LastIndexOf('/') + 1)..];
        Func<RawNode, string> textOf = last.StartsWith('@') ? element => CodeRule.Trimmed(element.Attribute(last[1..])) : static element => element.Value;
        return new(id, term, context, (element, report) => Check(element, textOf(element), most, report));
    }

    /// <summary>Those of a document are asked on an invoice only, as the published rules have it.</summary>
    private static ElementRule OfAllowance(int most, string id, string term, string context, string name, bool isCharge)
    {
        var (path, isOfDocument) = (ElementPath.Of(name), context.StartsWith('/'));
        return new(id, term, context, (allowance, report) =>
        {
            if (path.First(allowance) is { } text && Indicator.Of(allowance) == isCharge && (!isOfDocument || allowance.Root.Vocabulary == Vocabulary.UblInvoice))
            {
                Check(text, text.Value, most, report);
            }
        });
    }

    private static void Check(RawNode element, string text, int most, Report report)
    {
        if (text.Length > most && text.EnumerateRunes().Count() is var length && length > most)
        {
            report.Broken(element, $"{element.Name} ({text}) has {length} characters, and {most} at most.");
        }
    }
}
