using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Schema;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Formats.Ubl;
using BackOffice.Invoicing.Ksef;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.En16931;
using BackOffice.Invoicing.Rules.Ksef;

namespace BackOffice.Invoicing;

/// <summary>Bad input costs little: it is refused with its reason, or judged within memory in proportion to its size.</summary>
public sealed class BoundedInputTests(ITestOutputHelper output)
{
    private const int HalfAGigabyte = 500 * 1024 * 1024;
    private const int Little = 64 * 1024;

    private const string UblNames = "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\"";
    private const string CiiNames = "xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100\"";

    private static readonly IInvoiceFormat[] Formats = [new UblFormat(), new CiiFormat(), new FatturaPaFormat(), new KsefFormat()];

    [Fact]
    public void A_file_of_500_MB_is_refused_and_not_one_of_its_bytes_is_read()
    {
        using var huge = new Untouchable(HalfAGigabyte);
        _ = RawDocument.Read("<a/>"u8.ToArray(), RawLimits.Default);

        var allocated = Allocated(() =>
        {
            Assert.Equal(RawRefusal.TooLarge, RawDocument.Read(huge.Content, RawLimits.Default).Refusal);
            Assert.Equal(RawRefusal.TooLarge, SignedContent.Read(huge.Content, RawLimits.Default).Refusal);
            Assert.NotEmpty(PdfInvoice.Read(huge.Content, RawLimits.Default).Why);
            Assert.Single(SchemaCheck.Check(huge.Content, new XmlSchemaSet())!);
        });

        Assert.InRange(allocated, 0, Little);
    }

    /// <summary>Real lines would have some 600 MB in FatturaPA and 1.5 GB in UBL, and are refused by their size; empty ones fit, and are judged.</summary>
    [Theory]
    [InlineData("<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" " + UblNames + ">", "<cac:InvoiceLine/>", "</Invoice>", Profile.Peppol)]
    [InlineData("<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" " + UblNames + ">", "<cac:InvoiceLine/>", "</Invoice>", Profile.CiusRo)]
    [InlineData("<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\" " + CiiNames + "><rsm:SupplyChainTradeTransaction>", "<ram:IncludedSupplyChainTradeLineItem/>", "</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>", Profile.En16931)]
    [InlineData("<p:FatturaElettronica xmlns:p=\"http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2\"><FatturaElettronicaBody><DatiBeniServizi>", "<DettaglioLinee/>", "</DatiBeniServizi></FatturaElettronicaBody></p:FatturaElettronica>", Profile.FatturaPa)]
    [InlineData("<Faktura xmlns=\"http://crd.gov.pl/wzor/2025/06/25/13775/\"><Fa>", "<FaWiersz/>", "</Fa></Faktura>", Profile.Ksef)]
    public void A_million_lines_are_judged_within_memory_in_proportion(string before, string line, string after, Profile profile)
    {
        const int Lines = 1_000_000;
        var content = Encoding.UTF8.GetBytes(new StringBuilder(before).Insert(before.Length, line, Lines).Append(after).ToString());
        IReadOnlyList<Finding> findings = [];

        var allocated = Allocated(() => findings = RuleSets.Check(RawDocument.Read(content, RawLimits.Default).Root!, profile));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{profile}: {content.Length >> 20} MB, {findings.Count} findings, {allocated >> 20} MB allocated"));
        Assert.All(findings.CountBy(finding => finding.Rule, StringComparer.Ordinal), rule => Assert.InRange(rule.Value, 1, 100));
        Assert.InRange(allocated, 0, 1_000L * Lines);
    }

    [Fact]
    public void Too_many_elements_are_refused_before_they_are_kept()
    {
        var content = Encoding.UTF8.GetBytes(new StringBuilder("<a>").Insert(3, "<a/>", 3_000_000).Append("</a>").ToString());
        RawReading? read = null;

        var allocated = Allocated(() => read = RawDocument.Read(content, RawLimits.Default with { MostElements = 1_000 }));

        Assert.Equal(RawRefusal.TooLarge, read!.Refusal);
        Assert.Equal(RawRefusal.TooLarge, RawDocument.Read(content, RawLimits.Default).Refusal);
        Assert.InRange(allocated, 0, 1024 * 1024);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;\"><!ENTITY z \"&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;\">]><a>&z;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://example.com/a.dtd\"><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://example.com/p\"> %p;]><a/>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<a>&x;</a>")]
    public void A_document_type_and_its_entities_are_refused_wherever_they_stand(string xml)
    {
        foreach (var text in new[] { xml, "<?xml version=\"1.0\"?>" + xml, $"<!--{new string('x', 100_000)}-->{xml}" })
        {
            var content = Encoding.UTF8.GetBytes(text);
            RawReading? read = null;

            var allocated = Allocated(() => read = RawDocument.Read(content, RawLimits.Default));

            Assert.Equal(RawRefusal.NotXml, read!.Refusal);
            Assert.InRange(allocated, 0, 1024 * 1024);
            // A schema set that knows no such root has no verdict, and one that the document type is no part of is not asked.
            Assert.NotEqual([], SchemaCheck.Check(content, new XmlSchemaSet()) ?? [new SchemaFault(0, "")]);
        }
    }

    [Fact]
    public void Deep_nesting_is_refused_at_the_limit()
    {
        var content = Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, "<a>", 5_000_000).ToString());
        RawReading? read = null;

        var allocated = Allocated(() => read = RawDocument.Read(content, RawLimits.Default));

        Assert.Equal(RawRefusal.TooDeep, read!.Refusal);
        Assert.InRange(allocated, 0, 1024 * 1024);
        Assert.NotNull(RawDocument.Read(Nested(64), RawLimits.Default).Root);
        Assert.Equal(RawRefusal.TooDeep, RawDocument.Read(Nested(65), RawLimits.Default).Refusal);
    }

    [Fact]
    public void Many_attributes_and_names_of_namespaces_cost_no_more_than_their_size()
    {
        const int Many = 200_000;
        var names = new StringBuilder("<a");
        for (var number = 0; number < Many; number++)
        {
            names.Append(CultureInfo.InvariantCulture, $" xmlns:p{number}=\"urn:{number}\" p{number}:b=\"\"");
        }

        var content = Encoding.UTF8.GetBytes(names.Append("/>").ToString());
        RawNode? root = null;

        var allocated = Allocated(() => root = RawDocument.Read(content, RawLimits.Default).Root);

        Assert.Equal(Many, root?.Attributes.Count);
        Assert.InRange(allocated, 0, 40L * content.Length);
    }

    [Fact]
    public void An_attachment_of_a_PDF_that_unpacks_to_half_a_gigabyte_is_refused()
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write("<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\">"u8);
            var blanks = new byte[1024 * 1024];
            Array.Fill(blanks, (byte)' ');
            for (var written = 0; written < HalfAGigabyte; written += blanks.Length)
            {
                deflate.Write(blanks);
            }
        }

        byte[] pdf = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"%PDF-1.7\n1 0 obj << /Type /Filespec /F (factur-x.xml) /EF << /F 2 0 R >> >> endobj\n2 0 obj << /Type /EmbeddedFile /Filter /FlateDecode /Length {packed.Length} >> stream\n")), .. packed.ToArray(), .. "\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"u8];
        PdfInvoiceReading? read = null;

        var allocated = Allocated(() => read = PdfInvoice.Read(pdf, RawLimits.Default));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pdf.Length >> 10} KB of PDF: {read!.Why}, {allocated >> 20} MB allocated"));
        Assert.Null(read.Invoice);
        Assert.InRange(allocated, 0, 256L * 1024 * 1024);
    }

    [Fact]
    public void A_document_that_was_cut_off_is_refused_wherever_the_cut_is()
    {
        foreach (var whole in new[] { EnSamples.Ubl, EnSamples.Cii, KsefSamples.Fa3, Encoding.UTF8.GetString(InvoicingSamples.Read("fatturapa-simplified.xml")) })
        {
            var content = Encoding.UTF8.GetBytes(whole.TrimEnd());
            for (var length = 0; length < content.Length; length += 7)
            {
                Assert.Equal(RawRefusal.NotXml, RawDocument.Read(content.AsMemory(0, length), RawLimits.Default).Refusal);
            }
        }
    }

    [Fact]
    public void An_encoding_that_is_not_the_declared_one_is_refused_and_one_that_is_is_read()
    {
        byte[] broken = [.. "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>"u8, 0xE0, .. "</a>"u8];
        byte[] declared = [.. "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>"u8];
        byte[] unknown = [.. "<?xml version=\"1.0\" encoding=\"klingon\"?><a/>"u8];
        byte[] latin = [.. "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>"u8, 0xE0, .. "</a>"u8];
        byte[] central = [.. "<?xml version=\"1.0\" encoding=\"windows-1250\"?><a>"u8, 0xB3, .. "</a>"u8];
        byte[] wide = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<a>ł</a>")];

        Assert.All([broken, declared, unknown], content => Assert.Equal(RawRefusal.NotXml, RawDocument.Read(content, RawLimits.Default).Refusal));
        Assert.Equal(["à", "ł", "ł"], new[] { latin, central, wide }.Select(content => RawDocument.Read(content, RawLimits.Default).Root?.Text));
    }

    [Fact]
    public void A_byte_order_mark_is_a_fault_for_KSeF_and_for_nobody_else()
    {
        byte[] ksef = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(KsefSamples.Fa3)];
        byte[] ubl = [0xEF, 0xBB, 0xBF, .. InvoicingSamples.Read("ubl-invoice.xml")];
        var report = new Report();

        ContentRules.Check(ksef, RawDocument.Read(ksef, RawLimits.Default).Root!, report);

        Assert.Contains(report.Findings, finding => finding.Severity == Severity.Fatal);
        Assert.DoesNotContain(RuleSets.Check(RawDocument.Read(ubl, RawLimits.Default).Root!, Profile.En16931), finding => finding.Severity == Severity.Fatal);
    }

    [Theory]
    [InlineData("<Invoice xmlns=\"urn:someone:else\"/>")]
    [InlineData("<Invoice/>")]
    [InlineData("<CreditNote xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>")]
    [InlineData("<Faktura xmlns=\"http://crd.gov.pl/wzor/2099/01/01/1/\"/>")]
    [InlineData("<FatturaElettronica xmlns=\"http://www.fatturapa.gov.it/sdi/fatturapa/v1.1\"/>")]
    public void A_vocabulary_that_nobody_knows_is_a_finding_of_every_profile(string xml)
    {
        var root = RawDocument.Read(Encoding.UTF8.GetBytes(xml), RawLimits.Default).Root!;

        Assert.All(Enum.GetValues<Profile>(), profile => Assert.Contains(RuleSets.Check(root, profile), finding => finding.Severity == Severity.Fatal));
        Assert.DoesNotContain(Formats, format => format.Reads(root));
    }

    [Theory]
    [InlineData("urn:someone:else", Profile.Peppol)]
    [InlineData("urn:someone:else", Profile.CiusRo)]
    [InlineData("", Profile.En16931)]
    public void A_customisation_that_is_not_the_profiles_is_a_finding(string customisation, Profile profile)
    {
        var xml = EnSamples.Ubl.Replace("<cbc:CustomizationID>urn:cen.eu:en16931:2017<", $"<cbc:CustomizationID>{customisation}<", StringComparison.Ordinal);
        var root = RawDocument.Read(Encoding.UTF8.GetBytes(xml), RawLimits.Default).Root!;

        Assert.Contains(RuleSets.Check(root, profile), finding => finding.Severity == Severity.Fatal && finding.Path.Contains("CustomizationID", StringComparison.Ordinal) || finding.Term == "BT-24");
    }

    /// <summary>A figure or a day that is none is named by the reader, and the invoice goes nowhere with it.</summary>
    [Theory]
    [InlineData("1,50")]
    [InlineData("1e2")]
    [InlineData("1 000.00")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.123456789012345678901234567890")]
    [InlineData("NaN")]
    public void A_figure_that_is_none_is_a_finding_and_is_not_carried(string figure)
    {
        foreach (var (xml, tag, amount, profile) in Amounts)
        {
            Assert.Contains($"{tag}{amount}<", xml, StringComparison.Ordinal);
            var root = RawDocument.Read(Encoding.UTF8.GetBytes(xml.Replace($"{tag}{amount}<", $"{tag}{figure}<", StringComparison.Ordinal)), RawLimits.Default).Root!;
            var reading = Formats.Single(format => format.Reads(root)).Read(root)[0];

            Assert.Contains(RuleSets.Check(root, profile), finding => finding.Severity == Severity.Fatal);
            Assert.Contains(reading.NotCarried, lost => lost.Value == figure);
            Assert.All(Formats, format => Assert.Null(InvoiceConversion.Of(reading, format).Content));
        }
    }

    [Fact]
    public void The_31st_of_February_is_not_carried_and_goes_nowhere()
    {
        foreach (var (xml, was, day) in new[] { (EnSamples.Ubl, "<cbc:IssueDate>2026-01-31<", "2026-02-31"), (EnSamples.Cii, ">20260131<", "20260231"), (KsefSamples.Fa3, "<P_1>2026-03-02<", "2026-02-31") })
        {
            Assert.Contains(was, xml, StringComparison.Ordinal);
            var root = RawDocument.Read(Encoding.UTF8.GetBytes(xml.Replace(was, $"{was[..(was.IndexOf('>', StringComparison.Ordinal) + 1)]}{day}<", StringComparison.Ordinal)), RawLimits.Default).Root!;
            var reading = Formats.Single(format => format.Reads(root)).Read(root)[0];

            Assert.Contains(reading.NotCarried, lost => lost.Value == day);
            Assert.All(Formats, format => Assert.Null(InvoiceConversion.Of(reading, format).Content));
        }
    }

    private static IReadOnlyList<(string Xml, string Tag, string Amount, Profile Profile)> Amounts =>
    [
        (EnSamples.Ubl, "<cbc:LineExtensionAmount>", "94.00", Profile.En16931),
        (EnSamples.Cii, "<ram:LineTotalAmount>", "94.00", Profile.En16931),
        (KsefSamples.Fa3, "<P_13_3>", "1000.00", Profile.Ksef),
        (Encoding.UTF8.GetString(InvoicingSamples.Read("fatturapa-everything.xml")), "<PrezzoTotale>", "1000.00", Profile.FatturaPa),
    ];

    private static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, "<a>", depth).Insert(3 * depth, "</a>", depth).ToString());

    private static long Allocated(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>So many bytes, none of which may be looked at.</summary>
    private sealed class Untouchable(int length) : MemoryManager<byte>
    {
        public ReadOnlyMemory<byte> Content => CreateMemory(length);

        public override Span<byte> GetSpan() => throw new InvalidOperationException("The content was read.");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new InvalidOperationException("The content was read.");

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
