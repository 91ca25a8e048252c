namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>What a UBL document has once at most (UBL-SR): the syntax would let it be there many times.</summary>
internal static class UblOccurrenceRules
{
    private const string Seller = "cac:AccountingSupplierParty/cac:Party";
    private const string Buyer = "cac:AccountingCustomerParty/cac:Party";
    private const string Line = "cac:InvoiceLine cac:CreditNoteLine";

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        ElementRule.AtMostOne("UBL-SR-01", "BT-12", "/", "cac:ContractDocumentReference/cbc:ID"),
        ElementRule.AtMostOne("UBL-SR-02", "BT-15", "/", "cac:ReceiptDocumentReference/cbc:ID"),
        ElementRule.AtMostOne("UBL-SR-03", "BT-16", "/", "cac:DespatchDocumentReference/cbc:ID"),
        ElementRule.AtMostOne("UBL-SR-05", "BT-20", "/", "cac:PaymentTerms/cbc:Note"),
        ElementRule.AtMostOne("UBL-SR-06", "BT-25", "cac:BillingReference", "cac:InvoiceDocumentReference"),
        ElementRule.AtMostOne("UBL-SR-08", "BG-14", "/", "cac:InvoicePeriod"),
        ElementRule.AtMostOne("UBL-SR-09", "BT-27", "/", $"{Seller}/cac:PartyLegalEntity/cbc:RegistrationName"),
        ElementRule.AtMostOne("UBL-SR-10", "BT-28", "/", $"{Seller}/cac:PartyName/cbc:Name"),
        ElementRule.AtMostOne("UBL-SR-11", "BT-30", "/", $"{Seller}/cac:PartyLegalEntity/cbc:CompanyID"),
        ElementRule.AtMostOne("UBL-SR-14", "BT-33", "/", $"{Seller}/cac:PartyLegalEntity/cbc:CompanyLegalForm"),
        ElementRule.AtMostOne("UBL-SR-15", "BT-44", "/", $"{Buyer}/cac:PartyLegalEntity/cbc:RegistrationName"),
        ElementRule.AtMostOne("UBL-SR-16", "BT-46", "/", $"{Buyer}/cac:PartyIdentification/cbc:ID"),
        ElementRule.AtMostOne("UBL-SR-17", "BT-47", "/", $"{Buyer}/cac:PartyLegalEntity/cbc:CompanyID"),
        ElementRule.AtMostOne("UBL-SR-22", "BT-62", "cac:TaxRepresentativeParty", "cac:PartyName/cbc:Name"),
        ElementRule.AtMostOne("UBL-SR-23", "BT-63", "cac:TaxRepresentativeParty", "cac:PartyTaxScheme/cbc:CompanyID"),
        ElementRule.AtMostOne("UBL-SR-24", "BG-13", "/", "cac:Delivery"),
        ElementRule.AtMostOne("UBL-SR-25", "BT-70", "cac:Delivery", "cac:DeliveryParty/cac:PartyName/cbc:Name"),
        ElementRule.AtMostOne("UBL-SR-26", "BT-83", "cac:PaymentMeans", "cbc:PaymentID"),
        ElementRule.AtMostOne("UBL-SR-27", "BT-81", "cac:PaymentMeans", "cbc:PaymentMeansCode"),
        ElementRule.AtMostOne("UBL-SR-28", "BT-89", "cac:PaymentMeans", "cac:PaymentMandate/cbc:ID"),
        ElementRule.AtMostOne("UBL-SR-32", "BT-120", "cac:TaxSubtotal", "cac:TaxCategory/cbc:TaxExemptionReason"),
        ElementRule.AtMostOne("UBL-SR-33", "BT-123", "cac:AdditionalDocumentReference", "cbc:DocumentDescription"),
        ElementRule.AtMostOne("UBL-SR-34", "BT-127", Line, "cbc:Note"),
        ElementRule.AtMostOne("UBL-SR-35", "BT-132", Line, "cac:OrderLineReference/cbc:LineID"),
        ElementRule.AtMostOne("UBL-SR-36", "BG-26", Line, "cac:InvoicePeriod"),
        ElementRule.AtMostOne("UBL-SR-37", "BT-147", Line, "cac:Price/cac:AllowanceCharge/cbc:Amount"),
        ElementRule.AtMostOne("UBL-SR-39", "BT-11", "/", "cac:ProjectReference/cbc:ID"),
        ElementRule.AtMostOne("UBL-SR-40", "BT-45", "/", $"{Buyer}/cac:PartyName/cbc:Name"),
        ElementRule.AtMostOne("UBL-SR-45", "BT-9", "/", "cac:PaymentMeans/cbc:PaymentDueDate"),
        ElementRule.AtMostOne("UBL-SR-49", "BT-8", "/", "cac:InvoicePeriod/cbc:DescriptionCode"),
        ElementRule.AtMostOne("UBL-SR-50", "BT-154", Line, "cac:Item/cbc:Description"),
        ElementRule.AtMostOne("UBL-SR-51", "BT-162", "cac:PostalAddress cac:Address", "cac:AddressLine"),
        ElementRule.AtMostOne("UBL-SR-52", "BT-128", Line, "cac:DocumentReference"),
        ElementRule.AtMostOne("UBL-SR-54", "BG-18", "/", "cac:PaymentMeans/cac:CardAccount"),
        ElementRule.AtMostOne("UBL-SR-55", "BG-19", "/", "cac:PaymentMeans/cac:PaymentMandate"),
        ElementRule.AtMostOne("UBL-SR-56", "BT-17", "/", "cac:OriginatorDocumentReference/cbc:ID"),
    ];
}
