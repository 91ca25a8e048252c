using System.Text.Json.Serialization;
using BackOffice.Invoicing.Rules;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing;

/// <summary>Which published rules are followed: codes/rule-sets.json.</summary>
internal static class RuleSetVersions
{
    public static IReadOnlyList<RuleSetVersion> All { get; } = ShippedFiles.Read<Table>("invoicing/codes/rule-sets.json").RuleSets;

    public static string Of(Profile profile, EInvoiceFormat format)
    {
        var syntax = SyntaxOf(format);
        return All.First(known => known.Profile == profile && known.Syntax == syntax).Version;
    }

    private static string SyntaxOf(EInvoiceFormat format) => format switch
    {
        EInvoiceFormat.UblInvoice or EInvoiceFormat.UblCreditNote => "ubl",
        EInvoiceFormat.Cii => "cii",
        EInvoiceFormat.FatturaPa => "fatturapa",
        EInvoiceFormat.Ksef or EInvoiceFormat.KsefFlatRate => "ksef",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No profile judges it."),
    };

    private sealed record Table(string List, IReadOnlyList<RuleSetVersion> RuleSets);
}

/// <summary>The published rules that a profile follows in one syntax.</summary>
/// <param name="Profile">Whose they are.</param>
/// <param name="Syntax">ubl, cii, fatturapa, ksef.</param>
/// <param name="Version">What a verdict says of it.</param>
/// <param name="Publisher">Of the rules.</param>
/// <param name="Source">Where they are published, and what differs from it.</param>
internal sealed record RuleSetVersion(Profile Profile, string Syntax, string Version, string Publisher, string Source)
{
    /// <summary>Since when this version applies; null where its publisher gives no day.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? Date { get; init; }
}
