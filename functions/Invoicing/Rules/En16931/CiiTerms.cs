using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The business terms in a UN/CEFACT cross industry invoice.</summary>
internal sealed partial class CiiTerms : Terms
{
    private readonly RawNode? context;
    private readonly RawNode? document;
    private readonly RawNode? agreement;
    private readonly RawNode? delivery;
    private readonly RawNode? settlement;

    public CiiTerms(RawNode root)
    {
        (context, document) = (root.First(Vocabulary.CiiRoot, "ExchangedDocumentContext"), root.First(Vocabulary.CiiRoot, "ExchangedDocument"));
        var transaction = root.First(Vocabulary.CiiRoot, "SupplyChainTradeTransaction");
        (agreement, delivery, settlement) = (Of(transaction, "ApplicableHeaderTradeAgreement"), Of(transaction, "ApplicableHeaderTradeDelivery"), Of(transaction, "ApplicableHeaderTradeSettlement"));
    }

    public override RawNode? Number => Of(document, "ID");
    public override RawNode? IssueDate => DayOf(Of(document, "IssueDateTime"));
    public override RawNode? TypeCode => Of(document, "TypeCode");
    public override RawNode? Currency => Of(settlement, "InvoiceCurrencyCode");
    public override RawNode? VatCurrency => Of(settlement, "TaxCurrencyCode");
    public override RawNode? Specification => Of(Of(context, "GuidelineSpecifiedDocumentContextParameter"), "ID");
    public override RawNode? SellerName => Of(Of(agreement, "SellerTradeParty"), "Name");
    public override RawNode? SellerAddress => Of(Of(agreement, "SellerTradeParty"), "PostalTradeAddress");
    public override RawNode? BuyerName => Of(Of(agreement, "BuyerTradeParty"), "Name");
    public override RawNode? BuyerAddress => Of(Of(agreement, "BuyerTradeParty"), "PostalTradeAddress");
    public override bool IsDelivered => Plain(Of(Of(delivery, "ActualDeliverySupplyChainEvent"), "OccurrenceDateTime"), "DateTimeString") is not null
        || Of(Of(settlement, "BillingSpecifiedPeriod"), "StartDateTime") is not null || Of(Of(settlement, "BillingSpecifiedPeriod"), "EndDateTime") is not null;
    public override bool IsDeliveredTo => Of(Of(Of(delivery, "ShipToTradeParty"), "PostalTradeAddress"), "CountryID") is not null;
    public override RawNode? AmountDue => Of(Of(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation"), "DuePayableAmount");
    public override RawNode? PrecedingNumber(RawNode preceding) => Of(preceding, "IssuerAssignedID");
    public override RawNode? AttachmentReference(RawNode attachment) => Of(attachment, "IssuerAssignedID");

    public override RawNode? ElectronicAddress(RawNode party) => Of(Of(party, "URIUniversalCommunication"), "URIID");
    public override RawNode? Address(RawNode party) => Of(party, "PostalTradeAddress");
    public override RawNode? Country(RawNode address) => Of(address, "CountryID");
    public override RawNode? Name(RawNode party) => Of(party, "Name");
    public override RawNode? Id(RawNode party) => Of(party, "ID") ?? Of(party, "GlobalID");
    public override IEnumerable<RawNode> Ids(RawNode party) => party.All(Vocabulary.CiiAggregate, "ID");
    public override RawNode? LegalId(RawNode party) => Of(Of(party, "SpecifiedLegalOrganization"), "ID");
    public override RawNode? VatId(RawNode party) => TaxIdOf(party, "VA", "VA");
    public override RawNode? TaxNumber(RawNode party) => TaxIdOf(party, "VA", "FC");

    public override RawNode? PeriodStart(RawNode period) => Of(period, "StartDateTime");
    public override RawNode? PeriodEnd(RawNode period) => Of(period, "EndDateTime");

    public override RawNode? PaymentMeansCode(RawNode means) => Of(means, "TypeCode");
    public override RawNode? CreditAccount(RawNode means) => Of(means, "PayeePartyCreditorFinancialAccount");
    public override RawNode? AccountId(RawNode account) => Of(account, "IBANID") is { HasValue: true } iban ? iban : Of(account, "ProprietaryID") ?? Of(account, "IBANID");

    public override RawNode? AllowanceAmount(RawNode allowance) => Of(allowance, "ActualAmount");
    public override RawNode? AllowanceBase(RawNode allowance) => Of(allowance, "BasisAmount");
    public override RawNode? AllowanceReason(RawNode allowance) => Of(allowance, "Reason");
    public override RawNode? AllowanceReasonCode(RawNode allowance) => Of(allowance, "ReasonCode");
    public override RawNode? AllowanceCategory(RawNode allowance) => CategoryIn(allowance, "CategoryTradeTax");

    public override RawNode? SumOfLines(RawNode totals) => Of(totals, "LineTotalAmount");
    public override RawNode? SumOfAllowances(RawNode totals) => Of(totals, "AllowanceTotalAmount");
    public override RawNode? SumOfCharges(RawNode totals) => Of(totals, "ChargeTotalAmount");
    public override RawNode? WithoutVat(RawNode totals) => Of(totals, "TaxBasisTotalAmount");
    public override RawNode? WithVat(RawNode totals) => Of(totals, "GrandTotalAmount");
    public override RawNode? Prepaid(RawNode totals) => Of(totals, "TotalPrepaidAmount");
    public override RawNode? RoundingAmount(RawNode totals) => Of(totals, "RoundingAmount");
    public override RawNode? Due(RawNode totals) => Of(totals, "DuePayableAmount");
    public override RawNode? VatAmount(RawNode vatTotal) => vatTotal;

    public override RawNode? TaxableAmount(RawNode breakdown) => Of(breakdown, "BasisAmount");
    public override RawNode? TaxAmount(RawNode breakdown) => Of(breakdown, "CalculatedAmount");
    public override RawNode? BreakdownVat(RawNode breakdown) => IsOfVat(breakdown) ? breakdown : null;
    public override RawNode? OwnerOf(RawNode vat, VatPlace place) => place switch
    {
        VatPlace.Line => vat.Parent?.Parent,
        VatPlace.Breakdown => vat,
        _ => vat.Parent,
    };
    public override bool IsOfDocument(RawNode allowance) => allowance.Parent == settlement;
    public override bool IsOfVat(RawNode vat) => Of(vat, "TypeCode") is { } type && type.Value.Equals("VAT", StringComparison.OrdinalIgnoreCase);
    public override RawNode? Category(RawNode vat) => Of(vat, "CategoryCode");
    public override RawNode? Rate(RawNode vat) => Of(vat, "RateApplicablePercent");
    public override RawNode? ExemptionReason(RawNode vat) => Of(vat, "ExemptionReason") ?? Of(vat, "ExemptionReasonCode");

    public override RawNode? LineId(RawNode line) => Of(Of(line, "AssociatedDocumentLineDocument"), "LineID");
    public override RawNode? Quantity(RawNode line) => Of(Of(line, "SpecifiedLineTradeDelivery"), "BilledQuantity");
    public override RawNode? LineAmount(RawNode line) => Of(Of(Of(line, "SpecifiedLineTradeSettlement"), "SpecifiedTradeSettlementLineMonetarySummation"), "LineTotalAmount");
    public override RawNode? NetPrice(RawNode line) => Of(Of(Of(line, "SpecifiedLineTradeAgreement"), "NetPriceProductTradePrice"), "ChargeAmount");
    public override RawNode? GrossPrice(RawNode line) => Of(Of(Of(line, "SpecifiedLineTradeAgreement"), "GrossPriceProductTradePrice"), "ChargeAmount");
    public override RawNode? LineCategory(RawNode line) => CategoryIn(Of(line, "SpecifiedLineTradeSettlement"), "ApplicableTradeTax");
    public override RawNode? ItemName(RawNode line) => Of(Of(line, "SpecifiedTradeProduct"), "Name");
    public override RawNode? AttributeName(RawNode attribute) => Of(attribute, "Description");
    public override RawNode? AttributeValue(RawNode attribute) => Of(attribute, "Value");

    public override bool IsCountry(RawNode element) => element.Is(Vocabulary.CiiAggregate, "CountryID");
    public override bool MayStandBesideSplitPayment((RawNode Element, VatPlace Place) standard) => false;

    // Each of the three sums is rounded by itself, as the CII rules take it.
    public override Figure TaxableOf(VatSums sums) => sums.Lines.Rounded + sums.Charges.Rounded - sums.Allowances.Rounded;

    /// <summary>A date in the only form the rules know, 20260131 (format 102).</summary>
    public static RawNode? DayOf(RawNode? moment) => Plain(moment, "DateTimeString") is { } day && day.Attribute("format") == "102" ? day : null;

    private static RawNode? TaxIdOf(RawNode party, string scheme, string orScheme)
    {
        for (var registration = Of(party, "SpecifiedTaxRegistration"); registration is not null; registration = registration.NextSibling)
        {
            if (registration.Is(Vocabulary.CiiAggregate, "SpecifiedTaxRegistration") && Of(registration, "ID") is { } id && (id.Attribute("schemeID") == scheme || id.Attribute("schemeID") == orScheme))
            {
                return id;
            }
        }

        return null;
    }

    private RawNode? CategoryIn(RawNode? owner, string name)
    {
        for (var vat = Of(owner, name); vat is not null; vat = vat.NextSibling)
        {
            if (vat.Is(Vocabulary.CiiAggregate, name) && IsOfVat(vat) && Category(vat) is { } category)
            {
                return category;
            }
        }

        return null;
    }

    private static RawNode? Of(RawNode? group, string name) => group?.First(Vocabulary.CiiAggregate, name);

    private static RawNode? Plain(RawNode? group, string name) => group?.First(Vocabulary.CiiUnqualified, name);
}
