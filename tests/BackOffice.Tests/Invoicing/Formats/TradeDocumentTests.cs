using System.Globalization;
using System.Xml.Linq;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Formats;

/// <summary>Peppol orders, their answers and despatch advices.</summary>
public sealed class TradeDocumentTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_document_is_read_with_its_number_its_parties_and_all_its_lines()
    {
        List<TradeDocument> documents = [];
        List<string> problems = [];
        foreach (var row in Corpus.Manifest().Where(row => row.Set == "peppol-orders-it"))
        {
            var document = TradeDocumentReader.Read(RawDocument.Read(Corpus.Read(row.File), RawLimits.Default).Root!);
            problems.AddRange(document is null ? [$"{row.File}: not read"] : Faults(document, XDocument.Load(Path.Combine(Corpus.RootOrSkip(), row.File))).Select(fault => $"{row.File}: {fault}"));
            documents.AddRange(document is null ? [] : [document]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"orders: {documents.Count} documents with {documents.Sum(document => document.Lines.Count)} lines; {string.Join(", ", documents.CountBy(document => document.Kind).Select(kind => $"{kind.Key} {kind.Value}"))}"));
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(20, documents.Count);
    }

    [Fact]
    public void A_despatch_advice_names_the_order_of_each_line()
    {
        var document = TradeDocumentReader.Read(Parse("""
            <DespatchAdvice xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
              <cbc:ID>D1</cbc:ID><cbc:IssueDate>2026-02-31</cbc:IssueDate>
              <cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="H87">7</cbc:DeliveredQuantity><cbc:OutstandingQuantity>3</cbc:OutstandingQuantity>
                <cac:OrderLineReference><cbc:LineID>10</cbc:LineID><cac:OrderReference><cbc:ID>PO-4</cbc:ID></cac:OrderReference></cac:OrderLineReference>
                <cac:Item><cbc:Name>Bulloni</cbc:Name></cac:Item></cac:DespatchLine>
            </DespatchAdvice>
            """))!;

        Assert.Equal(TradeDocumentKind.DespatchAdvice, document.Kind);
        Assert.Null(document.IssueDate);
        Assert.Equal(new TradeLine { Id = "1", Order = "PO-4", OrderLine = "10", Name = "Bulloni", Quantity = 7, Outstanding = 3, Unit = "H87" }, Assert.Single(document.Lines));
    }

    [Fact]
    public void An_invoice_is_no_trade_document() => Assert.Null(TradeDocumentReader.Read(Parse("<Invoice/>")));

    /// <summary>Against the document as another reader sees it.</summary>
    private static IEnumerable<string> Faults(TradeDocument document, XDocument source)
    {
        List<string> lines = [.. source.Root!.Elements().Where(element => element.Name.LocalName is "OrderLine" or "DespatchLine").Select(line => line.Descendants().First(element => element.Name.LocalName == "Item").Elements().First(element => element.Name.LocalName == "Name").Value.Trim())];
        var quantities = source.Descendants().Count(element => element.Name.LocalName == "DeliveredQuantity" || (element.Name.LocalName == "Quantity" && element.Parent!.Name.LocalName == "LineItem"));
        return
        [
            .. document.Number == Value(source, "ID") && document.IssueDate?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) == Value(source, "IssueDate") ? [] : new[] { $"{document.Number} of {document.IssueDate}" },
            .. document.Lines.Select(line => line.Name).SequenceEqual(lines) ? [] : new[] { string.Join(", ", document.Lines) },
            .. document.Lines.Count(line => line.Quantity is not null && line.Unit is not null) == quantities ? [] : new[] { $"{quantities} quantities" },
            .. document.Seller.Name is null || document.Buyer.Name is null ? new[] { $"{document.Seller} {document.Buyer}" } : [],
            .. document.Kind == TradeDocumentKind.DespatchAdvice || document.Lines.All(line => line.Price is not null) ? [] : new[] { "a line without price" },
            .. document.Kind == TradeDocumentKind.Order || document.Order is not null || document.Lines.Any(line => line.Order is not null) ? [] : new[] { "no order" },
        ];
    }

    private static string? Value(XDocument source, string name) => source.Root!.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    private static RawNode Parse(string xml) => RawDocument.Read(System.Text.Encoding.UTF8.GetBytes(xml), RawLimits.Default).Root!;
}
