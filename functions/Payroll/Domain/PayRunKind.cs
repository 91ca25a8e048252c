using System.Text.Json.Serialization;

namespace BackOffice.Payroll.Domain;

/// <summary>Why people are paid.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PayRunKind>))]
public enum PayRunKind
{
    /// <summary>The month's pay of everybody in the group.</summary>
    [JsonStringEnumMemberName("regular")]
    Regular,

    /// <summary>Some people, between two regular runs.</summary>
    [JsonStringEnumMemberName("off-cycle")]
    OffCycle,

    /// <summary>Only bonuses.</summary>
    [JsonStringEnumMemberName("bonus")]
    Bonus,

    /// <summary>The 13th salary.</summary>
    [JsonStringEnumMemberName("thirteenth")]
    Thirteenth,

    /// <summary>The 14th salary.</summary>
    [JsonStringEnumMemberName("fourteenth")]
    Fourteenth,

    /// <summary>Only differences to earlier months.</summary>
    [JsonStringEnumMemberName("correction")]
    Correction,

    /// <summary>The last pay of people who leave, with what is settled at leaving.</summary>
    [JsonStringEnumMemberName("final")]
    Final,
}
