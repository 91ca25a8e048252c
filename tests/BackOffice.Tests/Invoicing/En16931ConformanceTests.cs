using System.Collections.Frozen;
using System.Globalization;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing;

/// <summary>Rule ids against those of the official artefacts, as corpus/einvoice/README.md defines them.</summary>
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
    [InlineData("en16931-ubl", 93)]
    [InlineData("en16931-cii", 47)]
    [InlineData("cius-ro", 16)]
    [InlineData("peppol", 14)]
    public void Documents_break_the_rules_that_the_official_artefact_says(string set, int files)
    {
        var rows = Corpus.Table("MANIFEST.csv").Where(row => row["file"].StartsWith("einvoice/", StringComparison.Ordinal) && row["set"] == set && (row["rule_verdict"] is "PASS" or "FAIL")).ToList();
        List<string> differences = [.. rows.Select(row => DifferenceOf(row, set)).OfType<string>()];

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {rows.Count - differences.Count} of {rows.Count} documents agree"));
        Assert.Equal(files, rows.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Fragments_break_the_rule_that_they_are_about_or_not_as_the_official_artefact_says()
    {
        var rows = Corpus.Table("einvoice/rule-units/expected.csv");
        List<string> differences = [];
        foreach (var row in rows)
        {
            var found = Check(row["file"], Profile.En16931).FirstOrDefault(finding => finding.Rule == row["rule"]);
            var verdict = found is null ? "success" : found.Severity == Severity.Warning ? "warning" : "error";
            differences.AddRange(verdict == row["expected"] ? [] : [$"{row["file"]}: expected {row["expected"]}, found {verdict}"]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fragments: {rows.Count - differences.Count} of {rows.Count} agree"));
        Assert.Equal(549, rows.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string? DifferenceOf(IReadOnlyDictionary<string, string> row, string set)
    {
        var expected = row["rule_ids"].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var found = Check(row["file"], Profiles[set]).Select(finding => finding.Severity == Severity.Warning ? $"warn:{finding.Rule}" : finding.Rule).ToHashSet(StringComparer.Ordinal);
        return found.SetEquals(expected) ? null
            : $"{row["file"]}: missing [{string.Join(' ', expected.Except(found).Order(StringComparer.Ordinal))}], too many [{string.Join(' ', found.Except(expected).Order(StringComparer.Ordinal))}]";
    }

    private static IReadOnlyList<Finding> Check(string file, Profile profile)
    {
        var read = RawDocument.Read(Corpus.Read(file), RawLimits.Default);
        return RuleSets.Check(read.Root ?? throw new InvalidDataException($"{file}: {read.Why}"), profile);
    }
}
