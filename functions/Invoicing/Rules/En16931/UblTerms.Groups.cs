using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <content>Which group of UBL invoice or credit note an element is of: by its name, and by what it stands in.</content>
internal sealed partial class UblTerms
{
    private (RawNode? Of, bool? Is) charge;

    public override void Sort(RawNode element, EnGroups groups)
    {
        if (element.Vocabulary == Vocabulary.UblBasic)
        {
            SortBasic(element, groups);
        }
        else if (element.Vocabulary == Vocabulary.UblAggregate && !SortHeader(element, groups))
        {
            SortDetail(element, groups);
        }
    }

    private void SortBasic(RawNode element, EnGroups groups)
    {
        switch (element.Name)
        {
            case "DueDate":
                groups.HasDueDate = true;
                break;
            case "TaxPointDate" when element.Parent == root:
                groups.HasTaxPointDate = true;
                break;
            case "DescriptionCode" when element.Parent is { Name: "InvoicePeriod" } period && period.Parent == root:
                groups.HasTaxPointCode = true;
                break;
            case "Note" when element.Parent is { Name: "PaymentTerms" }:
                groups.HasPaymentTerms = true;
                break;
            case "PrimaryAccountNumberID" when element.Parent is { Name: "CardAccount", Parent.Name: "PaymentMeans" }:
                groups.Cards.Add(element);
                break;
            case "ItemClassificationCode" when element.Parent is { Name: "CommodityClassification", Parent: { Name: "Item", Parent: { } line } } && IsLine(line):
                groups.ItemClasses.Add(element);
                break;
            case "ID" when element.Parent is { Name: "StandardItemIdentification", Parent: { Name: "Item", Parent: { } line } } && IsLine(line):
                groups.StandardItemIds.Add(element);
                break;
        }
    }

    private bool SortHeader(RawNode element, EnGroups groups)
    {
        var group = element.Name switch
        {
            "BillingReference" => groups.PrecedingInvoices,
            "AccountingSupplierParty" => groups.Sellers,
            "AccountingCustomerParty" => groups.Buyers,
            "PayeeParty" => groups.Payees,
            "TaxRepresentativeParty" => groups.TaxRepresentatives,
            "PartyTaxScheme" => IsOfVat(element) ? groups.VatIds : null,
            "Address" => element.Parent is { Name: "DeliveryLocation", Parent.Name: "Delivery" } ? groups.DeliveryAddresses : null,
            "PaymentMeans" => groups.PaymentMeans,
            "LegalMonetaryTotal" => groups.Totals,
            "TaxTotal" => element.Parent == root ? groups.VatTotals : null,
            "AdditionalDocumentReference" => groups.Attachments,
            _ => null,
        };
        group?.Add(element);
        return group is not null;
    }

    private void SortDetail(RawNode element, EnGroups groups)
    {
        switch (element.Name)
        {
            case "InvoiceLine" or "CreditNoteLine":
                groups.Lines.Add(element);
                break;
            case "InvoicePeriod":
                (IsLine(element.Parent) ? groups.LinePeriods : groups.Periods).Add(element);
                break;
            case "AllowanceCharge":
                AllowancesLike(element, groups)?.Add(element);
                break;
            case "AdditionalItemProperty":
                groups.ItemAttributes.Add(element);
                break;
            case "TaxSubtotal" when element.Parent is { Name: "TaxTotal" }:
                groups.Breakdown.Add(element);
                break;
            case "TaxCategory" or "ClassifiedTaxCategory":
                groups.Vat.Add((element, PlaceOf(element)));
                break;
        }
    }

    private List<RawNode>? AllowancesLike(RawNode element, EnGroups groups) => (IsCharge(element), element.Parent == root, IsLine(element.Parent)) switch
    {
        (false, true, _) => groups.Allowances,
        (true, true, _) => groups.Charges,
        (false, _, true) => groups.LineAllowances,
        (true, _, true) => groups.LineCharges,
        _ => null,
    };

    private VatPlace PlaceOf(RawNode vat) => vat.Parent switch
    {
        _ when vat.Name == "ClassifiedTaxCategory" => VatPlace.Line,
        { Name: "AllowanceCharge" } allowance => IsCharge(allowance) switch { true => VatPlace.Charge, false => VatPlace.Allowance, null => VatPlace.Elsewhere },
        { Name: "TaxSubtotal", Parent: { Name: "TaxTotal" } total } when total.Parent == root => VatPlace.Breakdown,
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

    private static bool? ReadCharge(RawNode allowance) => Basic(allowance, "ChargeIndicator")?.Value switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    private static bool IsLine(RawNode? element) => element is { Vocabulary: Vocabulary.UblAggregate, Name: "InvoiceLine" or "CreditNoteLine" };
}
