using System.Globalization;
using System.Text.Json.Serialization;

namespace BackOffice.Schedule;

/// <summary>One run of a job, which its orchestration starts with.</summary>
/// <param name="Key">The period it is for.</param>
/// <param name="Round">1, and one more for each time a person or the schedule took it anew.</param>
public sealed record JobRun(string Tenant, string Job, string Key, int Round)
{
    /// <summary>One orchestration for each round, ever. A tenant has no '.', a key neither, so no two runs share an id.</summary>
    [JsonIgnore]
    public string InstanceId => string.Create(CultureInfo.InvariantCulture, $"job-{Tenant}.{Job}.{Key}.{Round}");
}

/// <summary>How a run ended.</summary>
/// <param name="Error">The type of the last failure; null when it is done.</param>
public sealed record JobEnd(JobRun Run, string? Error);
