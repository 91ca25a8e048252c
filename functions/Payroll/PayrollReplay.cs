using System.Globalization;
using System.Text.Json.Serialization;

namespace BackOffice.Payroll;

/// <summary>One calculation of a past round, again.</summary>
/// <param name="Round">Which round.</param>
/// <param name="Number">1 for the first replay of it.</param>
public sealed record RunReplay(RunRound Round, int Number)
{
    /// <summary>r2-1: the first replay of round 2.</summary>
    [JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"r{Round.Round}-{Number}");

    [JsonIgnore]
    public string InstanceId => string.Create(CultureInfo.InvariantCulture, $"{Round.InstanceId}.replay-{Number}");
}

/// <summary>A replay under way.</summary>
/// <param name="Replay">Which one.</param>
/// <param name="Shards">Of its round.</param>
public sealed record ReplayWork(RunReplay Replay, int Shards);

/// <summary>By which rules a round is calculated again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayRules>))]
public enum ReplayRules
{
    /// <summary>By those it was calculated with, from the records as they were known then: to prove it.</summary>
    [JsonStringEnumMemberName("then")]
    Then,

    /// <summary>By those of today, from what went in then: to see what a corrected rule would have changed.</summary>
    [JsonStringEnumMemberName("today")]
    Today,
}

/// <summary>How a replay ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayVerdict>))]
public enum ReplayVerdict
{
    /// <summary>Still being calculated.</summary>
    Running,

    /// <summary>Every slip came out the same, byte for byte.</summary>
    Identical,

    /// <summary>Some did not; which ones is kept with it.</summary>
    Different,
}
