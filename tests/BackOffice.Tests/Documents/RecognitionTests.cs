using System.Globalization;
using System.Text;
using BackOffice.Documents.Domain;
using NodaTime;

namespace BackOffice.Tests.Documents;

public sealed class RecognitionTests
{
    [Fact]
    public void A_ubl_invoice_is_read_whatever_its_prefixes()
    {
        DocumentHeader header = Header("ubl-invoice.xml", DocumentKind.UblInvoice);

        Assert.Equal("MG-2026-0042", header.Number);
        Assert.Equal(new LocalDate(2026, 3, 12), header.IssueDate);
        Assert.Equal(new LocalDate(2026, 4, 11), header.DueDate);
        Assert.Equal(("380", "RON", "PO-77"), (header.TypeCode, header.Currency, header.OrderReference));
        Assert.Equal(new HeaderParty("Munții Verzi SRL", "RO", "14399840"), header.Seller);
        Assert.Equal(new HeaderParty("Ελιά & Λάδι ΑΕ", "GR", "123456789"), header.Buyer);
        Assert.Equal((100.00m, 21.00m, 121.00m, 111.50m), (header.NetAmount, header.TaxAmount, header.GrossAmount, header.PayableAmount));
        Assert.Equal(2, header.LineCount);
        Assert.Equal(111.50m, header.AmountDue);
        Assert.Empty(header.Flaws);
    }

    [Fact]
    public void A_credit_note_names_its_invoice_and_notes_an_amount_that_is_none()
    {
        DocumentHeader header = Header("ubl-credit-note.xml", DocumentKind.UblCreditNote);

        Assert.Equal("INV/8", header.RelatedDocument);
        Assert.Equal(new HeaderParty("Birch & Sons OÜ", null, "10101010"), header.Seller);
        Assert.Equal(HeaderParty.Unknown, header.Buyer);
        Assert.Equal(new LocalDate(2026, 5, 20), header.DueDate);
        Assert.Null(header.NetAmount); // 1,00
        Assert.Equal([new HeaderFlaw("NetAmount", HeaderFlawKind.NotAnAmount)], header.Flaws);
    }

    [Fact]
    public void A_cii_invoice_prefers_the_vat_number()
    {
        DocumentHeader header = Header("cii-invoice.xml", DocumentKind.CiiInvoice);

        Assert.Equal(("R-2026/15", "urn:cen.eu:en16931:2017", "B-3"), (header.Number, header.Profile, header.OrderReference));
        Assert.Equal((new LocalDate(2026, 2, 14), new LocalDate(2026, 3, 16)), (header.IssueDate, header.DueDate));
        Assert.Equal(new HeaderParty("Tannenhof GmbH", "AT", "U12345675"), header.Seller);
        Assert.Equal((200.00m, 40.00m, 240.00m, 1), (header.NetAmount, header.TaxAmount, header.GrossAmount, header.LineCount));
    }

    [Fact]
    public void Of_a_fatturapa_lot_the_first_document_is_described_and_all_are_named()
    {
        DocumentHeader header = Header("fatturapa-lot.xml", DocumentKind.FatturaPaPrivate);

        Assert.Equal(["31/B", "32/B"], header.Numbers);
        Assert.Equal((2, "31/B", "TD01", "FPR12"), (header.BodyCount, header.Number, header.TypeCode, header.Profile));
        Assert.Equal(new HeaderParty("Caffè Città Alta S.r.l.", "IT", "12345670017"), header.Seller); // windows-1252
        Assert.Equal(new HeaderParty("Maria Prova", "IT", "RSSMRA85T10A562S"), header.Buyer);
        Assert.Equal((150.00m, 27.00m), (header.NetAmount, header.TaxAmount)); // 100 + 50, 22 + 5
        Assert.Equal(177.00m, header.GrossAmount); // not written
        Assert.Equal(177.00m, header.PayableAmount); // 77 + 100
        Assert.Equal((new LocalDate(2026, 7, 31), "ODA-5", 2), (header.DueDate, header.OrderReference, header.LineCount));
        Assert.Null(header.RelatedDocument);
        Assert.Equal([new HeaderFlaw("GrossAmount", HeaderFlawKind.Computed)], header.Flaws);
    }

    [Fact]
    public void A_ksef_invoice_adds_its_bases_and_taxes()
    {
        DocumentHeader header = Header("ksef-fa3.xml", DocumentKind.KsefFa3);

        Assert.Equal(("FV/1/02/2026", "FA (3)", "VAT", "ZAM 12"), (header.Number, header.Profile, header.TypeCode, header.OrderReference));
        Assert.Equal(new HeaderParty("Żuraw i Syn sp. z o.o.", "PL", "1234563218"), header.Seller);
        Assert.Equal(new HeaderParty("Kranich GmbH", "DE", "136695976"), header.Buyer);
        Assert.Equal((1050.50m, 230.00m, 1280.50m), (header.NetAmount, header.TaxAmount, header.GrossAmount)); // the tax in złoty counts once
        Assert.Equal((3, new LocalDate(2026, 2, 16)), (header.LineCount, header.DueDate));
    }

    [Fact]
    public void A_notice_of_the_exchange_system_names_its_file()
    {
        Examination seen = Examine(Samples.Read("sdi-not-delivered.xml"), "IT12345670017_00031_MC_001.xml");

        Assert.Equal((DocumentKind.SdiNotice, Destination.Notices, false), (seen.Kind, seen.Route.Destination, seen.Route.NeedsPerson));
        Assert.Equal(("700100200", "MC", "IT12345670017_00031.xml"), (seen.Header?.Number, seen.Header?.TypeCode, seen.Header?.RelatedDocument));
        Assert.Equal(new LocalDate(2026, 7, 1), seen.Header?.IssueDate); // the day as written, not in UTC
        Assert.Equal("SdI notice MC 700100200 of 2026-07-01, on IT12345670017_00031.xml", seen.Subject);
    }

    [Theory]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "RicevutaConsegna", "RC")]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "NotificaScarto", "NS")]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "NotificaMancataConsegna", "MC")]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "NotificaEsito", "NE")]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "NotificaEsitoCommittente", "EC")]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "ScartoEsitoCommittente", "SE")]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "NotificaDecorrenzaTermini", "DT")]
    [InlineData("http://www.fatturapa.gov.it/sdi/messaggi/v1.0", "AttestazioneTrasmissioneFattura", "AT")]
    [InlineData("http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fattura/messaggi/v1.0", "RicevutaScarto", "NS")]
    public void Each_notice_has_its_type(string schema, string root, string type)
    {
        Examination seen = Examine(Samples.Utf8($"<t:{root} xmlns:t='{schema}'><IdentificativoSdI>1</IdentificativoSdI></t:{root}>"), "notice.xml");

        Assert.Equal((DocumentKind.SdiNotice, type, "1"), (seen.Kind, seen.Header?.TypeCode, seen.Header?.Number));
    }

    [Fact]
    public void The_right_name_in_the_wrong_namespace_is_not_an_invoice()
        => Assert.Equal(DocumentKind.OtherXml, Examine(Samples.Utf8("<Invoice xmlns='urn:elsewhere'><ID>1</ID></Invoice>"), "a.xml").Kind);

    [Fact]
    public void Elements_of_a_foreign_namespace_are_not_taken_for_fields()
    {
        const string Schema = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";

        Examination seen = Examine(Samples.Utf8($"<Invoice xmlns='{Schema}'><ID>1</ID></Invoice>"), "a.xml");

        Assert.Equal(DocumentKind.UblInvoice, seen.Kind);
        Assert.Null(seen.Header?.Number);
        Assert.Equal((true, RouteConfidence.Likely), (seen.Route.NeedsPerson, seen.Route.Confidence));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    public void The_byte_order_mark_decides_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        string text = Encoding.UTF8.GetString(Samples.Read("ksef-fa3.xml")).Replace("UTF-8", name, StringComparison.Ordinal);

        Examination seen = Examine([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "a.xml");

        Assert.Equal("Żuraw i Syn sp. z o.o.", seen.Header?.Seller.Name);
    }

    [Fact]
    public void An_invoice_inside_a_pdf_is_read_and_named()
    {
        byte[] pdf = Samples.Pdf(("note.txt", Samples.Utf8("hello")), ("factur-x.xml", Samples.Read("cii-invoice.xml")));

        Examination seen = Examine(pdf, "R-2026-15.pdf");

        Assert.Equal((DocumentKind.FacturX, ContentType.Pdf, "factur-x.xml"), (seen.Kind, seen.ContentType, seen.AttachmentName));
        Assert.Equal("R-2026/15", seen.Header?.Number);
        Assert.Equal(Destination.SupplierInvoices, seen.Route.Destination);
    }

    [Fact]
    public void Of_two_revisions_in_a_pdf_the_appended_one_counts()
    {
        byte[] first = Samples.Read("cii-invoice.xml");
        byte[] second = Samples.Utf8(Encoding.UTF8.GetString(first).Replace("R-2026/15", "R-2026/16", StringComparison.Ordinal));

        Assert.Equal("R-2026/16", Examine(Samples.Pdf(("factur-x.xml", first), ("factur-x.xml", second)), "a.pdf").Header?.Number);
    }

    [Fact]
    public void A_pdf_without_an_invoice_needs_a_person()
    {
        byte[] pdf = Samples.Pdf(("drawing.svg", Samples.Utf8("<svg xmlns='http://www.w3.org/2000/svg'/>")));

        Examination seen = Examine(pdf, "scan.pdf");

        Assert.Equal((DocumentKind.Pdf, true), (seen.Kind, seen.Route.NeedsPerson));
        Assert.Null(seen.Header);
        Assert.Equal("PDF document (scan.pdf)", seen.Subject);
    }

    [Fact]
    public void A_signed_invoice_is_read_through_its_envelope()
    {
        byte[] envelope = Samples.Signed(Samples.Read("fatturapa-lot.xml"));

        Assert.All(
            new[]
            {
                envelope,
                Samples.WithOpenLengths(envelope),
                Samples.Base64Lines(envelope),
                [0xEF, 0xBB, 0xBF, .. Samples.Base64Lines(envelope)],
                Samples.Signed(envelope),
            },
            content =>
            {
                Examination seen = Examine(content, "IT12345670017_00031.xml.p7m");
                Assert.Equal((DocumentKind.FatturaPaPrivate, true, "31/B"), (seen.Kind, seen.IsSigned, seen.Header?.Number));
            });
    }

    [Theory]
    [InlineData("scan.png")]
    [InlineData("scan.PNG")]
    [InlineData("scan")]
    [InlineData("scan.2026")]
    public void An_image_is_a_scan_for_a_person(string name)
    {
        Examination seen = Examine(Samples.Png(), name);

        Assert.Equal((DocumentKind.Image, true, RouteConfidence.Unsure), (seen.Kind, seen.Route.NeedsPerson, seen.Route.Confidence));
        Assert.Equal(DocumentKind.Image, Examine(Samples.Jpeg(), "a.jpg").Kind);
        Assert.Equal(DocumentKind.Image, Examine(Samples.Tiff(), "a.tif").Kind);
    }

    [Fact]
    public void Letters_and_messages_are_told_apart()
    {
        Assert.Equal(DocumentKind.Text, Examine(Samples.Utf8("Gentile cliente,"), "a.txt").Kind);
        Assert.Equal(DocumentKind.Text, Examine(Samples.Utf8("<!DOCTYPE html><html></html>"), "a.html").Kind);
        Assert.Equal(DocumentKind.Email, Examine(Samples.Utf8("Received: by host\r\nSubject: x\r\n\r\nbody"), "a.eml").Kind);
    }

    [Fact]
    public void Equal_input_gives_equal_answers()
    {
        foreach (string name in Samples.Invoices)
        {
            byte[] content = Samples.Read(name);
            string first = System.Text.Json.JsonSerializer.Serialize(Examine(content, name));

            Assert.Equal(first, System.Text.Json.JsonSerializer.Serialize(Examine(content, name)));
        }
    }

    [Fact]
    public void A_header_field_that_is_too_long_is_cut_and_noted()
    {
        const string Schemas = "urn:oasis:names:specification:ubl:schema:xsd:";
        string text = $"<Invoice xmlns='{Schemas}Invoice-2' xmlns:b='{Schemas}CommonBasicComponents-2'><b:ID>{new string('9', 5000)}</b:ID></Invoice>";

        DocumentHeader? header = Examine(Samples.Utf8(text), "a.xml").Header;

        Assert.Equal(ExaminationLimits.Default.MaxFieldLength, header?.Number?.Length);
        Assert.Equal([new HeaderFlaw("ID", HeaderFlawKind.TooLong)], header?.Flaws);
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("30/06/2026")]
    [InlineData("2026-6-3")]
    [InlineData("99999999")]
    public void A_date_that_is_none_is_noted(string date)
    {
        const string Schemas = "urn:oasis:names:specification:ubl:schema:xsd:";
        string text = $"<Invoice xmlns='{Schemas}Invoice-2' xmlns:b='{Schemas}CommonBasicComponents-2'><b:IssueDate>{date}</b:IssueDate></Invoice>";

        DocumentHeader? header = Examine(Samples.Utf8(text), "a.xml").Header;

        Assert.Null(header?.IssueDate);
        Assert.Equal([new HeaderFlaw("IssueDate", HeaderFlawKind.NotADate)], header?.Flaws);
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("1.234,56")]
    [InlineData("12345678901234567890123456789.5")]
    [InlineData("0.12345678901234567890123456789")]
    [InlineData("NaN")]
    public void An_amount_that_cannot_be_kept_exactly_is_noted(string amount)
    {
        const string Schemas = "urn:oasis:names:specification:ubl:schema:xsd:";
        string text = string.Create(CultureInfo.InvariantCulture, $"""
            <Invoice xmlns='{Schemas}Invoice-2' xmlns:b='{Schemas}CommonBasicComponents-2' xmlns:a='{Schemas}CommonAggregateComponents-2'>
              <a:LegalMonetaryTotal><b:PayableAmount>{amount}</b:PayableAmount></a:LegalMonetaryTotal>
            </Invoice>
            """);

        DocumentHeader? header = Examine(Samples.Utf8(text), "a.xml").Header;

        Assert.Null(header?.PayableAmount);
        Assert.Equal([new HeaderFlaw("PayableAmount", HeaderFlawKind.NotAnAmount)], header?.Flaws);
    }

    private static DocumentHeader Header(string name, DocumentKind kind)
    {
        Examination seen = Examine(Samples.Read(name), name);
        Assert.Equal(kind, seen.Kind);
        Assert.Equal((Destination.SupplierInvoices, false), (seen.Route.Destination, seen.Route.NeedsPerson));
        return seen.Header!;
    }

    private static Examination Examine(byte[] content, string name) => DocumentExaminer.Examine(content, name, ExaminationLimits.Default);
}
