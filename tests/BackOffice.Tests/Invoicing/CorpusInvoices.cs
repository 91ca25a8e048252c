using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing;

/// <summary>Files of the corpus at the front door of the library, as HTTP sends them in, with the schemas of the corpus.</summary>
internal static class CorpusInvoices
{
    private static readonly Lazy<EInvoices> WithSchemas = new(() => new EInvoices(new SchemaSets(() => SchemaFolder.Read(Path.Combine(Corpus.RootOrSkip(), "schemas"))), RawLimits.Default));
    private static readonly EInvoices WithoutSchemas = new(SchemaSets.None, RawLimits.Default);

    /// <summary>By the rules alone. Skips the running test where the corpus is absent.</summary>
    public static EInvoiceVerdict Judge(string file, Profile? profile) => WithoutSchemas.Judge(Corpus.Read(file), profile);

    /// <summary>By schema and rules. Skips the running test where the corpus is absent.</summary>
    public static EInvoiceVerdict JudgeBySchema(string file, Profile? profile) => WithSchemas.Value.Judge(Corpus.Read(file), profile);

    /// <summary>Where a verdict is not that of the corpus: ids, what they come to, and the schema.</summary>
    public static IEnumerable<string> DifferencesOf(CorpusRow row, Profile profile)
    {
        var verdict = JudgeBySchema(row.File, profile);
        var expected = row.RuleIds.ToHashSet(StringComparer.Ordinal);
        var found = verdict.Findings.Select(finding => finding.Severity == Severity.Warning ? $"warn:{finding.Rule}" : finding.Rule).ToHashSet(StringComparer.Ordinal);
        if (!found.SetEquals(expected))
        {
            yield return $"{row.File}: missing [{string.Join(' ', expected.Except(found).Order(StringComparer.Ordinal))}], too many [{string.Join(' ', found.Except(expected).Order(StringComparer.Ordinal))}]";
        }

        var isRefusedBySchema = profile is Profile.FatturaPa or Profile.Ksef && row.XsdVerdict == "FAIL";
        if (verdict.Verdict != (row.RuleVerdict == "FAIL" || isRefusedBySchema ? EInvoiceResult.Fail : EInvoiceResult.Pass))
        {
            yield return $"{row.File}: {verdict.Verdict}, expected {row.RuleVerdict}";
        }

        if (row.XsdVerdict.Length > 0 && verdict.XsdValid != (row.XsdVerdict == "PASS"))
        {
            yield return $"{row.File}: schema {verdict.XsdValid}, expected {row.XsdVerdict}: {string.Join("; ", verdict.SchemaFaults)}";
        }
    }
}
