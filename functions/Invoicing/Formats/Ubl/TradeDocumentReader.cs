using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Reads Peppol orders, their answers and despatch advices. Whatever the document is, nothing is thrown: what cannot be read is absent.</summary>
internal static class TradeDocumentReader
{
    /// <summary>The document; null when it is none of these.</summary>
    public static TradeDocument? Read(RawNode root) => KindOf(root) is { } kind ? Read(root, kind, new NodeReading()) : null;

    private static TradeDocumentKind? KindOf(RawNode root) => (root.Vocabulary, root.Name) switch
    {
        (Vocabulary.UblOrder, "Order") => TradeDocumentKind.Order,
        (Vocabulary.UblOrderResponse, "OrderResponse") => root.Cbc("CustomizationID")?.Value.Contains("order_agreement", StringComparison.Ordinal) == true ? TradeDocumentKind.OrderAgreement : TradeDocumentKind.OrderResponse,
        (Vocabulary.UblDespatchAdvice, "DespatchAdvice") => TradeDocumentKind.DespatchAdvice,
        _ => null,
    };

    private static TradeDocument Read(RawNode root, TradeDocumentKind kind, NodeReading take) => new()
    {
        Kind = kind,
        Number = take.Text(root.Cbc("ID")) ?? "",
        IssueDate = take.Date(root.Cbc("IssueDate")),
        Order = take.Text(root.Cac("OrderReference").Cbc("ID")),
        SalesOrder = take.Text(root.Cbc("SalesOrderID")),
        Contract = take.Text(root.Cac("Contract").Cbc("ID")),
        ResponseCode = take.Text(root.Cbc("OrderResponseCode")),
        Currency = take.Text(root.Cbc("DocumentCurrencyCode")),
        // Who despatches or takes delivery stands for who sells or buys where those are not named.
        Seller = Party(root.Cac("SellerSupplierParty") ?? root.Cac("DespatchSupplierParty"), take),
        Buyer = Party(root.Cac("BuyerCustomerParty") ?? root.Cac("DeliveryCustomerParty"), take),
        Lines = kind == TradeDocumentKind.DespatchAdvice
            ? [.. root.AllCac("DespatchLine").Select(line => Despatched(line, take))]
            : [.. root.AllCac("OrderLine").Select(line => Ordered(line, take))],
    };

    private static TradeParty Party(RawNode? role, NodeReading take)
    {
        var party = role.Cac("Party");
        return new TradeParty(
            take.Text(party.Cac("PartyLegalEntity").Cbc("RegistrationName")) ?? take.Text(party.Cac("PartyName").Cbc("Name")),
            Id(party.Cbc("EndpointID"), take),
            take.Text(party.Cac("PartyTaxScheme").Cbc("CompanyID")));
    }

    private static TradeLine Ordered(RawNode line, NodeReading take)
    {
        var item = line.Cac("LineItem");
        return Common(item, take) with
        {
            OrderLine = take.Text(line.Cac("OrderLineReference").Cbc("LineID")),
            Quantity = take.Number(item.Cbc("Quantity")),
            Unit = take.Attribute(item.Cbc("Quantity"), "unitCode"),
            Price = take.Number(item.Cac("Price").Cbc("PriceAmount")),
            BaseQuantity = take.Number(item.Cac("Price").Cbc("BaseQuantity")),
            Amount = take.Number(item.Cbc("LineExtensionAmount")),
            Status = take.Text(item.Cbc("LineStatusCode")),
        };
    }

    private static TradeLine Despatched(RawNode line, NodeReading take) => Common(line, take) with
    {
        Order = take.Text(line.Cac("OrderLineReference").Cac("OrderReference").Cbc("ID")),
        OrderLine = take.Text(line.Cac("OrderLineReference").Cbc("LineID")),
        Quantity = take.Number(line.Cbc("DeliveredQuantity")),
        Outstanding = take.Number(line.Cbc("OutstandingQuantity")),
        Unit = take.Attribute(line.Cbc("DeliveredQuantity"), "unitCode"),
    };

    private static TradeLine Common(RawNode? line, NodeReading take)
    {
        var item = line.Cac("Item");
        return new TradeLine
        {
            Id = take.Text(line.Cbc("ID")) ?? "",
            Name = take.Text(item.Cbc("Name")) ?? "",
            SellerId = take.Text(item.Cac("SellersItemIdentification").Cbc("ID")),
            StandardId = Id(item.Cac("StandardItemIdentification").Cbc("ID"), take),
        };
    }

    private static Identifier? Id(RawNode? node, NodeReading take) => take.Text(node) is { } id ? new Identifier(id, take.Attribute(node, "schemeID")) : null;
}
