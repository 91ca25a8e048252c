using System.Text.Json.Serialization;

namespace BackOffice.Invoicing.Rules;

/// <summary>A set of rules that a document is judged by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Profile>))]
public enum Profile
{
    /// <summary>EN 16931-1 in UBL or CII.</summary>
    [JsonStringEnumMemberName("en16931")]
    En16931,

    /// <summary>Peppol BIS Billing 3, on top of EN 16931.</summary>
    [JsonStringEnumMemberName("peppol")]
    Peppol,

    /// <summary>Romania's CIUS-RO, on top of EN 16931.</summary>
    [JsonStringEnumMemberName("cius-ro")]
    CiusRo,

    /// <summary>Italy's FatturaPA and the controls of its exchange (SdI).</summary>
    [JsonStringEnumMemberName("fatturapa")]
    FatturaPa,

    /// <summary>Poland's KSeF.</summary>
    [JsonStringEnumMemberName("ksef")]
    Ksef,
}
