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
        List<string> differences = [.. rows.Select(DifferenceOf).OfType<string>()];

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
            var read = SignedContent.Read(Corpus.Read(row.File), RawLimits.Default);
            var findings = read.Root is null ? [FormFindings.Of(read)] : RuleSets.Check(read.Root, Profile.FatturaPa);
            Assert.Contains(findings, finding => finding is { Rule: "XML" or "XSD", Severity: Severity.Fatal });
        });
    }

    [Fact]
    public void Files_are_valid_by_the_schema_or_not_as_the_corpus_says()
    {
        var schemas = Schemas();
        var rows = Rows().Where(row => row.XsdVerdict is "PASS" or "FAIL").ToList();
        List<string> differences = [];
        foreach (var row in rows)
        {
            var faults = SchemaCheck.Check(Corpus.Read(row.File), schemas);
            var verdict = faults is null ? "none" : faults.Count == 0 ? "PASS" : "FAIL";
            differences.AddRange(verdict == row.XsdVerdict ? [] : [$"{row.File}: expected {row.XsdVerdict}, found {verdict} {string.Join(' ', faults ?? [])}"]);
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
            var read = SignedContent.Read(Corpus.Read(row.File), RawLimits.Default);
            Assert.Equal(row.Kind == "valid" ? null : RawRefusal.BrokenEnvelope, read.Refusal);
            Assert.Equal(row.Kind == "valid" ? null : "CMS", read.Root is null ? FormFindings.Of(read).Rule : null);
            Assert.Equal(row.Kind == "valid", read.Root?.Is(Vocabulary.FatturaPa, "FatturaElettronica") == true);
        });
    }

    internal static XmlSchemaSet Schemas()
    {
        var folder = Path.Combine(Corpus.RootOrSkip(), "schemas", "fatturapa");
        var files = Directory.GetFiles(folder, "*.xsd").ToDictionary(file => Path.GetFileName(file), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file), StringComparer.Ordinal);
        return FatturaPaSchemas.Compile(new SchemaSource(files), folder: "") ?? throw new InvalidDataException("A schema is missing.");
    }

    internal static IReadOnlyList<CorpusRow> Rows() => [.. Corpus.Manifest().Where(row => row.File.StartsWith("einvoice/", StringComparison.Ordinal) && row.Set == "fatturapa")];

    private static string? DifferenceOf(CorpusRow row)
    {
        var read = SignedContent.Read(Corpus.Read(row.File), RawLimits.Default);
        var found = RuleSets.Check(read.Root ?? throw new InvalidDataException($"{row.File}: {read.Why}"), Profile.FatturaPa).Select(finding => finding.Rule).ToHashSet(StringComparer.Ordinal);
        return found.SetEquals(row.RuleIds) ? null
            : $"{row.File}: missing [{string.Join(' ', row.RuleIds.Except(found).Order(StringComparer.Ordinal))}], too many [{string.Join(' ', found.Except(row.RuleIds).Order(StringComparer.Ordinal))}]";
    }
}
