using System.Globalization;
using System.Text;
using System.Xml.Schema;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.FatturaPa;

/// <summary>FatturaPA files against the verdicts of corpus/einvoice/README.md, section 6.</summary>
public sealed class FatturaPaConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Files_break_the_controls_of_the_exchange_that_the_corpus_says()
    {
        var rows = Rows().Where(row => row.RuleVerdict is "PASS" or "FAIL").ToList();
        List<string> differences = [.. rows.SelectMany(row => CorpusInvoices.DifferencesOf(row, Profile.FatturaPa))];

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fatturapa rules: {rows.Count - differences.Count} of {rows.Count} files agree"));
        Assert.Equal(36, rows.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Files_that_the_reference_could_not_read_fail_for_their_form()
    {
        var rows = Rows().Where(row => row.RuleVerdict == "ERROR").ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row =>
        {
            var verdict = CorpusInvoices.JudgeBySchema(row.File, Profile.FatturaPa);
            Assert.Equal((EInvoiceFormat.FatturaPa, EInvoiceResult.Fail, false), (verdict.Format, verdict.Verdict, verdict.XsdValid));
            Assert.Contains(verdict.Findings, finding => finding is { Rule: "XML" or "XSD", Severity: Severity.Fatal });
            Assert.Equal(EInvoiceResult.Fail, CorpusInvoices.Judge(row.File, profile: null).Verdict);
        });
    }

    [Fact]
    public void Files_are_valid_by_the_schema_or_not_as_the_corpus_says()
    {
        var rows = Rows().Where(row => row.XsdVerdict is "PASS" or "FAIL").ToList();
        List<string> differences = [];
        foreach (var row in rows)
        {
            var verdict = CorpusInvoices.JudgeBySchema(row.File, Profile.FatturaPa);
            differences.AddRange(verdict.XsdValid == (row.XsdVerdict == "PASS") ? [] : [$"{row.File}: expected {row.XsdVerdict}, found {verdict.XsdValid} {string.Join(' ', verdict.SchemaFaults)}"]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fatturapa schema: {rows.Count - differences.Count} of {rows.Count} files agree"));
        Assert.Equal(39, rows.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Codes_that_are_younger_than_the_schema_are_allowed_and_without_schemas_there_is_no_verdict()
    {
        var text = Encoding.UTF8.GetString(InvoicingSamples.Read("fatturapa-everything.xml"));
        var young = Encoding.UTF8.GetBytes(text.Replace("TD06", "TD29", StringComparison.Ordinal).Replace("RF01", "RF20", StringComparison.Ordinal));
        var unknown = Encoding.UTF8.GetBytes(text.Replace("TD06", "TD30", StringComparison.Ordinal).Replace("RF01", "RF21", StringComparison.Ordinal));
        Assert.Null(SchemaCheck.Check(young, schemas: null));
        Assert.Equal([], SchemaCheck.Check(young, Schemas()));
        Assert.Equal(2, SchemaCheck.Check(unknown, Schemas())?.Count);
        Assert.Null(SchemaCheck.Check("<Order/>"u8.ToArray(), Schemas()));
        Assert.NotEmpty(SchemaCheck.Check(young.AsMemory(0, young.Length / 2), Schemas())!);
    }

    [Fact]
    public void A_missing_schema_is_none_and_nothing_is_fetched()
    {
        Assert.Null(FatturaPaSchemas.Compile(new SchemaSource(new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)), folder: ""));
        var importing = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:import namespace=\"urn:x\" schemaLocation=\"http://example.com/x.xsd\"/><xs:element name=\"a\"/></xs:schema>"u8.ToArray();
        var schemas = new SchemaSource(new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { ["a.xsd"] = importing }).Compile("a.xsd");
        Assert.Equal(1, schemas?.Count);
    }

    [Fact]
    public void Whole_envelopes_open_and_damaged_ones_are_refused_as_such()
    {
        var rows = Rows().Where(row => row.File.EndsWith(".p7m", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row =>
        {
            var verdict = CorpusInvoices.JudgeBySchema(row.File, Profile.FatturaPa);
            var (format, isValid) = row.Kind == "valid" ? (EInvoiceFormat.FatturaPa, (bool?)true) : (EInvoiceFormat.Unknown, null);
            Assert.Equal((format, isValid), (verdict.Format, verdict.XsdValid));
            Assert.Equal(row.Kind == "valid" ? [] : ["CMS"], verdict.Findings.Select(finding => finding.Rule));
            Assert.Equal(row.Kind == "valid" ? EInvoiceResult.Pass : EInvoiceResult.Fail, verdict.Verdict);
        });
    }

    internal static XmlSchemaSet Schemas()
    {
        var folder = Path.Combine(Corpus.RootOrSkip(), "schemas", "fatturapa");
        var files = Directory.GetFiles(folder, "*.xsd").ToDictionary(file => Path.GetFileName(file), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file), StringComparer.Ordinal);
        return FatturaPaSchemas.Compile(new SchemaSource(files), folder: "") ?? throw new InvalidDataException("A schema is missing.");
    }

    internal static IReadOnlyList<CorpusRow> Rows() => [.. Corpus.Manifest().Where(row => row.File.StartsWith("einvoice/", StringComparison.Ordinal) && row.Set == "fatturapa")];
}
