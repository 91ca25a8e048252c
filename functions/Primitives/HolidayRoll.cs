using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>Where a day goes that falls on a weekend or a holiday.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HolidayRoll>))]
public enum HolidayRoll
{
    /// <summary>Nowhere: it stays.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>To the next working day.</summary>
    [JsonStringEnumMemberName("following")]
    Following,

    /// <summary>To the working day before.</summary>
    [JsonStringEnumMemberName("preceding")]
    Preceding,

    /// <summary>To the next working day, unless that is in another month: then to the working day before.</summary>
    [JsonStringEnumMemberName("modified-following")]
    ModifiedFollowing,
}
