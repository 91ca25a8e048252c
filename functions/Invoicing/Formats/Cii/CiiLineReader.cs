using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Reads the lines.</summary>
internal sealed class CiiLineReader(NodeReading take, CiiAmounts amounts)
{
    private const string InvoicedObject = "130";

    public IReadOnlyList<InvoiceLine> Lines(RawNode? transaction) => [.. transaction.AllRam("IncludedSupplyChainTradeLineItem").Select(Line)];

    private InvoiceLine Line(RawNode line)
    {
        var document = line.Ram("AssociatedDocumentLineDocument");
        var agreement = line.Ram("SpecifiedLineTradeAgreement");
        var quantity = line.Ram("SpecifiedLineTradeDelivery").Ram("BilledQuantity");
        var settlement = line.Ram("SpecifiedLineTradeSettlement");
        return new InvoiceLine
        {
            Id = take.Text(document.Ram("LineID")) ?? "",
            Note = take.Lines(document.Ram("IncludedNote").Ram("Content")),
            InvoicedObject = Object(settlement),
            Quantity = take.Number(quantity),
            Unit = take.Attribute(quantity, "unitCode"),
            Amount = amounts.Amount(settlement.Ram("SpecifiedTradeSettlementLineMonetarySummation").Ram("LineTotalAmount")),
            OrderLine = take.Text(agreement.Ram("BuyerOrderReferencedDocument").Ram("LineID")),
            BuyerAccounting = take.Text(settlement.Ram("ReceivableSpecifiedTradeAccountingAccount").Ram("ID")),
            Period = amounts.Period(settlement.Ram("BillingSpecifiedPeriod")),
            AllowancesAndCharges = amounts.AllowancesAndCharges(settlement),
            Price = Price(agreement),
            Vat = amounts.Vat(settlement.Ram("ApplicableTradeTax")),
            Item = Item(line.Ram("SpecifiedTradeProduct")),
        };
    }

    private Identifier? Object(RawNode? settlement)
    {
        var document = settlement.AllRam("AdditionalReferencedDocument").FirstOrDefault(document => document.Ram("TypeCode")?.Value == InvoicedObject);
        take.Ignore(document.Ram("TypeCode"));
        return take.Text(document.Ram("IssuerAssignedID")) is { } id ? new Identifier(id, take.Text(document.Ram("ReferenceTypeCode"))) : null;
    }

    private LinePrice Price(RawNode? agreement)
    {
        var (gross, net) = (agreement.Ram("GrossPriceProductTradePrice"), agreement.Ram("NetPriceProductTradePrice"));
        var (ofGross, ofNet) = (gross.Ram("BasisQuantity"), net.Ram("BasisQuantity"));
        var quantity = ofNet ?? ofGross;
        // Both prices are for so many, and may each say so.
        if (ofGross is not null && ofGross.Number == quantity?.Number && ofGross.Attribute("unitCode") == quantity?.Attribute("unitCode"))
        {
            take.Ignore(ofGross, "unitCode");
        }

        var discount = gross.AllRam("AppliedTradeAllowanceCharge").FirstOrDefault(allowance => !amounts.IsCharge(allowance));
        return new LinePrice
        {
            Net = amounts.Amount(net.Ram("ChargeAmount")),
            Discount = amounts.Amount(discount.Ram("ActualAmount")),
            Gross = amounts.Amount(gross.Ram("ChargeAmount")),
            BaseQuantity = take.Number(quantity),
            BaseUnit = take.Attribute(quantity, "unitCode"),
        };
    }

    private InvoiceItem Item(RawNode? product) => new()
    {
        Name = take.Text(product.Ram("Name")) ?? "",
        Description = take.Lines(product.Ram("Description")),
        SellerId = take.Text(product.Ram("SellerAssignedID")),
        BuyerId = take.Text(product.Ram("BuyerAssignedID")),
        StandardId = take.Id(product.Ram("GlobalID")),
        Classes = [.. product.AllRam("DesignatedProductClassification").Select(found => found.Ram("ClassCode")).OfType<RawNode>().Select(Class)],
        OriginCountry = take.Text(product.Ram("OriginTradeCountry").Ram("ID")),
        Attributes = [.. product.AllRam("ApplicableProductCharacteristic").Select(found => new ItemProperty(take.Text(found.Ram("Description")) ?? "", take.Lines(found.Ram("Value")) ?? ""))],
    };

    private ItemClass Class(RawNode code) => new(take.Text(code) ?? "", take.Attribute(code, "listID"), take.Attribute(code, "listVersionID"));
}
