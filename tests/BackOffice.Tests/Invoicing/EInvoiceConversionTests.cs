using System.Text;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Notifications.Domain;
using BackOffice.Tests.Documents;

namespace BackOffice.Invoicing;

/// <summary>Files converted and shown at the front door; the conversions themselves are tried in Formats.</summary>
public sealed class EInvoiceConversionTests
{
    private static readonly EInvoices Invoices = new(SchemaSets.None, RawLimits.Default);

    public static TheoryData<string, ConversionTarget> Pairs => new MatrixTheoryData<string, ConversionTarget>(
        ["ubl-invoice.xml", "ubl-credit-note.xml", "cius-ro-invoice.xml", "cii-invoice.xml", "fatturapa-everything.xml", "fatturapa-simplified.xml"],
        Enum.GetValues<ConversionTarget>());

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_written_is_of_the_format_and_holds_by_its_rules_or_says_what_it_lacks(string sample, ConversionTarget target)
    {
        var source = Choose(InvoicingSamples.Read(sample));
        var conversion = EInvoices.Convert(source.Reading!, target);

        Assert.Equal(conversion.Content is null, conversion.Missing.Count > 0);
        if (conversion.Content is { } content)
        {
            var verdict = Invoices.Judge(content, ProfileOf(target));
            Assert.Contains(verdict.Format, FormatsOf(target));
            Assert.True(verdict.Verdict == EInvoiceResult.Pass, string.Join('\n', verdict.Findings));
        }
    }

    [Fact]
    public void What_had_to_be_changed_to_leave_FatturaPA_is_lost_and_named()
    {
        var source = Choose(Italian(text => text.Replace("<UnitaMisura>", "<UnitaMisura>strani ", StringComparison.Ordinal)));
        var conversion = EInvoices.Convert(source.Reading!, ConversionTarget.Cii);

        Assert.Empty(conversion.Missing);
        Assert.Contains(conversion.Lost, term => term.Path.EndsWith(".unit", StringComparison.Ordinal) && term.Value.StartsWith("strani ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_specification_of_EN_16931_stays_and_any_other_gives_way()
    {
        var german = Choose(Changed("ubl-invoice.xml", ">urn:cen.eu:en16931:2017<", ">urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0<"));
        var italian = Choose(Italian(text => text));

        Assert.Contains("xrechnung_3.0", Written(german, ConversionTarget.Cii), StringComparison.Ordinal);
        Assert.DoesNotContain("xrechnung_3.0", Written(german, ConversionTarget.Peppol), StringComparison.Ordinal);
        Assert.Contains(">urn:cen.eu:en16931:2017<", Written(italian, ConversionTarget.Cii), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_lot_one_invoice_is_named()
    {
        var lot = Lot(3);

        Assert.Equal((null, null, 3), (Choose(lot).Reading, Choose(lot).Refusal, Choose(lot).Invoices));
        Assert.Equal(["LOT-1", "LOT-2", "LOT-3"], Enumerable.Range(1, 3).Select(number => Invoices.Read(lot, number).Reading!.Invoice.Number));
        Assert.Null(Invoices.Read(lot, 4).Reading);
        Assert.NotNull(Invoices.Read(InvoicingSamples.Read("cii-invoice.xml"), 1).Reading);
        Assert.Null(Invoices.Read(InvoicingSamples.Read("cii-invoice.xml"), 2).Reading);
    }

    [Theory]
    [InlineData("<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>", "FORMAT")]
    [InlineData("<p:FatturaElettronica xmlns:p=\"http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2\"/>", "FORMAT")]
    [InlineData("<Invoice", "XML")]
    public void What_is_not_read_says_why(string content, string rule)
        => Assert.Equal((null, rule), (Choose(Encoding.UTF8.GetBytes(content)).Reading, Choose(Encoding.UTF8.GetBytes(content)).Refusal?.Rule));

    [Theory]
    [InlineData(Language.Italian, "lang=\"it\"")]
    [InlineData(Language.Romanian, "lang=\"ro\"")]
    [InlineData(Language.Polish, "lang=\"pl\"")]
    [InlineData(Language.English, "lang=\"en\"")]
    public void Any_file_is_shown_in_any_language(Language language, string mark)
        => Assert.All(
            [InvoicingSamples.Read("cii-invoice.xml"), Samples.Signed(InvoicingSamples.Read("fatturapa-everything.xml")), Samples.Pdf(("factur-x.xml", InvoicingSamples.Read("cii-invoice.xml")))],
            file => Assert.Contains(mark, EInvoices.Show(Choose(file).Reading!, language), StringComparison.Ordinal));

    internal static byte[] Lot(int invoices)
    {
        const string End = "</FatturaElettronicaBody>";
        var text = Encoding.UTF8.GetString(InvoicingSamples.Read("fatturapa-everything.xml"));
        var (begin, end) = (text.IndexOf("<FatturaElettronicaBody>", StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal) + End.Length);
        var (from, to) = (text.IndexOf("<Numero>", begin, StringComparison.Ordinal), text.IndexOf("</Numero>", begin, StringComparison.Ordinal));
        var bodies = Enumerable.Range(1, invoices).Select(number => string.Concat(text.AsSpan(begin, from - begin), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<Numero>LOT-{number}"), text.AsSpan(to, end - to)));
        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, begin), string.Concat(bodies), text.AsSpan(end)));
    }

    private static EInvoiceChoice Choose(byte[] content) => Invoices.Read(content, number: null);

    private static string Written(EInvoiceChoice source, ConversionTarget target)
        => Encoding.UTF8.GetString(EInvoices.Convert(source.Reading!, target) is { Content: { } content } ? content : throw new InvalidOperationException("Something is missing."));

    private static Profile ProfileOf(ConversionTarget target) => target switch
    {
        ConversionTarget.FatturaPa => Profile.FatturaPa,
        ConversionTarget.Ksef => Profile.Ksef,
        ConversionTarget.CiusRo => Profile.CiusRo,
        ConversionTarget.Peppol => Profile.Peppol,
        _ => Profile.En16931,
    };

    private static EInvoiceFormat[] FormatsOf(ConversionTarget target) => target switch
    {
        ConversionTarget.Cii => [EInvoiceFormat.Cii],
        ConversionTarget.FatturaPa => [EInvoiceFormat.FatturaPa],
        ConversionTarget.Ksef => [EInvoiceFormat.Ksef],
        _ => [EInvoiceFormat.UblInvoice, EInvoiceFormat.UblCreditNote],
    };

    /// <summary>The sample without its tax representative: FatturaPA has no address of one, and EN 16931 asks for it.</summary>
    private static byte[] Italian(Func<string, string> change)
    {
        const string End = "</RappresentanteFiscale>";
        var text = Encoding.UTF8.GetString(InvoicingSamples.Read("fatturapa-everything.xml"));
        var (begin, end) = (text.IndexOf("<RappresentanteFiscale>", StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal) + End.Length);
        return Encoding.UTF8.GetBytes(change(text.Remove(begin, end - begin)));
    }

    private static byte[] Changed(string sample, string what, string by)
    {
        var text = Encoding.UTF8.GetString(InvoicingSamples.Read(sample));
        Assert.Contains(what, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal));
    }
}
