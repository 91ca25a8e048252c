using System.Collections.Frozen;
using System.Globalization;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.CiusRo;
using BackOffice.Invoicing.Rules.Peppol;
using BackOffice.Invoicing.Rules.Syntax;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing;

/// <summary>Code lists, syntax, Peppol and CIUS-RO against the verdicts of the official artefacts: of every document only the rules of these families are compared.</summary>
public sealed class SyntaxConformanceTests(ITestOutputHelper output)
{
    private static readonly string[] Families = ["BR-CL-", "UBL-", "CII-", "PEPPOL-", "IT-R-", "BR-RO-", "BR-DEC-RO-"];

    private static readonly FrozenSet<string> Known
        = SyntaxLayer.Ubl.Concat(SyntaxLayer.Cii).Concat(PeppolRules.All).Concat(CiusRoRules.All).Select(rule => rule.Id).ToFrozenSet(StringComparer.Ordinal);

    [Theory]
    [InlineData("en16931-ubl", "En16931", 93)]
    [InlineData("en16931-cii", "En16931", 47)]
    [InlineData("cius-ro", "CiusRo", 16)]
    [InlineData("peppol", "Peppol", 14)]
    public void Documents_break_the_rules_of_these_families_that_the_official_artefact_says(string set, string profile, int files)
    {
        var rows = Corpus.Table("MANIFEST.csv").Where(row => row["file"].StartsWith("einvoice/", StringComparison.Ordinal) && row["set"] == set && (row["rule_verdict"] is "PASS" or "FAIL")).ToList();
        List<string> differences = [.. rows.Select(row => DifferenceOf(row, Enum.Parse<Profile>(profile))).OfType<string>()];

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {rows.Count - differences.Count} of {rows.Count} documents agree"));
        Assert.Equal(files, rows.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Fragments_break_the_rule_of_these_families_that_they_are_about_or_not()
    {
        var rows = Corpus.Table("einvoice/rule-units/expected.csv").Where(row => IsOurs(row["rule"])).ToList();
        List<string> differences = [];
        foreach (var row in rows)
        {
            var found = Check(row["file"], Profile.En16931).FirstOrDefault(finding => finding.Rule == row["rule"]);
            var verdict = found is null ? "success" : found.Severity == Severity.Warning ? "warning" : "error";
            differences.AddRange(verdict == row["expected"] ? [] : [$"{row["file"]}: expected {row["expected"]}, found {verdict}"]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fragments: {rows.Count - differences.Count} of {rows.Count} agree"));
        Assert.Equal(46, rows.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string? DifferenceOf(IReadOnlyDictionary<string, string> row, Profile profile)
    {
        var expected = row["rule_ids"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(id => IsOurs(id.Replace("warn:", "", StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
        var found = Check(row["file"], profile).Select(finding => finding.Severity == Severity.Warning ? $"warn:{finding.Rule}" : finding.Rule).Where(id => IsOurs(id.Replace("warn:", "", StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
        Assert.All(expected, id => Assert.True(Known.Contains(id.Replace("warn:", "", StringComparison.Ordinal)), id));
        return found.SetEquals(expected) ? null
            : $"{row["file"]}: missing [{string.Join(' ', expected.Except(found).Order(StringComparer.Ordinal))}], too many [{string.Join(' ', found.Except(expected).Order(StringComparer.Ordinal))}]";
    }

    private static bool IsOurs(string id) => Families.Any(family => id.StartsWith(family, StringComparison.Ordinal));

    private static IReadOnlyList<Finding> Check(string file, Profile profile)
    {
        var read = RawDocument.Read(Corpus.Read(file), RawLimits.Default);
        var report = new Report();
        SyntaxLayer.Check(read.Root ?? throw new InvalidDataException($"{file}: {read.Why}"), profile, report);
        return report.Findings;
    }
}
