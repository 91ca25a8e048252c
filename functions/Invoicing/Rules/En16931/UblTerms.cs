using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The business terms in a UBL invoice or credit note.</summary>
internal sealed partial class UblTerms(RawNode root) : Terms
{
    public override RawNode? Number => Basic(root, "ID");
    public override RawNode? IssueDate => Basic(root, "IssueDate");
    public override RawNode? TypeCode => Basic(root, "InvoiceTypeCode") ?? Basic(root, "CreditNoteTypeCode");
    public override RawNode? Currency => Basic(root, "DocumentCurrencyCode");
    public override RawNode? VatCurrency => Basic(root, "TaxCurrencyCode");
    public override RawNode? Specification => Basic(root, "CustomizationID");
    public override RawNode? SellerName => Basic(Of(Of(Of(root, "AccountingSupplierParty"), "Party"), "PartyLegalEntity"), "RegistrationName");
    public override RawNode? SellerAddress => Of(Of(Of(root, "AccountingSupplierParty"), "Party"), "PostalAddress");
    public override RawNode? BuyerName => Basic(Of(Of(Of(root, "AccountingCustomerParty"), "Party"), "PartyLegalEntity"), "RegistrationName");
    public override RawNode? BuyerAddress => Of(Of(Of(root, "AccountingCustomerParty"), "Party"), "PostalAddress");
    public override bool IsDelivered => Basic(Of(root, "Delivery"), "ActualDeliveryDate") is { Text.Length: > 1 } || Of(root, "InvoicePeriod")?.FirstChild is not null;
    public override bool IsDeliveredTo => Basic(Of(Of(Of(Of(root, "Delivery"), "DeliveryLocation"), "Address"), "Country"), "IdentificationCode") is { Text.Length: > 1 };
    public override RawNode? AmountDue => Basic(Of(root, "LegalMonetaryTotal"), "PayableAmount");
    public override RawNode? PrecedingNumber(RawNode preceding) => Basic(Of(preceding, "InvoiceDocumentReference"), "ID");
    public override RawNode? AttachmentReference(RawNode attachment) => Basic(attachment, "ID");

    public override RawNode? ElectronicAddress(RawNode party) => Basic(Of(party, "Party"), "EndpointID");
    public override RawNode? Address(RawNode party) => Of(Inner(party), "PostalAddress");
    public override RawNode? Country(RawNode address) => Basic(Of(address, "Country"), "IdentificationCode");
    public override RawNode? Name(RawNode party) => Basic(Of(Inner(party), "PartyName"), "Name");
    public override RawNode? Id(RawNode party) => Basic(Of(Inner(party), "PartyIdentification"), "ID");
    public override IEnumerable<RawNode> Ids(RawNode party) => Inner(party)?.All(Vocabulary.UblAggregate, "PartyIdentification").Select(id => Basic(id, "ID")).OfType<RawNode>() ?? [];
    public override RawNode? LegalId(RawNode party) => Basic(Of(Inner(party), "PartyLegalEntity"), "CompanyID");
    public override RawNode? VatId(RawNode party) => TaxIdOf(party, isVat: true);
    public override RawNode? TaxNumber(RawNode party) => TaxIdOf(party, isVat: false);

    public override RawNode? PeriodStart(RawNode period) => Basic(period, "StartDate");
    public override RawNode? PeriodEnd(RawNode period) => Basic(period, "EndDate");

    public override RawNode? PaymentMeansCode(RawNode means) => Basic(means, "PaymentMeansCode");
    public override RawNode? CreditAccount(RawNode means) => Of(means, "PayeeFinancialAccount");
    public override RawNode? AccountId(RawNode account) => Basic(account, "ID");

    public override RawNode? AllowanceAmount(RawNode allowance) => Basic(allowance, "Amount");
    public override RawNode? AllowanceBase(RawNode allowance) => Basic(allowance, "BaseAmount");
    public override RawNode? AllowanceReason(RawNode allowance) => Basic(allowance, "AllowanceChargeReason");
    public override RawNode? AllowanceReasonCode(RawNode allowance) => Basic(allowance, "AllowanceChargeReasonCode");
    public override RawNode? AllowanceCategory(RawNode allowance) => Basic(VatOf(allowance, "TaxCategory"), "ID");

    public override RawNode? SumOfLines(RawNode totals) => Basic(totals, "LineExtensionAmount");
    public override RawNode? SumOfAllowances(RawNode totals) => Basic(totals, "AllowanceTotalAmount");
    public override RawNode? SumOfCharges(RawNode totals) => Basic(totals, "ChargeTotalAmount");
    public override RawNode? WithoutVat(RawNode totals) => Basic(totals, "TaxExclusiveAmount");
    public override RawNode? WithVat(RawNode totals) => Basic(totals, "TaxInclusiveAmount");
    public override RawNode? Prepaid(RawNode totals) => Basic(totals, "PrepaidAmount");
    public override RawNode? RoundingAmount(RawNode totals) => Basic(totals, "PayableRoundingAmount");
    public override RawNode? Due(RawNode totals) => Basic(totals, "PayableAmount");
    public override RawNode? VatAmount(RawNode vatTotal) => Basic(vatTotal, "TaxAmount");

    public override RawNode? TaxableAmount(RawNode breakdown) => Basic(breakdown, "TaxableAmount");
    public override RawNode? TaxAmount(RawNode breakdown) => Basic(breakdown, "TaxAmount");
    public override RawNode? BreakdownVat(RawNode breakdown) => VatOf(breakdown, "TaxCategory");
    public override RawNode? OwnerOf(RawNode vat, VatPlace place) => place == VatPlace.Line ? vat.Parent?.Parent : vat.Parent;
    public override bool IsOfDocument(RawNode allowance) => allowance.Parent == root;
    public override bool IsOfVat(RawNode vat) => Basic(Of(vat, "TaxScheme"), "ID") is { } scheme && scheme.Value.Equals("VAT", StringComparison.OrdinalIgnoreCase);
    public override RawNode? Category(RawNode vat) => Basic(vat, "ID");
    public override RawNode? Rate(RawNode vat) => Basic(vat, "Percent");
    public override RawNode? ExemptionReason(RawNode vat) => Basic(vat, "TaxExemptionReason") ?? Basic(vat, "TaxExemptionReasonCode");

    public override RawNode? LineId(RawNode line) => Basic(line, "ID");
    public override RawNode? Quantity(RawNode line) => Basic(line, "InvoicedQuantity") ?? Basic(line, "CreditedQuantity");
    public override RawNode? LineAmount(RawNode line) => Basic(line, "LineExtensionAmount");
    public override RawNode? NetPrice(RawNode line) => Basic(Of(line, "Price"), "PriceAmount");
    public override RawNode? GrossPrice(RawNode line) => Basic(Of(Of(line, "Price"), "AllowanceCharge"), "BaseAmount");
    public override RawNode? LineCategory(RawNode line) => Basic(VatOf(Of(line, "Item"), "ClassifiedTaxCategory"), "ID");
    public override RawNode? ItemName(RawNode line) => Basic(Of(line, "Item"), "Name");
    public override RawNode? AttributeName(RawNode attribute) => Basic(attribute, "Name");
    public override RawNode? AttributeValue(RawNode attribute) => Basic(attribute, "Value");

    public override bool IsCountry(RawNode element) => element.Is(Vocabulary.UblBasic, "IdentificationCode");

    // The official rule looks at lines and at allowances and charges of the document; for the breakdown it asks for an element that is never there.
    public override bool MayStandBesideSplitPayment((RawNode Element, VatPlace Place) standard)
        => standard.Place != VatPlace.Line && !(standard.Element.Parent is { Name: "AllowanceCharge" } allowance && IsOfDocument(allowance));

    // Unrounded, as the UBL rules take it.
    public override Figure TaxableOf(VatSums sums) => sums.Lines + sums.Charges - sums.Allowances;

    // Supplier and customer have their party inside; the payee and the tax representative are one themselves.
    private static RawNode? Inner(RawNode party) => party.Name is "AccountingSupplierParty" or "AccountingCustomerParty" ? Of(party, "Party") : party;

    private RawNode? TaxIdOf(RawNode party, bool isVat)
    {
        for (var scheme = Of(Inner(party), "PartyTaxScheme"); scheme is not null; scheme = scheme.NextSibling)
        {
            if (scheme.Is(Vocabulary.UblAggregate, "PartyTaxScheme") && (!isVat || IsOfVat(scheme)) && Basic(scheme, "CompanyID") is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private RawNode? VatOf(RawNode? owner, string name)
    {
        for (var vat = Of(owner, name); vat is not null; vat = vat.NextSibling)
        {
            if (vat.Is(Vocabulary.UblAggregate, name) && IsOfVat(vat))
            {
                return vat;
            }
        }

        return null;
    }

    private static RawNode? Of(RawNode? group, string name) => group?.First(Vocabulary.UblAggregate, name);

    private static RawNode? Basic(RawNode? group, string name) => group?.First(Vocabulary.UblBasic, name);
}
