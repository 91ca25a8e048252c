using System.Text.Json.Serialization;

namespace BackOffice.Invoicing.Rules;

/// <summary>One thing that a rule has to say of a document.</summary>
/// <param name="Rule">As its publisher numbers it: BR-CO-10, 00421.</param>
/// <param name="Severity">As its publisher has it.</param>
/// <param name="Path">Where in the document.</param>
/// <param name="Term">The business term that it is about: BT-106, BG-25; the element's name where there is none.</param>
/// <param name="Message">What is wrong, with the values, in English.</param>
public sealed record Finding(string Rule, Severity Severity, string Path, string Term, string Message);

/// <summary>Whether a document may go on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    [JsonStringEnumMemberName("fatal")]
    Fatal,
    [JsonStringEnumMemberName("warning")]
    Warning,
}
