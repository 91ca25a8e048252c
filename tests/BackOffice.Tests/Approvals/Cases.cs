using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Tests.Approvals;

/// <summary>Approvals as the tests of the rules ask for them: rita asks, piero prepared, anna and the others decide.</summary>
internal static class Cases
{
    public const string Digest = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    public static ApprovalLevel People(int quorum, params string[] people) => new(quorum, new ApprovalTerm(48, TermUnit.Hours)) { People = people };

    public static ApprovalLevel Holders(int quorum, params Role[] roles) => new(quorum, new ApprovalTerm(48, TermUnit.Hours)) { Roles = roles };

    public static ApprovalCase Of(params ApprovalLevel[] levels) => new("invoice.pay", "rita", ["piero"], new AskedRule("r", "m", levels))
    {
        PayloadDigest = Digest,
        RemindAt = Monday.AddHours(24),
        DueAt = Monday.AddHours(48),
    };

    public static Voter Voter(string account, params Role[] roles) => new(account, roles, [], Digest);

    /// <summary>Stands in for them, as a preparer where nothing else is said.</summary>
    public static Voter For(this Voter voter, params string[] delegators)
        => voter with { Roles = voter.Roles is [] ? [Role.Preparer] : voter.Roles, StandsInFor = [.. delegators.Select(delegator => new Delegation(delegator, [Role.Approver], voter.Account, new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31)))] };

    /// <summary>A decision as the app would write it down for this person.</summary>
    public static Decision Says(this Voter voter, Verdict kind, ApprovalCase approval, params IReadOnlyList<Decision> before)
        => new($"{voter.Account}-{kind}", voter.Account, kind, Standing.SeatsOf(approval, before, voter), Monday.AddMinutes(before.Count));
}
