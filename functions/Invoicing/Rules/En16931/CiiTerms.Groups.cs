using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <content>Which group of cross industry invoice an element is of: by its name, and by what it stands in.</content>
internal sealed partial class CiiTerms
{
    private (RawNode? Of, bool? Is) charge;

    public override void Sort(RawNode element, EnGroups groups)
    {
        if (element.Vocabulary == Vocabulary.CiiAggregate && !SortHeader(element, groups))
        {
            SortDetail(element, groups);
        }
    }

    private bool SortHeader(RawNode element, EnGroups groups)
    {
        var group = element.Name switch
        {
            "InvoiceReferencedDocument" => element.Parent == settlement ? groups.PrecedingInvoices : null,
            "SellerTradeParty" => groups.Sellers,
            "BuyerTradeParty" => groups.Buyers,
            "PayeeTradeParty" => groups.Payees,
            "SellerTaxRepresentativeTradeParty" => groups.TaxRepresentatives,
            "ID" => element.Parent is { Name: "SpecifiedTaxRegistration" } && element.Attribute("schemeID") == "VA" ? groups.VatIds : null,
            "PostalTradeAddress" => element.Parent is { Name: "ShipToTradeParty" } shipTo && shipTo.Parent == delivery ? groups.DeliveryAddresses : null,
            "SpecifiedTradeSettlementPaymentMeans" => groups.PaymentMeans,
            "SpecifiedTradeSettlementHeaderMonetarySummation" => groups.Totals,
            "TaxTotalAmount" => element.Parent is { Name: "SpecifiedTradeSettlementHeaderMonetarySummation" } ? groups.VatTotals : null,
            "AdditionalReferencedDocument" => groups.Attachments,
            "DesignatedProductClassification" => groups.ItemClasses,
            _ => null,
        };
        group?.Add(element);
        return group is not null;
    }

    private void SortDetail(RawNode element, EnGroups groups)
    {
        switch (element.Name)
        {
            case "ID" when element.Parent is { Name: "ApplicableTradeSettlementFinancialCard" }:
                groups.Cards.Add(element);
                break;
            case "IncludedSupplyChainTradeLineItem":
                groups.Lines.Add(element);
                break;
            case "GlobalID" when element.Parent is { Name: "SpecifiedTradeProduct", Parent.Name: "IncludedSupplyChainTradeLineItem" }:
                groups.StandardItemIds.Add(element);
                break;
            case "BillingSpecifiedPeriod":
                PeriodsLike(element, groups)?.Add(element);
                break;
            case "SpecifiedTradeAllowanceCharge":
                AllowancesLike(element, groups)?.Add(element);
                break;
            case "ApplicableProductCharacteristic":
                groups.ItemAttributes.Add(element);
                break;
            case "CategoryTradeTax" or "ApplicableTradeTax":
                SortVat(element, groups);
                break;
            default:
                SortDates(element, groups);
                break;
        }
    }

    private void SortVat(RawNode element, EnGroups groups)
    {
        var place = PlaceOf(element);
        groups.Vat.Add((element, place));
        if (place == VatPlace.Breakdown)
        {
            groups.Breakdown.Add(element);
        }
    }

    private static void SortDates(RawNode element, EnGroups groups)
    {
        var isTerms = element.Parent is { Name: "SpecifiedTradePaymentTerms" };
        groups.HasTaxPointDate |= element.Name == "TaxPointDate";
        groups.HasTaxPointCode |= element.Name == "DueDateTypeCode";
        groups.HasDueDate |= isTerms && element.Name == "DueDateDateTime";
        groups.HasPaymentTerms |= isTerms && element.Name == "Description";
    }

    private static List<RawNode>? PeriodsLike(RawNode element, EnGroups groups) => element.Parent?.Name switch
    {
        "ApplicableHeaderTradeSettlement" => groups.Periods,
        "SpecifiedLineTradeSettlement" => groups.LinePeriods,
        _ => null,
    };

    private List<RawNode>? AllowancesLike(RawNode element, EnGroups groups) => (IsCharge(element), element.Parent?.Name) switch
    {
        (false, "ApplicableHeaderTradeSettlement") => groups.Allowances,
        (true, "ApplicableHeaderTradeSettlement") => groups.Charges,
        (false, "SpecifiedLineTradeSettlement") => groups.LineAllowances,
        (true, "SpecifiedLineTradeSettlement") => groups.LineCharges,
        _ => null,
    };

    private VatPlace PlaceOf(RawNode vat) => (vat.Name, vat.Parent) switch
    {
        ("ApplicableTradeTax", { Name: "SpecifiedLineTradeSettlement" }) => VatPlace.Line,
        ("ApplicableTradeTax", { Name: "ApplicableHeaderTradeSettlement" }) => VatPlace.Breakdown,
        ("CategoryTradeTax", { Name: "SpecifiedTradeAllowanceCharge" } allowance) => IsCharge(allowance) switch { true => VatPlace.Charge, false => VatPlace.Allowance, null => VatPlace.Elsewhere },
        _ => VatPlace.Elsewhere,
    };

    // The last answer is kept: an allowance may have many VAT categories.
    private bool? IsCharge(RawNode allowance)
    {
        if (charge.Of != allowance)
        {
            charge = (allowance, ReadCharge(allowance));
        }

        return charge.Is;
    }

    private static bool? ReadCharge(RawNode allowance) => Plain(Of(allowance, "ChargeIndicator"), "Indicator")?.Value switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };
}
