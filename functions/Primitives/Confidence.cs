using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>How certain a rule is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Confidence>))]
public enum Confidence
{
    /// <summary>Sure.</summary>
    S,

    /// <summary>From the legal text or the press, not checked against a published case.</summary>
    M,

    /// <summary>To be checked before use.</summary>
    L,
}
