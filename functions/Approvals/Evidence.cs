using System.Text.Json.Serialization;
using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Approvals;

/// <summary>What happened to an approval.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceKind>))]
public enum EvidenceKind
{
    Requested,

    /// <summary>A person decided.</summary>
    Decided,

    Reminded,
    Escalated,

    /// <summary>It reached its end.</summary>
    Concluded,
}

/// <summary>By which way a person decided.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Surface>))]
public enum Surface
{
    /// <summary>Signed in.</summary>
    Api,

    /// <summary>By the link sent to them.</summary>
    Link,

    /// <summary>By the link, and signed in as the person it was made for.</summary>
    SignedInLink,
}

/// <summary>One thing that happened, written once and never changed.</summary>
/// <param name="Actor">The account, or "approvals" for what the clock did.</param>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
/// <param name="Correlation">The command or the run.</param>
public sealed record Evidence(EvidenceKind Kind, string Actor, DateTimeOffset At, string LocalTime, string Correlation)
{
    public ApprovalState? From { get; init; }

    public ApprovalState? To { get; init; }

    public string? Reason { get; init; }

    /// <summary>Which level, from 1, in words for people.</summary>
    public int Level { get; init; }

    /// <summary>What was decided, and on whose places.</summary>
    public Decision? Decision { get; init; }

    public Surface? Surface { get; init; }

    /// <summary>What the person saw: the digest of the payload.</summary>
    public string? SeenDigest { get; init; }

    /// <summary>What the person saw: the line of text.</summary>
    public string? SeenSummary { get; init; }

    /// <summary>The rule of the matrix and the version of it that holds for this approval.</summary>
    public string? Rule { get; init; }

    /// <summary>Of somebody who acts now, by both clocks.</summary>
    public static Evidence By(Actor actor, EvidenceKind kind) => new(kind, actor.Name, actor.Now, actor.LocalTime, actor.Correlation);
}

/// <summary>A decision that was not taken, and why: kept, because a try at one's own request is worth knowing.</summary>
public sealed record RefusedAttempt(string Actor, Verdict Decision, DecisionRefusal Why, DateTimeOffset At, string LocalTime, string Correlation)
{
    public Surface Surface { get; init; }

    public string? SeenDigest { get; init; }
}
