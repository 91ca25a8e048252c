using System.Text.Json.Serialization;
using BackOffice.Approvals.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;

namespace BackOffice.Approvals;

/// <summary>One approval, ever. What is approved changes: ask again under another id.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="ApprovalId">
/// Chosen by the process that asks, the same at every replay: 3 to 80 of a-z, 0-9, '-' and '.', unique in the tenant. Ids that
/// begin with "asked-" belong to requests over HTTP. It stands in links, logs and instance ids: no name, no account.
/// </param>
public sealed record ApprovalReference(string Tenant, string ApprovalId)
{
    /// <summary>The orchestration that waits for the decisions. A tenant has no '.', so no two approvals share an id.</summary>
    [JsonIgnore]
    public string InstanceId => $"approval-{Tenant}.{ApprovalId}";
}

/// <summary>What is to be approved. It lies in histories: references, a digest and one line of text, no personal data.</summary>
/// <param name="Approval">The id it gets.</param>
/// <param name="Kind">Dotted words, period.reopen for instance; the matrix is by kind.</param>
/// <param name="Subject">The id of what is approved, in words of the process: 2026-10, or a number of an invoice.</param>
/// <param name="Requester">The account that asks; it never approves.</param>
public sealed record ApprovalRequest(ApprovalReference Approval, string Kind, string Subject, string Requester)
{
    /// <summary>The accounts that prepared it; they never approve either.</summary>
    public IReadOnlyList<string> Preparers { get; init; } = [];

    /// <summary>What it costs; without an amount only rules without a limit apply. A negative amount counts as its opposite.</summary>
    public Money? Amount { get; init; }

    /// <summary>Whose budget; null when nobody's.</summary>
    public string? CostCentre { get; init; }

    /// <summary>The line approvers read, at most 500 characters; no personal data.</summary>
    public string Summary { get; init; } = "";

    /// <summary>SHA-256 of what is approved, 64 hexadecimal digits in lower case; a decision on another digest is refused.</summary>
    public string PayloadDigest { get; init; } = "";

    /// <summary>Which rule of the process asks for the approval, for the evidence; null when it is the matrix alone.</summary>
    public string? Rule { get; init; }

    /// <summary>What is wrong with the request, or null.</summary>
    internal string? Problem
        => !ApprovalKeys.CanBeId(Approval.ApprovalId) ? "An approval id is 3 to 80 of a-z, 0-9, '-' and '.'."
            : Domain.Kind.ProblemWith(Kind) is { } problem ? problem
            : Subject is not { Length: >= 1 and <= 100 } ? "A subject has 1 to 100 characters."
            : Summary is not { Length: >= 1 and <= 500 } || Summary.Any(char.IsControl) ? "A summary is one line of 1 to 500 characters."
            : string.IsNullOrWhiteSpace(Requester) ? "A request has a requester."
            : Preparers.Count > MostPreparers ? $"A request names {MostPreparers} preparers at most."
            : PayloadDigest.Length != 64 || !PayloadDigest.All(char.IsAsciiHexDigitLower) ? "The payload digest is SHA-256 in 64 hexadecimal digits of lower case."
            : Amount is { } amount && (amount.Currency == default || amount.Amount % amount.Currency.MinorUnit != 0) ? "The amount has a fraction of a minor unit."
            : null;

    /// <summary>Of all that was asked, to tell another request under the same id.</summary>
    internal string Fingerprint
        => Digest.Of([Kind, Subject, Requester, $"{Amount}", CostCentre ?? "", Summary, PayloadDigest, Rule ?? "", .. Preparers]);

    private const int MostPreparers = 100;
}

/// <summary>How an approval ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalOutcome>))]
public enum ApprovalOutcome
{
    /// <summary>A level reached its quorum.</summary>
    Approved,

    /// <summary>A person refused, or nobody may approve: the matrix has no rule for it, or nobody is left.</summary>
    Refused,

    /// <summary>The last level was silent, which is a refusal.</summary>
    Expired,

    /// <summary>The requester took it back.</summary>
    Withdrawn,

    /// <summary>The matrix asks nobody; counts as approved.</summary>
    NotNeeded,
}

/// <summary>How far an approval is, for its orchestration.</summary>
/// <param name="WakeAt">When the clock has a say again; null when it is over.</param>
/// <param name="MessageIds">The notices that may still have to be sent.</param>
public sealed record ApprovalProgress(ApprovalState State, DateTimeOffset? WakeAt, IReadOnlyList<string> MessageIds);

/// <summary>Notices of an approval, by reference.</summary>
public sealed record ApprovalMessages(ApprovalReference Approval, IReadOnlyList<string> MessageIds);

/// <summary>What the process that asked gets to know; who decided and why is in the record.</summary>
public sealed record ApprovalResult(ApprovalReference Approval, ApprovalOutcome Outcome)
{
    /// <summary>Whether the process may go on.</summary>
    [JsonIgnore]
    public bool MayGoOn => Outcome is ApprovalOutcome.Approved or ApprovalOutcome.NotNeeded;
}

/// <summary>A request that can never be asked as it is: a mistake of the process that asks.</summary>
public sealed class UnfitRequestException(string message) : Exception(message);

/// <summary>Somebody was quicker, again and again: the step is tried later.</summary>
public sealed class ApprovalChangedException() : Exception("The approval was changed meanwhile.");
