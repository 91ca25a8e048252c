using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Reads the lines.</summary>
internal sealed class UblLineReader(NodeReading take, UblAmounts amounts)
{
    private const string InvoicedObject = "130";

    public IReadOnlyList<InvoiceLine> Lines(RawNode root)
        => [.. root.AllCac(root.Vocabulary == Vocabulary.UblCreditNote ? "CreditNoteLine" : "InvoiceLine").Select(Line)];

    private InvoiceLine Line(RawNode line)
    {
        var quantity = line.Cbc("InvoicedQuantity") ?? line.Cbc("CreditedQuantity");
        return new InvoiceLine
        {
            Id = take.Text(line.Cbc("ID")) ?? "",
            Note = take.Lines(line.Cbc("Note")),
            InvoicedObject = Object(line),
            Quantity = take.Number(quantity),
            Unit = take.Attribute(quantity, "unitCode"),
            Amount = amounts.Amount(line.Cbc("LineExtensionAmount")),
            OrderLine = take.Text(line.Cac("OrderLineReference").Cbc("LineID")),
            BuyerAccounting = take.Text(line.Cbc("AccountingCost")),
            Period = amounts.Period(line.Cac("InvoicePeriod")),
            AllowancesAndCharges = amounts.AllowancesAndCharges(line),
            Price = Price(line.Cac("Price")),
            Vat = amounts.Vat(line.Cac("Item").Cac("ClassifiedTaxCategory")),
            Item = Item(line.Cac("Item")),
        };
    }

    /// <summary>EN 16931 knows of no other document of a line; which is why many leave its type out.</summary>
    private Identifier? Object(RawNode line)
    {
        var document = line.Cac("DocumentReference");
        if (document.Cbc("DocumentTypeCode")?.Value is { } type && type != InvoicedObject)
        {
            return null;
        }

        take.Ignore(document.Cbc("DocumentTypeCode"));
        return Id(document.Cbc("ID"));
    }

    private LinePrice Price(RawNode? price)
    {
        var allowance = price.Cac("AllowanceCharge");
        // A price has a discount only: a charge on it is not a term.
        if (allowance is not null && UblAmounts.IsCharge(allowance))
        {
            allowance = null;
        }

        take.Ignore(allowance.Cbc("ChargeIndicator"));
        return new LinePrice
        {
            Net = amounts.Amount(price.Cbc("PriceAmount")),
            Discount = amounts.Amount(allowance.Cbc("Amount")),
            Gross = amounts.Amount(allowance.Cbc("BaseAmount")),
            BaseQuantity = take.Number(price.Cbc("BaseQuantity")),
            BaseUnit = take.Attribute(price.Cbc("BaseQuantity"), "unitCode"),
        };
    }

    private InvoiceItem Item(RawNode? item) => new()
    {
        Name = take.Text(item.Cbc("Name")) ?? "",
        Description = take.Lines(item.Cbc("Description")),
        SellerId = take.Text(item.Cac("SellersItemIdentification").Cbc("ID")),
        BuyerId = take.Text(item.Cac("BuyersItemIdentification").Cbc("ID")),
        StandardId = Id(item.Cac("StandardItemIdentification").Cbc("ID")),
        Classes = [.. item.AllCac("CommodityClassification").Select(found => found.Cbc("ItemClassificationCode")).OfType<RawNode>().Select(Class)],
        OriginCountry = take.Text(item.Cac("OriginCountry").Cbc("IdentificationCode")),
        Attributes = [.. item.AllCac("AdditionalItemProperty").Select(property => new ItemProperty(take.Text(property.Cbc("Name")) ?? "", take.Lines(property.Cbc("Value")) ?? ""))],
    };

    private ItemClass Class(RawNode code) => new(take.Text(code) ?? "", take.Attribute(code, "listID"), take.Attribute(code, "listVersionID"));

    private Identifier? Id(RawNode? node) => take.Text(node) is { } id ? new Identifier(id, take.Attribute(node, "schemeID")) : null;
}
