using System.Collections.Frozen;
using System.Globalization;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing;

/// <summary>Verdicts against those of the official artefacts and schemas, as corpus/einvoice/README.md defines them.</summary>
public sealed class En16931ConformanceTests(ITestOutputHelper output)
{
    private static readonly FrozenDictionary<string, Profile> Profiles = new Dictionary<string, Profile>(StringComparer.Ordinal)
    {
        ["en16931-ubl"] = Profile.En16931,
        ["en16931-cii"] = Profile.En16931,
        ["cius-ro"] = Profile.CiusRo,
        ["peppol"] = Profile.Peppol,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    [Theory]
    [InlineData("en16931-ubl", 93, 93)]
    [InlineData("en16931-cii", 47, 47)]
    [InlineData("cius-ro", 16, 16)]
    [InlineData("peppol", 14, 0)]
    public void Documents_break_the_rules_that_the_official_artefact_says(string set, int files, int bySchema)
    {
        var rows = Corpus.Manifest().Where(row => row.File.StartsWith("einvoice/", StringComparison.Ordinal) && row.Set == set && (row.RuleVerdict is "PASS" or "FAIL")).ToList();
        List<string> differences = [.. rows.SelectMany(row => CorpusInvoices.DifferencesOf(row, Profiles[set]))];
        var judgedBySchema = rows.Count(row => row.XsdVerdict.Length > 0);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {rows.Count - differences.Count} of {rows.Count} documents agree, {judgedBySchema} with the verdict of a schema"));
        Assert.Equal((files, bySchema), (rows.Count, judgedBySchema));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Fragments_break_the_rule_that_they_are_about_or_not_as_the_official_artefact_says()
    {
        var rows = Corpus.Table("einvoice/rule-units/expected.csv");
        List<string> differences = [];
        foreach (var row in rows)
        {
            var found = CorpusInvoices.Judge(row["file"], Profile.En16931).Findings.FirstOrDefault(finding => finding.Rule == row["rule"]);
            var verdict = found is null ? "success" : found.Severity == Severity.Warning ? "warning" : "error";
            differences.AddRange(verdict == row["expected"] ? [] : [$"{row["file"]}: expected {row["expected"]}, found {verdict}"]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fragments: {rows.Count - differences.Count} of {rows.Count} agree"));
        Assert.Equal(549, rows.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
