using System.Globalization;
using BackOffice.Documents.Domain;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Formats;

/// <summary>The PDFs of corpus/einvoice/README.md, section 8.</summary>
public sealed class PdfInvoiceTests(ITestOutputHelper output)
{
    private static readonly string[] Names = ["factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml"];

    /// <summary>Its invoice declares an encoding that is none: refused by every parser.</summary>
    private const string NotXml = "v2_factur-x-invalid-xml-encoding-attribute.pdf";

    [Fact]
    public void The_invoice_inside_is_found_with_its_guideline_and_its_header()
    {
        var rows = Rows();
        List<string> problems = [];
        var (found, old, named) = (0, 0, 0);
        foreach (var row in rows)
        {
            var name = Path.GetFileName(row.File);
            var inside = PdfInvoice.Read(Corpus.Read(row.File), RawLimits.Default).Invoice;
            if (inside is null)
            {
                problems.AddRange(name.StartsWith("plain_", StringComparison.Ordinal) || name == NotXml ? [] : [$"{name}: nothing found: {PdfInvoice.Read(Corpus.Read(row.File), RawLimits.Default).Why}"]);
                continue;
            }

            found++;
            named += inside.FileName is null ? 0 : 1;
            old += CiiFormat.IsZugferdOne(inside.Root) ? 1 : 0;
            problems.AddRange(inside.FileName is null || Names.Contains(inside.FileName) ? [] : [$"{name}: attached as {inside.FileName}"]);
            problems.AddRange(CiiFormat.IsZugferdOne(inside.Root) == name.StartsWith("v1_", StringComparison.Ordinal) ? [] : [$"{name}: {inside.Root.Vocabulary}"]);
            problems.AddRange(CiiFormat.IsZugferdOne(inside.Root) ? [] : FaultsOfHeader(name, inside));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"facturx-pdf: invoice found in {found} of {rows.Count}, {old} of them ZUGFeRD 1.0, file name in the clear in {named}"));
        Assert.Equal(47, rows.Count);
        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.Equal((45, 6), (found, old));
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void The_guideline_says_which_profile_it_is()
    {
        var profiles = Rows().Select(row => PdfInvoice.Read(Corpus.Read(row.File), RawLimits.Default).Invoice?.Root).OfType<RawNode>().Where(new CiiFormat().Reads)
            .Select(root => FacturXProfiles.Of(new CiiFormat().Read(root)[0].Invoice.Specification)).CountBy(profile => profile).OrderBy(profile => profile.Key).ToList();

        output.WriteLine(string.Join(", ", profiles.Select(profile => $"{profile.Key} {profile.Value}")));
        Assert.DoesNotContain(profiles, profile => profile.Key == FacturXProfile.Unknown);
        Assert.Equal(39, profiles.Sum(profile => profile.Value));
    }

    [Fact]
    public void Of_an_old_and_a_new_invoice_in_one_file_the_new_one_is_taken()
    {
        var row = Rows().Single(row => row.File.Contains("506_ZUGFeRD1and2", StringComparison.Ordinal));

        var inside = PdfInvoice.Read(Corpus.Read(row.File), RawLimits.Default).Invoice;

        Assert.Equal(("factur-x.xml", Vocabulary.CiiRoot), (inside?.FileName, inside?.Root.Vocabulary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7")]
    [InlineData("%PDF-1.7\n%%EOF")]
    public void A_file_without_an_invoice_says_why(string text)
        => Assert.NotEmpty(PdfInvoice.Read(System.Text.Encoding.Latin1.GetBytes(text), RawLimits.Default).Why);

    /// <summary>Against the header reader of the mailroom, which was written on its own.</summary>
    private static IEnumerable<string> FaultsOfHeader(string name, PdfInvoice inside)
    {
        var invoice = new CiiFormat().Read(inside.Root)[0].Invoice;
        var header = DocumentExaminer.Examine(inside.Content, "invoice.xml", ExaminationLimits.Default).Header;
        if (invoice.Specification is null || invoice.Specification != header?.Profile)
        {
            yield return $"{name}: guideline {invoice.Specification}, not {header?.Profile}";
        }

        if (invoice.Number.Length == 0 || (invoice.Number, invoice.IssueDate, invoice.TypeCode, invoice.Currency) != (header?.Number, header?.IssueDate, header?.TypeCode, header?.Currency))
        {
            yield return $"{name}: {invoice.Number} of {invoice.IssueDate}, type {invoice.TypeCode} in {invoice.Currency}, not {header}";
        }

        // A name over several lines is one line here.
        if (invoice.Seller.Name != string.Join(' ', header?.Seller.Name?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []) || invoice.Sums.WithVat != header?.GrossAmount || invoice.Sums.Due != header?.PayableAmount || invoice.Lines.Count != header?.LineCount)
        {
            yield return $"{name}: {invoice.Seller.Name}, {invoice.Sums}, {invoice.Lines.Count} lines, not {header}";
        }
    }

    private static List<CorpusRow> Rows() => [.. Corpus.Manifest().Where(row => row.Set == "facturx-pdf")];
}
