using System.Text.Json.Serialization;
using BackOffice.Tenancy;

namespace BackOffice.Approvals.Domain;

/// <summary>A person who wants to decide.</summary>
/// <param name="Roles">Those they hold now.</param>
/// <param name="StandsInFor">The delegations to them that hold for the kind and the day.</param>
/// <param name="SeenDigest">Of what they saw.</param>
public sealed record Voter(string Account, IReadOnlyList<Role> Roles, IReadOnlyList<Delegation> StandsInFor, string SeenDigest)
{
    /// <summary>Who is signed in: the person, except by a link; null when nobody is.</summary>
    public string? SignedInAs { get; init; } = Account;

    public bool IsSignedIn => SignedInAs is { } account && Domain.Account.IsSame(account, Account);
}

/// <summary>Why a person's decision is not taken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionRefusal>))]
public enum DecisionRefusal
{
    /// <summary>The requester or a preparer, as whosever delegate.</summary>
    OwnRequest,

    /// <summary>The digest is not that of what is asked.</summary>
    PayloadChanged,

    /// <summary>It has ended.</summary>
    Concluded,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>The person has decided.</summary>
    AlreadyDecided,

    /// <summary>The person one of the two stands in for has decided, or their delegate has.</summary>
    PlaceTaken,

    /// <summary>No level that was asked asks this person.</summary>
    NotAsked,

    /// <summary>Only the requester takes a request back.</summary>
    NotTheRequester,

    /// <summary>The link alone is not enough (<see cref="LinkRule"/>), and nobody is signed in.</summary>
    SignInRequired,

    /// <summary>The link alone is not enough, and somebody else is signed in.</summary>
    NotYourLink,
}

/// <summary>Who may decide, and on whose place.</summary>
public static class Standing
{
    /// <summary>Of whom a delegate holds one: auditors only look, and systems answer for nothing.</summary>
    public static IReadOnlySet<Role> RolesThatDecide { get; } = new HashSet<Role> { Role.Preparer, Role.Approver, Role.Payer, Role.Administrator };

    /// <summary>The places a person would have: their own where a level asks them, else that of somebody they stand in for.</summary>
    public static IReadOnlyList<Seat> SeatsOf(ApprovalCase approval, IReadOnlyList<Decision> decisions, Voter voter)
        => approval.IsExcluded(voter.Account)
            ? []
            : [.. Enumerable.Range(0, approval.Rule.Levels.Count).Select(level => SeatIn(approval, decisions, voter, level)).OfType<Seat>()];

    /// <summary>Why this decision is refused, or null when it is taken; the places are those of <see cref="SeatsOf"/>.</summary>
    public static DecisionRefusal? RefusalOf(ApprovalCase approval, IReadOnlyList<Decision> decisions, Voter voter, DateTimeOffset now)
        => approval.IsExcluded(voter.Account) ? DecisionRefusal.OwnRequest
            : decisions.Any(decision => Account.IsSame(decision.Person, voter.Account)) ? DecisionRefusal.AlreadyDecided
            : EndOf(approval, decisions, now) is { } ended ? ended
            : !string.Equals(voter.SeenDigest, approval.PayloadDigest, StringComparison.OrdinalIgnoreCase) ? DecisionRefusal.PayloadChanged
            : SeatsOf(approval, decisions, voter) is var seats && seats.Any(seat => seat.Level <= approval.Level) ? LinkRule.RefusalOf(approval, seats, voter)
            : SeatsOf(approval, [], voter).Any(seat => seat.Level <= approval.Level) ? DecisionRefusal.PlaceTaken
            : DecisionRefusal.NotAsked;

    /// <summary>Whether a request waits for this person, as far as the names of those whose places are taken tell.</summary>
    public static bool IsAsked(ApprovalCase approval, IReadOnlyList<string> taken, Voter voter)
        => RefusalOf(approval, [.. taken.Select(person => new Decision("", person, Verdict.Approve, [], default))], voter, DateTimeOffset.MinValue) is null;

    /// <summary>Why the request can no longer be taken back by this person, or null when it can.</summary>
    public static DecisionRefusal? RefusalOfWithdrawal(ApprovalCase approval, IReadOnlyList<Decision> decisions, string person, DateTimeOffset now)
        => Account.IsSame(person, approval.Requester) ? EndOf(approval, decisions, now) : DecisionRefusal.NotTheRequester;

    /// <summary>That it is over, though the record may not say so yet.</summary>
    private static DecisionRefusal? EndOf(ApprovalCase approval, IReadOnlyList<Decision> decisions, DateTimeOffset now)
        => approval.State == ApprovalState.Expired ? DecisionRefusal.Expired
            : !approval.State.IsWaiting() || ApprovalTally.OutcomeOf(approval, decisions) is not null ? DecisionRefusal.Concluded
            : approval.IsOverAt(now) ? DecisionRefusal.Expired
            : null;

    private static Seat? SeatIn(ApprovalCase approval, IReadOnlyList<Decision> decisions, Voter voter, int level)
    {
        var asked = approval.Rule.Levels[level];
        var own = asked.Asks(voter.Account) || asked.Asks(voter.Roles);
        var owner = own
            ? voter.Account
            : PlacesOf(voter)
                .Where(delegation => asked.Asks(delegation.Delegator) || asked.Asks(delegation.DelegatorRoles))
                .Select(delegation => delegation.Delegator)
                .Where(delegator => !approval.IsExcluded(delegator))
                .Order(Account.Comparer)
                .FirstOrDefault(delegator => !IsTaken(decisions, delegator));
        return owner is null || IsTaken(decisions, owner) ? null : new Seat(level, owner);
    }

    /// <summary>Whose roles are not known, because a link was opened without a sign-in, is asked to sign in before the place counts.</summary>
    private static IReadOnlyList<Delegation> PlacesOf(Voter voter)
        => !voter.IsSignedIn || voter.Roles.Any(RolesThatDecide.Contains) ? voter.StandsInFor : [];

    private static bool IsTaken(IReadOnlyList<Decision> decisions, string owner)
        => decisions.Any(decision => Account.IsSame(decision.Person, owner) || decision.Seats.Any(seat => Account.IsSame(seat.Owner, owner)));
}
