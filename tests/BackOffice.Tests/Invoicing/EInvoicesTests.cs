using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Documents;

namespace BackOffice.Invoicing;

/// <summary>What a file is taken for, what it is judged by, and what is said of one that cannot be judged.</summary>
public sealed class EInvoicesTests
{
    private const string Peppol = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

    private static readonly EInvoices Invoices = new(SchemaSets.None, RawLimits.Default);

    [Theory]
    [InlineData("ubl-invoice.xml", EInvoiceFormat.UblInvoice, Profile.En16931, "EN 16931 UBL 1.3.16")]
    [InlineData("ubl-credit-note.xml", EInvoiceFormat.UblCreditNote, Profile.Peppol, "Peppol BIS Billing 3.0.21 on EN 16931 UBL 1.3.16")]
    [InlineData("cius-ro-invoice.xml", EInvoiceFormat.UblInvoice, Profile.CiusRo, "CIUS-RO 1.0.9 on EN 16931 UBL 1.3.16 without UBL-SR-51 to 56")]
    [InlineData("cii-invoice.xml", EInvoiceFormat.Cii, Profile.En16931, "EN 16931 CII 1.3.16")]
    [InlineData("fatturapa-everything.xml", EInvoiceFormat.FatturaPa, Profile.FatturaPa, "SdI 1.9")]
    [InlineData("fatturapa-simplified.xml", EInvoiceFormat.FatturaPa, Profile.FatturaPa, "SdI 1.9")]
    public void A_document_says_itself_what_it_is_judged_by(string sample, EInvoiceFormat format, Profile profile, string version)
    {
        var verdict = Judge(InvoicingSamples.Read(sample));

        Assert.Equal((format, profile, version, null), (verdict.Format, verdict.Profile, verdict.RuleSetVersion, verdict.XsdValid));
        Assert.Equal((EInvoiceResult.Pass, 0, 0), (verdict.Verdict, verdict.Findings.Count(finding => finding.Severity == Severity.Fatal), verdict.SchemaFaults.Count));
    }

    [Fact]
    public void What_is_asked_for_beats_what_the_document_says()
    {
        var content = Changed("ubl-invoice.xml", ">urn:cen.eu:en16931:2017</cbc:CustomizationID>\n  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0<", $">{Peppol}</cbc:CustomizationID>\n  <cbc:ProfileID>our own<");
        var detected = Judge(content);
        var asked = Judge(content, Profile.En16931);

        Assert.Equal((Profile.Peppol, EInvoiceResult.Fail), (detected.Profile, detected.Verdict));
        Assert.StartsWith("Peppol BIS Billing 3.0.21", detected.RuleSetVersion, StringComparison.Ordinal);
        Assert.Contains(detected.Findings, finding => finding.Rule.StartsWith("PEPPOL-EN16931-", StringComparison.Ordinal));
        Assert.Equal((Profile.En16931, EInvoiceResult.Pass), (asked.Profile, asked.Verdict));
    }

    [Theory]
    [InlineData("ubl-invoice.xml", Profile.FatturaPa)]
    [InlineData("cii-invoice.xml", Profile.Ksef)]
    [InlineData("fatturapa-everything.xml", Profile.En16931)]
    [InlineData("fatturapa-everything.xml", Profile.Ksef)]
    [InlineData("sdi-outcome.xml", Profile.FatturaPa)]
    public void A_profile_that_does_not_judge_a_format_says_so_and_runs_no_rule(string sample, Profile profile)
    {
        var verdict = Judge(InvoicingSamples.Read(sample), profile);

        Assert.Equal((profile, null, EInvoiceResult.Fail), (verdict.Profile, verdict.RuleSetVersion, verdict.Verdict));
        Assert.Equal(["FORMAT"], verdict.Findings.Select(finding => finding.Rule));
    }

    [Theory]
    [InlineData("<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>", EInvoiceFormat.Order)]
    [InlineData("<OrderResponse xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2\"/>", EInvoiceFormat.OrderResponse)]
    [InlineData("<DespatchAdvice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2\"/>", EInvoiceFormat.DespatchAdvice)]
    [InlineData("<Potwierdzenie xmlns=\"http://upo.schematy.mf.gov.pl/KSeF/v4-3\"/>", EInvoiceFormat.KsefReceipt)]
    [InlineData("<CrossIndustryDocument xmlns=\"urn:ferd:CrossIndustryDocument:invoice:1p0\"/>", EInvoiceFormat.ZugferdOne)]
    [InlineData("<Invoice/>", EInvoiceFormat.Unknown)]
    [InlineData("<html/>", EInvoiceFormat.Unknown)]
    public void What_is_no_invoice_is_named_and_not_judged(string document, EInvoiceFormat format)
    {
        var verdict = Judge(Encoding.UTF8.GetBytes(document));

        Assert.Equal((format, null, null, EInvoiceResult.Fail), (verdict.Format, verdict.Profile, verdict.RuleSetVersion, verdict.Verdict));
        Assert.Equal(["FORMAT"], verdict.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void A_notice_of_the_exchange_is_named_and_not_judged()
        => Assert.Equal((EInvoiceFormat.SdiNotice, EInvoiceResult.Fail), (Judge(InvoicingSamples.Read("sdi-rejection.xml")).Format, Judge(InvoicingSamples.Read("sdi-rejection.xml")).Verdict));

    [Theory]
    [InlineData("", "XML")]
    [InlineData("no invoice", "XML")]
    [InlineData("{}", "XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "XML")]
    [InlineData("%PDF-1.7\n%%EOF", "PDF")]
    [InlineData("0\u0082 broken", "CMS")]
    public void What_cannot_be_read_is_a_finding(string content, string rule)
    {
        var verdict = Judge(Encoding.Latin1.GetBytes(content));

        Assert.Equal((EInvoiceFormat.Unknown, null, EInvoiceResult.Fail), (verdict.Format, verdict.Profile, verdict.Verdict));
        Assert.Equal([(rule, Severity.Fatal)], verdict.Findings.Select(finding => (finding.Rule, finding.Severity)));
    }

    [Fact]
    public void A_document_that_is_cut_off_is_still_told_and_one_that_is_too_large_is_not_read()
    {
        var content = InvoicingSamples.Read("cii-invoice.xml");
        var cut = Judge(content.AsMemory(0, content.Length / 2));
        var small = new EInvoices(SchemaSets.None, new RawLimits { MostBytes = 1_000 }).Judge(content, profile: null);
        var flat = new EInvoices(SchemaSets.None, new RawLimits { Deepest = 3 }).Judge(content, profile: null);

        Assert.Equal((EInvoiceFormat.Cii, "XML"), (cut.Format, Assert.Single(cut.Findings).Rule));
        Assert.Equal((EInvoiceFormat.Unknown, "SIZE"), (small.Format, Assert.Single(small.Findings).Rule));
        Assert.Equal("DEPTH", Assert.Single(flat.Findings).Rule);
    }

    [Fact]
    public void An_envelope_and_a_PDF_are_opened_and_what_is_inside_is_judged()
    {
        var signed = Samples.Signed(InvoicingSamples.Read("fatturapa-everything.xml"));
        var pdf = Samples.Pdf(("factur-x.xml", InvoicingSamples.Read("cii-invoice.xml")));

        Assert.All([signed, Samples.Base64Lines(signed), Samples.WithOpenLengths(signed)], envelope => Assert.Equal((EInvoiceFormat.FatturaPa, EInvoiceResult.Pass), (Judge(envelope).Format, Judge(envelope).Verdict)));
        Assert.Equal((EInvoiceFormat.Cii, Profile.En16931, EInvoiceResult.Pass), (Judge(pdf).Format, Judge(pdf).Profile, Judge(pdf).Verdict));
        Assert.Equal((EInvoiceFormat.Cii, EInvoiceResult.Pass), (Judge(Samples.Signed(pdf)).Format, Judge(Samples.Signed(pdf)).Verdict));
        Assert.Equal("PDF", Assert.Single(Judge(Samples.Pdf()).Findings).Rule);
    }

    [Theory]
    [InlineData("urn:factur-x.eu:1p0:minimum")]
    [InlineData("urn:factur-x.eu:1p0:basicwl")]
    public void A_profile_below_EN_16931_is_not_judged_by_it_unless_somebody_asks(string guideline)
    {
        var content = Changed("cii-invoice.xml", ">urn:cen.eu:en16931:2017<", $">{guideline}<");
        var verdict = Judge(content);

        Assert.Equal((EInvoiceFormat.Cii, null, null, EInvoiceResult.Pass), (verdict.Format, verdict.Profile, verdict.RuleSetVersion, verdict.Verdict));
        Assert.Equal([("PROFILE", Severity.Warning)], verdict.Findings.Select(finding => (finding.Rule, finding.Severity)));
        Assert.Equal("EN 16931 CII 1.3.16", Judge(content, Profile.En16931).RuleSetVersion);
    }

    [Fact]
    public void The_rules_of_KSeF_look_at_the_bytes_too_and_its_UBL_is_left_to_the_schema()
    {
        var faktura = Encoding.UTF8.GetBytes("<Faktura xmlns=\"http://crd.gov.pl/wzor/2025/06/25/13775/\"/>");
        var marked = Judge(new byte[] { 0xEF, 0xBB, 0xBF }.Concat(faktura).ToArray());
        var pef = Judge(InvoicingSamples.Read("ubl-invoice.xml"), Profile.Ksef);

        Assert.DoesNotContain(Judge(faktura).Findings, finding => finding.Rule == "PL-BOM");
        Assert.Contains(marked.Findings, finding => finding is { Rule: "PL-BOM", Severity: Severity.Fatal });
        Assert.Equal((EInvoiceFormat.Ksef, Profile.Ksef, "FA(3) 1-0E, own rules 1"), (marked.Format, marked.Profile, marked.RuleSetVersion));
        Assert.Equal(("PEF(3) 2-1, schema only", EInvoiceResult.Pass, "PEF"), (pef.RuleSetVersion, pef.Verdict, Assert.Single(pef.Findings).Rule));
    }

    private static EInvoiceVerdict Judge(ReadOnlyMemory<byte> content, Profile? profile = null) => Invoices.Judge(content, profile);

    private static byte[] Changed(string sample, string what, string by)
    {
        var text = Encoding.UTF8.GetString(InvoicingSamples.Read(sample));
        Assert.Contains(what, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal));
    }
}
