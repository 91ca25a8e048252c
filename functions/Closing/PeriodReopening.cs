using System.Text.Json.Serialization;
using BackOffice.Approvals;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Closing;

/// <summary>Where a request to reopen a month is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReopeningState>))]
public enum ReopeningState
{
    /// <summary>Waits for the second person.</summary>
    Requested,

    /// <summary>Approved: the month takes postings until its end.</summary>
    Open,

    /// <summary>Refused, withdrawn, or not decided before its end.</summary>
    Refused,

    /// <summary>Its end has come; the month is closed again.</summary>
    Ended,
}

/// <summary>One request to reopen a month.</summary>
/// <param name="Tenant">Whose books.</param>
/// <param name="Period">Which month.</param>
/// <param name="Number">Counts the requests for this month from 1.</param>
public sealed record ReopeningReference(string Tenant, Period Period, int Number)
{
    [JsonIgnore]
    public string Id => $"reopen-{Period}-{Number}";

    [JsonIgnore]
    public string InstanceId => $"reopening-{Tenant}-{Period}-{Number}";
}

/// <summary>What the process of a reopening starts with.</summary>
/// <param name="Reopening">Which one.</param>
/// <param name="Until">Its end, exclusive.</param>
/// <param name="Approval">What the second person is asked.</param>
public sealed record ReopeningTerms(ReopeningReference Reopening, DateTimeOffset Until, ApprovalRequest Approval);

/// <summary>What became of the approval.</summary>
public sealed record ReopeningVerdict(ReopeningReference Reopening, ApprovalOutcome Outcome);

/// <summary>How a reopening stands, and the notification that tells of it.</summary>
public sealed record ReopeningProgress(ReopeningState State, string? MessageId);
