using System.Globalization;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing;

/// <summary>Every file of the corpus, without being told what it is.</summary>
public sealed class EInvoiceDetectionTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_file_is_told_and_what_is_judged_says_by_what()
    {
        var rows = Corpus.Manifest().Where(row => row.File.StartsWith("einvoice/", StringComparison.Ordinal) && row.Set is not ("" or "rule-units") && !row.File.Contains("/rule-units/", StringComparison.Ordinal) && IsDocument(row.File)).ToList();
        List<string> problems = [];
        Dictionary<string, int> told = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var verdict = CorpusInvoices.Judge(row.File, profile: null);
            var name = $"{row.Set}: {verdict.Format}, {(verdict.Profile is { } profile ? profile.ToString() : "no profile")}";
            told[name] = told.GetValueOrDefault(name) + 1;
            problems.AddRange(verdict.Format != EInvoiceFormat.Unknown || IsUnreadable(verdict) ? [] : [$"{row.File}: {verdict.Findings[0]}"]);
            problems.AddRange(verdict.RuleSetVersion is null == (verdict.Profile is null || IsUnreadable(verdict)) ? [] : [$"{row.File}: {verdict.Profile} by {verdict.RuleSetVersion}"]);
        }

        output.WriteLine(string.Join('\n', told.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value,4} {entry.Key}"))));
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(rows.Count, told.Values.Sum());
    }

    /// <summary>corpus/einvoice/README.md, section 8: what is below EN 16931 is reported so, and does not fail by it.</summary>
    [Fact]
    public void A_PDF_with_a_profile_below_EN_16931_does_not_fail()
    {
        var below = Corpus.Manifest().Where(row => row.Set == "facturx-pdf").Select(row => CorpusInvoices.Judge(row.File, profile: null)).Where(verdict => verdict is { Format: EInvoiceFormat.Cii, Profile: null }).ToList();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{below.Count} PDFs are below EN 16931"));
        Assert.NotEmpty(below);
        Assert.All(below, verdict => Assert.Equal((EInvoiceResult.Pass, "PROFILE"), (verdict.Verdict, Assert.Single(verdict.Findings).Rule)));
    }

    private static bool IsDocument(string file) => Path.GetExtension(file).ToUpperInvariant() is ".XML" or ".P7M" or ".PDF";

    private static bool IsUnreadable(EInvoiceVerdict verdict) => verdict.Findings is [{ Rule: "CMS" or "PDF" or "XML" }];
}
