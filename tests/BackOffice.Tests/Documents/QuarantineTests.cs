using System.Globalization;
using System.Text;
using BackOffice.Documents.Domain;

namespace BackOffice.Tests.Documents;

public sealed class QuarantineTests
{
    private const string Laughs = """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <lolz>&c;</lolz>
        """;

    [Theory]
    [InlineData("", QuarantineReason.Empty)]
    [InlineData(" \r\n\t", QuarantineReason.Empty)]
    [InlineData("\uFEFF", QuarantineReason.Empty)]
    [InlineData("<Invoice><ID>1</ID>", QuarantineReason.Broken)]
    [InlineData("<a></b>", QuarantineReason.Broken)]
    [InlineData("<a/><b/>", QuarantineReason.Broken)]
    [InlineData("<a>&undeclared;</a>", QuarantineReason.Broken)]
    [InlineData("<?xml version='1.0' encoding='no-such-thing'?><a/>", QuarantineReason.Broken)]
    [InlineData("<!-- only a comment -->", QuarantineReason.Broken)]
    [InlineData(Laughs, QuarantineReason.EntityExpansion)]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", QuarantineReason.ExternalEntity)]
    [InlineData("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://example.invalid/x'> %x;]><a/>", QuarantineReason.ExternalEntity)]
    [InlineData("<!DOCTYPE a SYSTEM 'http://example.invalid/a.dtd'><a/>", QuarantineReason.ExternalEntity)]
    [InlineData("<!-- <!DOCTYPE hidden> --><?pi?><!DOCTYPE a><a/>", QuarantineReason.DocumentType)]
    public void Xml_that_may_not_be_read_is_set_aside(string xml, QuarantineReason reason)
        => Assert.Equal(reason, Refusal(Samples.Utf8(xml), "a.xml"));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_declaration_in_another_encoding_is_found_too(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        Assert.Equal(QuarantineReason.EntityExpansion, Refusal([.. encoding.GetPreamble(), .. encoding.GetBytes(Laughs)], "a.xml"));
    }

    [Fact]
    public void A_comment_that_mentions_a_declaration_is_harmless()
        => Assert.Null(Refusal(Samples.Utf8("<!-- <!DOCTYPE a> --><a/>"), "a.xml"));

    [Fact]
    public void Bytes_that_do_not_fit_the_declared_encoding_are_damage()
    {
        byte[] latin = Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='utf-8'?><a>perché</a>");

        Assert.Equal(QuarantineReason.Broken, Refusal(latin, "a.xml"));
    }

    [Fact]
    public void Size_depth_and_number_of_elements_have_limits()
    {
        ExaminationLimits tight = new() { MaxBytes = 1_000, MaxXmlDepth = 10, MaxXmlElements = 20 };

        Assert.Equal(QuarantineReason.TooLarge, Refusal(new byte[1_001], "a.xml", tight));
        Assert.Null(Refusal(Samples.Utf8(Nested(10)), "a.xml", tight));
        Assert.Equal(QuarantineReason.TooDeep, Refusal(Samples.Utf8(Nested(11)), "a.xml", tight));
        Assert.Null(Refusal(Samples.Utf8($"<r>{string.Concat(Enumerable.Repeat("<e/>", 19))}</r>"), "a.xml", tight));
        Assert.Equal(QuarantineReason.TooComplex, Refusal(Samples.Utf8($"<r>{string.Concat(Enumerable.Repeat("<e/>", 20))}</r>"), "a.xml", tight));
    }

    [Theory]
    [InlineData("scan.pdf")]
    [InlineData("scan.jpg")]
    [InlineData("invoice.xml")]
    [InlineData("invoice.xml.p7m")]
    [InlineData("setup.exe")]
    public void A_name_that_says_something_else_is_set_aside(string name)
        => Assert.Equal(QuarantineReason.WrongExtension, Refusal(Samples.Png(), name));

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_file_that_was_cut_off_is_damaged(double share)
    {
        Assert.Equal(QuarantineReason.Broken, Refusal(Cut(Samples.Png(), share), "a.png"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Cut(Samples.Jpeg(), Math.Max(share, 0.3)), "a.jpg"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Cut(Samples.Tiff(), Math.Max(share, 0.3)), "a.tif"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Cut(Samples.Pdf(), share), "a.pdf"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Cut(Samples.Read("ubl-invoice.xml"), share), "a.xml"));
        Assert.Equal(QuarantineReason.BrokenSignature, Refusal(Cut(Samples.Signed([1, 2, 3]), share), "a.p7m"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Cut(Samples.Zip(("a", [1])), share), "a.zip"));
    }

    [Fact]
    public void A_password_is_told_apart_from_damage()
    {
        byte[] pdf = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Samples.Pdf()).Replace("/Root 1 0 R", "/Encrypt 9 0 R /Root 1 0 R", StringComparison.Ordinal));
        byte[] zip = Samples.Zip(("a.xml", [1, 2, 3]));
        zip[Encoding.Latin1.GetString(zip).IndexOf("PK\u0001\u0002", StringComparison.Ordinal) + 8] |= 1;

        Assert.Equal(QuarantineReason.Encrypted, Refusal(pdf, "a.pdf"));
        Assert.Equal(QuarantineReason.Encrypted, Refusal(zip, "a.zip"));
    }

    [Fact]
    public void An_archive_is_not_a_document()
    {
        Assert.Equal(QuarantineReason.NotAllowedArchive, Refusal(Samples.Zip(("a.xml", Samples.Utf8("<a/>"))), "a.zip"));
        Assert.Equal(QuarantineReason.NotAllowedArchive, Refusal([0x1F, 0x8B, 8, 0], "a.gz"));
    }

    [Fact]
    public void What_unpacks_beyond_the_limit_is_a_bomb()
    {
        ExaminationLimits tight = new() { MaxInflatedBytes = 100_000 };
        byte[] bulk = Samples.Utf8("<Invoice>" + new string(' ', 200_000) + "</Invoice>");

        Assert.Equal(QuarantineReason.Bomb, Refusal(Samples.Zip(("a", bulk)), "a.zip", tight));
        Assert.Equal(QuarantineReason.Bomb, Refusal(Samples.Pdf(("factur-x.xml", bulk)), "a.pdf", tight));
    }

    [Fact]
    public void Files_made_to_be_slow_are_answered()
    {
        // Each would take minutes if its size were squared.
        string names = string.Concat(Enumerable.Repeat("/EF /Encrypted obj ", 400_000));
        string attributes = string.Concat(Enumerable.Range(0, 100_000).Select(i => $" a{i.ToString(CultureInfo.InvariantCulture)}=''"));

        Assert.Null(Refusal(Samples.Utf8($"%PDF-1.7\n{names}\n%%EOF"), "a.pdf"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Samples.Utf8($"%PDF-1.7\n{string.Concat(Enumerable.Repeat("stream\n", 500_000))}%%EOF"), "a.pdf"));
        Assert.Equal(QuarantineReason.TooComplex, Refusal(Samples.Utf8($"%PDF-1.7\n{string.Concat(Enumerable.Repeat("stream\nendstream\n", 50_000))}%%EOF"), "a.pdf"));
        Assert.Null(Refusal(Samples.Utf8($"<a{attributes}/>"), "a.xml"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Samples.Utf8(string.Concat(Enumerable.Repeat("<!--", 500_000))), "a.xml"));
    }

    [Fact]
    public void Many_attachments_together_have_one_limit()
    {
        byte[] invoice = Samples.Read("cii-invoice.xml");
        (string Name, byte[] Content)[] many = [.. Enumerable.Range(0, 9).Select(_ => ("factur-x.xml", invoice))];

        Assert.Equal(QuarantineReason.TooComplex, Refusal(Samples.Pdf(many), "a.pdf"));
        Assert.Null(Refusal(Samples.Pdf(many[..8]), "a.pdf"));
        Assert.Equal(QuarantineReason.Bomb, Refusal(Samples.Pdf(many[..8]), "a.pdf", new() { MaxInflatedBytes = 7 * invoice.Length }));
    }

    [Fact]
    public void An_attachment_may_do_no_more_than_a_file_may()
    {
        Assert.Equal(QuarantineReason.EntityExpansion, Refusal(Samples.Pdf(("factur-x.xml", Samples.Utf8(Laughs + "<!-- Invoice -->"))), "a.pdf"));
        Assert.Equal(QuarantineReason.Broken, Refusal(Samples.Pdf(("factur-x.xml", Samples.Utf8("<Invoice>"))), "a.pdf"));
        Assert.Equal(QuarantineReason.ExternalEntity, Refusal(Samples.Signed(Samples.Utf8("<!DOCTYPE a SYSTEM 'x'><a/>")), "a.xml.p7m"));
    }

    [Fact]
    public void An_envelope_that_was_touched_is_refused_though_its_xml_still_shows()
    {
        byte[] envelope = Samples.Signed(Samples.Read("fatturapa-lot.xml"));
        int inside = Encoding.Latin1.GetString(envelope).IndexOf("31/B", StringComparison.Ordinal);
        envelope[inside] = (byte)'9';

        Assert.Equal(QuarantineReason.BrokenSignature, Refusal(envelope, "a.xml.p7m"));
        Assert.Equal(QuarantineReason.BrokenSignature, Refusal(Samples.Base64Lines(envelope), "a.xml.p7m"));
        Assert.Equal(QuarantineReason.BrokenSignature, Refusal(Samples.Utf8("not an envelope <?xml version='1.0'?><a/>"), "a.xml.p7m"));
    }

    [Fact]
    public void Envelopes_in_envelopes_end_somewhere()
    {
        byte[] envelope = Samples.Utf8("<a/>");
        for (int i = 0; i < 4; i++)
        {
            envelope = Samples.Signed(envelope);
        }

        Assert.Equal(QuarantineReason.TooComplex, Refusal(envelope, "a.p7m"));
    }

    [Fact]
    public void Unknown_bytes_and_old_office_files_are_not_accepted()
    {
        Assert.Equal(QuarantineReason.UnknownType, Refusal([0, 1, 2, 3], "a.bin"));
        Assert.Equal(QuarantineReason.UnknownType, Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "a.doc"));
    }

    [Fact]
    public void A_refusal_speaks_to_a_person_and_quotes_nothing()
    {
        Examination seen = DocumentExaminer.Examine(Samples.Utf8("<Salary>secret"), "a.xml", ExaminationLimits.Default);

        Assert.Equal("The file is damaged or incomplete; ask the sender for it again.", seen.Quarantine?.Text);
        Assert.Equal((DocumentKind.Unknown, true, "Document set aside (a.xml)"), (seen.Kind, seen.Route.NeedsPerson, seen.Subject));
        Assert.All(Enum.GetValues<QuarantineReason>(), reason => Assert.EndsWith(".", Quarantine.For(reason).Text, StringComparison.Ordinal));
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("<e>", depth)) + string.Concat(Enumerable.Repeat("</e>", depth));

    private static byte[] Cut(byte[] content, double share)
        => content[..(int)(content.Length * share)];

    private static QuarantineReason? Refusal(byte[] content, string name, ExaminationLimits? limits = null)
        => DocumentExaminer.Examine(content, name, limits ?? ExaminationLimits.Default).Quarantine?.Reason;
}
