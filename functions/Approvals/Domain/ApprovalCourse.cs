namespace BackOffice.Approvals.Domain;

/// <summary>What is to be done next with an approval.</summary>
public abstract record NextMove;

/// <summary>Nothing before the clock or a person moves.</summary>
public sealed record StayMove : NextMove;

/// <summary>The level is reminded.</summary>
public sealed record RemindMove : NextMove;

/// <summary>This level is asked as well.</summary>
public sealed record EscalateMove(int Level) : NextMove;

/// <summary>It is over.</summary>
public sealed record ConcludeMove(ApprovalOutcome Outcome) : NextMove;

/// <summary>How an approval goes on.</summary>
public static class ApprovalCourse
{
    /// <summary>Decisions first; then the clock: at the deadline itself a level was silent.</summary>
    public static NextMove Next(ApprovalCase approval, IReadOnlyList<Decision> decisions, DateTimeOffset now)
        => ApprovalTally.OutcomeOf(approval, decisions) is { } outcome ? new ConcludeMove(outcome)
            : now >= approval.DueAt ? approval.NextPossibleLevel(approval.Level + 1) is { } level ? new EscalateMove(level) : new ConcludeMove(ApprovalOutcome.Expired)
            : now >= approval.RemindAt && !approval.Reminded ? new RemindMove()
            : new StayMove();
}
