namespace BackOffice.Approvals.Domain;

/// <summary>
/// What a link is enough for. It proves that somebody got a message, and an administrator chooses where messages go: one who
/// writes the matrix and the address of an approver would approve alone. So what opens the books or moves money, and what is
/// decided in another's place, needs a sign-in as the person the link was made for as well.
/// </summary>
public static class LinkRule
{
    private static readonly string[] Sensitive = ["period.", "payment."];

    /// <summary>Whether requests of this kind open the books (period.*) or move money (payment.*).</summary>
    public static bool IsSensitive(string kind) => Sensitive.Any(beginning => kind.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Why the link alone does not decide on these places, or null where it does or its person is signed in.</summary>
    public static DecisionRefusal? RefusalOf(ApprovalCase approval, IReadOnlyList<Seat> seats, Voter voter)
        => voter.IsSignedIn || (!IsSensitive(approval.Kind) && seats.All(seat => Account.IsSame(seat.Owner, voter.Account))) ? null
            : voter.SignedInAs is null ? DecisionRefusal.SignInRequired
            : DecisionRefusal.NotYourLink;
}
