using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Approvals;

/// <summary>An approval as the API shows it.</summary>
/// <param name="Amount">12.50 EUR; null when it has none.</param>
/// <param name="PayloadDigest">Send it back with the decision.</param>
/// <param name="AskedBy">The rule of the process that asks, in its words.</param>
/// <param name="Rule">The rule of the matrix and its version, as it stood when it was asked for.</param>
/// <param name="Level">The level that is asked, from 1.</param>
/// <param name="DueAt">When the level's time is over.</param>
/// <param name="DueLocal">The same on the tenant's wall clock.</param>
/// <param name="Reason">Why it ended; null while it waits.</param>
internal sealed record ApprovalView(
    string Id,
    ApprovalState State,
    string Kind,
    string Subject,
    string Summary,
    string Requester,
    string? Amount,
    string? CostCentre,
    string PayloadDigest,
    string? AskedBy,
    string Rule,
    int Level,
    IReadOnlyList<LevelView> Levels,
    DateTimeOffset RequestedAt,
    DateTimeOffset DueAt,
    string DueLocal,
    DateTimeOffset? ConcludedAt,
    string? Reason)
{
    public static ApprovalView Of(ApprovalRow row, Tenant tenant)
    {
        var rule = row.ReadRule();
        return new ApprovalView(
            row.Reference.ApprovalId,
            row.State,
            row.Kind,
            row.Subject,
            row.Summary,
            row.Requester,
            row.Amount?.ToString(),
            row.CostCentre,
            row.PayloadDigest,
            row.AskedBy,
            rule.Name,
            row.Level + 1,
            LevelView.Of(rule),
            row.RequestedAt,
            row.DueAt,
            ApprovalWords.DeadlineOf(tenant, row.DueAt),
            row.ConcludedAt,
            row.Reason);
    }
}

/// <summary>Who is asked together, and how many of them have to approve.</summary>
internal sealed record LevelView(int Quorum, IReadOnlyList<Role> Roles, IReadOnlyList<string> People, ApprovalTerm Within)
{
    public static IReadOnlyList<LevelView> Of(AskedRule rule) => [.. rule.Levels.Select(level => new LevelView(level.Quorum, level.Roles, level.People, level.Within))];
}

/// <summary>One approval with all that happened.</summary>
/// <param name="Approvals">How many count in each level.</param>
/// <param name="YouMayDecide">Whether the caller may approve or refuse now.</param>
/// <param name="WhyNot">Why the caller may not; null when they may.</param>
/// <param name="Evidence">In order.</param>
/// <param name="RefusedAttempts">Decisions that were not taken.</param>
internal sealed record ApprovalDetails(ApprovalView Approval, IReadOnlyList<int> Approvals, bool YouMayDecide, DecisionRefusal? WhyNot, IReadOnlyList<Evidence> Evidence, IReadOnlyList<RefusedAttempt> RefusedAttempts);

/// <summary>What a decision came to.</summary>
/// <param name="Outcome">What all decisions so far come to; null while more are needed.</param>
/// <param name="Approvals">How many approvals the level has that is asked.</param>
/// <param name="Quorum">How many it needs.</param>
internal sealed record DecisionView(string ApprovalId, string DecisionId, Verdict Decision, ApprovalOutcome? Outcome, int Approvals, int Quorum)
{
    public static DecisionView Of(ApprovalFile file, DecisionAsked asked) => new(
        file.Row.Reference.ApprovalId,
        asked.DecisionId,
        asked.Kind,
        ApprovalLifecycle.OutcomeOf(file.Row.State) ?? ApprovalTally.OutcomeOf(file.Case, file.Decisions),
        ApprovalTally.ApprovalsOf(file.Case, file.Decisions, file.Row.Level),
        file.Case.Rule.Levels[file.Row.Level].Quorum);
}

/// <summary>A link for the caller's phone.</summary>
internal sealed record LinkView(Uri Link, DateTimeOffset DueAt);

/// <summary>A decision.</summary>
/// <param name="Reason">3 to 500 characters; needed to refuse.</param>
/// <param name="PayloadDigest">As the caller saw it.</param>
internal sealed record VerdictBody(string? Reason, string? PayloadDigest)
{
    /// <summary>What is wrong with it, or null.</summary>
    public static string? ProblemWithReason(Verdict kind, string? reason)
        => reason?.Trim() switch
        {
            null or "" => kind == Verdict.Approve ? null : "Give a reason of 3 to 500 characters.",
            { Length: >= 3 and <= 500 } => null,
            _ => "A reason has 3 to 500 characters.",
        };
}

/// <summary>Why a request is taken back.</summary>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record WithdrawalBody(string? Reason);

/// <summary>A request over HTTP.</summary>
/// <param name="Kind">Dotted words, payment.order for instance.</param>
/// <param name="Subject">The id of what is approved.</param>
/// <param name="Summary">The line approvers read; no personal data.</param>
/// <param name="PayloadDigest">SHA-256 of what is approved, 64 hexadecimal digits in lower case.</param>
/// <param name="Amount">12.50 EUR; left out when there is none.</param>
internal sealed record AskBody(string? Kind, string? Subject, string? Summary, string? PayloadDigest, string? Amount, string? CostCentre, IReadOnlyList<string>? Preparers);

/// <summary>A request that was taken over.</summary>
internal sealed record AskedView(string Id);
