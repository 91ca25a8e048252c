namespace BackOffice.Approvals.Domain;

/// <summary>Counts decisions. It trusts none of them: what may not count does not, whoever wrote it down.</summary>
public static class ApprovalTally
{
    /// <summary>
    /// What the decisions come to, in whatever order they are given: null while people are still asked. A withdrawal ends it;
    /// one refusal refuses; a level that was asked and has its quorum of distinct people approves.
    /// </summary>
    public static ApprovalOutcome? OutcomeOf(ApprovalCase approval, IReadOnlyList<Decision> decisions)
        => decisions.Any(decision => decision.Kind == Verdict.Withdraw && Account.IsSame(decision.Person, approval.Requester)) ? ApprovalOutcome.Withdrawn
            : Counting(approval, decisions).Any(decision => decision.Kind == Verdict.Refuse) ? ApprovalOutcome.Refused
            : Enumerable.Range(0, approval.Level + 1).Any(level => ApprovalsOf(approval, decisions, level) >= approval.Rule.Levels[level].Quorum) ? ApprovalOutcome.Approved
            : null;

    /// <summary>How many distinct people, each on a place of their own, approved in a level.</summary>
    public static int ApprovalsOf(ApprovalCase approval, IReadOnlyList<Decision> decisions, int level)
        => Counting(approval, decisions)
            .Where(decision => decision.Kind == Verdict.Approve)
            .SelectMany(decision => decision.Seats.Where(seat => seat.Level == level).Take(1))
            .Select(seat => seat.Owner)
            .Distinct(Account.Comparer)
            .Count();

    /// <summary>One decision a person, on places neither of which is the requester's or a preparer's, in a level that was asked.</summary>
    private static IEnumerable<Decision> Counting(ApprovalCase approval, IReadOnlyList<Decision> decisions)
        => decisions
            .Where(decision => decision.Kind is Verdict.Approve or Verdict.Refuse && !approval.IsExcluded(decision.Person))
            .Select(decision => decision with { Seats = [.. decision.Seats.Where(seat => seat.Level >= 0 && seat.Level <= approval.Level && !approval.IsExcluded(seat.Owner))] })
            .Where(decision => decision.Seats.Count > 0)
            .GroupBy(decision => decision.Person, Account.Comparer)
            .Select(ofPerson => ofPerson.OrderBy(decision => decision.At).ThenBy(decision => decision.DecisionId, StringComparer.Ordinal).First());
}
