using System.Text.Json.Serialization;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>What is said of an electronic invoice.</summary>
/// <param name="Format">What the file is.</param>
/// <param name="Profile">What it was judged by: as asked for, else as the document says. Null when it is nothing that a profile judges.</param>
/// <param name="RuleSetVersion">The published rules that the profile follows; null when no rule was run.</param>
/// <param name="XsdValid">By the official schema; null when none is configured for the format.</param>
/// <param name="Verdict">FAIL on a fatal finding, on what cannot be read, and for FatturaPA and KSeF on what the schema refuses.</param>
/// <param name="Findings">What rules have found, or why no rule could be run.</param>
/// <param name="SchemaFaults">The first things that the schema finds fault with.</param>
internal sealed record EInvoiceVerdict(
    EInvoiceFormat Format,
    Profile? Profile,
    string? RuleSetVersion,
    bool? XsdValid,
    EInvoiceResult Verdict,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<SchemaFault> SchemaFaults);

/// <summary>Whether an invoice holds by its rules.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EInvoiceResult>))]
public enum EInvoiceResult
{
    [JsonStringEnumMemberName("PASS")]
    Pass,
    [JsonStringEnumMemberName("FAIL")]
    Fail,
}
