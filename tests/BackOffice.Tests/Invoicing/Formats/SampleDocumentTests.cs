using System.Text;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.Ubl;

namespace BackOffice.Invoicing.Formats;

/// <summary>Documents of ours, kept as they were written once: what is written today is the same to the byte.</summary>
public sealed class SampleDocumentTests
{
    [Theory]
    [InlineData("ubl-invoice.xml")]
    [InlineData("cius-ro-invoice.xml")]
    [InlineData("cii-invoice.xml")]
    public void An_invoice_with_every_term_is_read_and_written_as_it_was(string name)
    {
        var document = InvoicingSamples.Read(name);

        var reading = Read(document);

        Assert.Empty(reading.NotCarried);
        Assert.Equal(name == "cius-ro-invoice.xml" ? ["specification"] : [], InvoiceDifference.Between(SampleInvoice.WithEveryTerm, reading.Invoice).Select(lost => lost.Path));
        Assert.Equal(Encoding.UTF8.GetString(document), Encoding.UTF8.GetString(FormatOf(name, reading.Invoice).Write(SampleInvoice.WithEveryTerm).Content!));
    }

    [Fact]
    public void A_credit_note_has_a_root_of_its_own_and_its_due_date_beside_the_payment()
    {
        var document = InvoicingSamples.Read("ubl-credit-note.xml");
        var root = RawDocument.Read(document, RawLimits.Default).Root!;

        Assert.Equal("CreditNote", root.Name);
        Assert.Equal("2026-03-04", root.Cac("PaymentMeans").Cbc("PaymentDueDate")?.Value);
        Assert.Equal(["specification"], InvoiceDifference.Between(SampleInvoice.CreditNote, Read(document).Invoice).Select(lost => lost.Path));
        Assert.Equal(Encoding.UTF8.GetString(document), Encoding.UTF8.GetString(new UblFormat(InvoiceSpecification.Peppol).Write(SampleInvoice.CreditNote).Content!));
    }

    [Fact]
    public void Prefixes_comments_and_sections_do_not_matter()
    {
        var invoice = Read(Encoding.UTF8.GetBytes("""
            <?xml version="1.0" encoding="UTF-8"?>
            <x:Invoice xmlns:x="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <!-- b:ID of another --><b:ID>  A<!-- x -->-1 </b:ID><b:Note><![CDATA[1 < 2]]></b:Note><b:DueDate>2026-02-31</b:DueDate><b:Extra scheme="s">what</b:Extra>
            </x:Invoice>
            """));

        Assert.Equal(("A-1", "1 < 2", null), (invoice.Invoice.Number, invoice.Invoice.Notes[0].Text, invoice.Invoice.DueDate));
        Assert.Equal(["/Invoice/cbc:DueDate = 2026-02-31", "/Invoice/cbc:Extra = what", "/Invoice/cbc:Extra/@scheme = s"], invoice.NotCarried.Select(lost => $"{lost.Path} = {lost.Value}"));
    }

    [Fact]
    public void What_is_not_carried_is_named_in_linear_time()
    {
        var lines = string.Concat(Enumerable.Repeat("<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:UUID>x</cbc:UUID><cac:TaxTotal/><cac:Item><cbc:Keyword>y</cbc:Keyword></cac:Item></cac:InvoiceLine>", 20_000));
        var document = $"""<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">{lines}</Invoice>""";
        var root = RawDocument.Read(Encoding.UTF8.GetBytes(document), RawLimits.Default).Root!;

        var lost = new UblFormat().Read(root)[0].NotCarried;

        Assert.Equal((40_000, "/Invoice/cac:InvoiceLine[20000]/cac:Item/cbc:Keyword"), (lost.Count, lost[^1].Path));
        Assert.Equal(root.Descendants().Last(node => node.Name == "Keyword").Path(), lost[^1].Path);
    }

    [Fact]
    public void Only_current_vocabularies_are_read()
    {
        var old = RawDocument.Read("<CrossIndustryDocument xmlns='urn:ferd:CrossIndustryDocument:invoice:1p0'/>"u8.ToArray(), RawLimits.Default).Root!;
        var foreign = RawDocument.Read("<Invoice xmlns='urn:example'/>"u8.ToArray(), RawLimits.Default).Root!;

        Assert.True(CiiFormat.IsZugferdOne(old));
        Assert.False(new CiiFormat().Reads(old) || new UblFormat().Reads(old) || new UblFormat().Reads(foreign) || new CiiFormat().Reads(foreign));
    }

    private static InvoiceReading Read(byte[] document)
    {
        var root = RawDocument.Read(document, RawLimits.Default).Root!;
        return Assert.Single((new UblFormat().Reads(root) ? (IInvoiceFormat)new UblFormat() : new CiiFormat()).Read(root));
    }

    private static IInvoiceFormat FormatOf(string name, Invoice invoice) => name switch
    {
        "cii-invoice.xml" => new CiiFormat(),
        "cius-ro-invoice.xml" => new UblFormat(InvoiceSpecification.CiusRo),
        _ when invoice.Specification == InvoiceSpecification.En16931.Id => new UblFormat(),
        _ => throw new InvalidDataException(name),
    };
}
