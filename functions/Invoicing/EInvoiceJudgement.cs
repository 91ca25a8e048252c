using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.Ksef;
using BackOffice.Primitives;

namespace BackOffice.Invoicing;

/// <summary>Judges a document by schema and rules.</summary>
internal static class EInvoiceJudgement
{
    private const int MostSchemaFaults = 20;

    /// <param name="file">Opened, or refused.</param>
    /// <param name="asked">Beats what the document says it follows.</param>
    /// <param name="schemas">As configured.</param>
    public static EInvoiceVerdict Of(EInvoiceFile file, Profile? asked, SchemaSets schemas)
    {
        var profile = asked ?? (file.Root is { } root ? EInvoiceProfiles.Of(root, file.Format) : null);
        var isJudged = file.Root is not null && profile is { } known && EInvoiceProfiles.Judges(known, file.Format);
        var findings = file.Refusal is { } refusal ? [refusal] : isJudged ? Run(file.Root!, profile!.Value, file.Content) : [NotJudged(file.Root!, profile, file.Format)];
        var (isValid, faults) = BySchema(file, schemas.Of(file.Head?.Vocabulary ?? Vocabulary.Other, EInvoiceProfiles.IsPef(profile, file.Format)));
        return new EInvoiceVerdict(
            file.Format,
            profile,
            isJudged ? RuleSetVersions.Of(profile!.Value, file.Format) : null,
            isValid,
            IsFailed(findings) || (profile is Profile.FatturaPa or Profile.Ksef && isValid == false) ? EInvoiceResult.Fail : EInvoiceResult.Pass,
            findings,
            faults);
    }

    private static bool IsFailed(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Severity == Severity.Fatal);

    private static IReadOnlyList<Finding> Run(RawNode root, Profile profile, ReadOnlyMemory<byte> content)
    {
        if (EInvoiceProfiles.IsPef(profile, EInvoiceFormats.Of(root)))
        {
            return [new Finding("PEF", Severity.Warning, root.Path(), "", "This is UBL for KSeF (PEF), which KSeF judges by its schema alone; ask for profile en16931 or peppol for more.")];
        }

        if (profile != Profile.Ksef)
        {
            return RuleSets.Check(root, profile);
        }

        var report = new Report();
        ContentRules.Check(content, root, report);
        return [.. report.Findings, .. RuleSets.Check(root, profile)];
    }

    private static Finding NotJudged(RawNode root, Profile? profile, EInvoiceFormat format) => (profile, format) switch
    {
        (null, EInvoiceFormat.Cii) => new Finding("PROFILE", Severity.Warning, root.Path(), "BT-24", $"Factur-X {EInvoiceProfiles.FacturXProfileOf(root)} is a profile below EN 16931, which cannot judge it: no rule was run."),
        (null, EInvoiceFormat.Unknown) => new Finding("FORMAT", Severity.Fatal, root.Path(), "", $"A document with the root {root.Name} of this namespace is no invoice that is known here."),
        (null, _) => new Finding("FORMAT", Severity.Fatal, root.Path(), "", $"This is a document of the kind {EnumWords.Of(format)}, which is no invoice that can be judged."),
        ({ } asked, _) => new Finding("FORMAT", Severity.Fatal, root.Path(), "", $"The profile {EnumWords.Of(asked)} judges no document of the format {EnumWords.Of(format)}."),
    };

    /// <summary>What was refused for its size or depth is not read a second time; what is not well-formed is not valid either.</summary>
    private static (bool? IsValid, IReadOnlyList<SchemaFault> Faults) BySchema(EInvoiceFile file, CompiledSchema schema)
    {
        if (schema.Fault is { } broken)
        {
            return (null, [new SchemaFault(0, broken)]);
        }

        var faults = SchemaCheck.Check(file.Content, schema.Schemas);
        return faults is null ? (null, []) : (faults.Count == 0, [.. faults.Take(MostSchemaFaults)]);
    }
}
