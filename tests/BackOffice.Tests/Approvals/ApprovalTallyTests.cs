using BackOffice.Approvals;
using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;
using FsCheck;
using FsCheck.Fluent;

namespace BackOffice.Tests.Approvals;

/// <summary>Counting, whatever somebody may have written down.</summary>
public sealed class ApprovalTallyTests
{
    private static readonly string[] Everybody = ["rita", "piero", "anna", "bruno", "carla", "dario", "RITA", "Anna"];

    private static readonly ApprovalCase Two = Cases.Of(Cases.People(2, "anna", "bruno", "carla", "dario"), Cases.Holders(1, Role.Administrator));

    [Fact]
    public void Two_of_four_approve()
    {
        var first = Cases.Voter("anna").Says(Verdict.Approve, Two);
        var second = Cases.Voter("bruno").Says(Verdict.Approve, Two, first);

        Assert.Null(ApprovalTally.OutcomeOf(Two, [first]));
        Assert.Equal(ApprovalOutcome.Approved, ApprovalTally.OutcomeOf(Two, [first, second]));
    }

    [Fact]
    public void One_refusal_is_enough()
        => Assert.Equal(ApprovalOutcome.Refused, ApprovalTally.OutcomeOf(Two, [Cases.Voter("anna").Says(Verdict.Refuse, Two)]));

    [Fact]
    public void A_level_that_was_not_asked_yet_does_not_count()
    {
        var early = Cases.Voter("zoe", Role.Administrator).Says(Verdict.Approve, Two);

        Assert.Null(ApprovalTally.OutcomeOf(Two, [early]));
        Assert.Equal(ApprovalOutcome.Approved, ApprovalTally.OutcomeOf(Two with { Level = 1 }, [early]));
    }

    [Fact]
    public void A_late_answer_of_the_level_before_still_counts()
    {
        var escalated = Two with { Level = 1 };
        var first = Cases.Voter("anna").Says(Verdict.Approve, escalated);
        var second = Cases.Voter("bruno").Says(Verdict.Approve, escalated, first);

        Assert.Equal(ApprovalOutcome.Approved, ApprovalTally.OutcomeOf(escalated, [first, second]));
    }

    [Fact]
    public void Only_the_requester_takes_it_back()
    {
        Assert.Equal(ApprovalOutcome.Withdrawn, ApprovalTally.OutcomeOf(Two, [new Decision("d", "Rita", Verdict.Withdraw, [], Cases.Monday)]));
        Assert.Null(ApprovalTally.OutcomeOf(Two, [new Decision("d", "anna", Verdict.Withdraw, [], Cases.Monday)]));
    }

    /// <summary>A person and whom they stand in for are two people on one place.</summary>
    [Fact]
    public void A_delegate_and_their_delegator_are_one_approval()
    {
        Decision[] both =
        [
            new("1", "anna", Verdict.Approve, [new Seat(0, "anna")], Cases.Monday),
            new("2", "eva", Verdict.Approve, [new Seat(0, "Anna")], Cases.Monday),
        ];

        Assert.Equal(1, ApprovalTally.ApprovalsOf(Two, both, 0));
    }

    [Fact]
    public void Requester_and_preparer_never_count_neither_as_persons_nor_as_places()
        => Prop.ForAll<int>(seed =>
        {
            var decisions = WrittenDown(seed);
            var theirs = decisions.Where(decision => Two.IsExcluded(decision.Person) || decision.Seats.All(seat => Two.IsExcluded(seat.Owner)) && decision.Kind != Verdict.Withdraw);
            var withoutThem = decisions.Except(theirs).ToList();

            return decisions.Any(decision => decision.Kind == Verdict.Withdraw)
                || ApprovalTally.OutcomeOf(Two, decisions) == ApprovalTally.OutcomeOf(Two, withoutThem);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_person_counts_once()
        => Prop.ForAll<int>(seed =>
        {
            var decisions = WrittenDown(seed);
            var people = decisions.Where(decision => decision.Kind == Verdict.Approve).Select(decision => decision.Person).Distinct(Account.Comparer).Count();
            var twice = decisions.Concat(decisions.Select(decision => decision with { DecisionId = decision.DecisionId + "-again", At = decision.At.AddHours(1) })).ToList();

            return Enumerable.Range(0, 2).All(level => ApprovalTally.ApprovalsOf(Two with { Level = 1 }, decisions, level) <= people)
                && ApprovalTally.OutcomeOf(Two, decisions) == ApprovalTally.OutcomeOf(Two, twice)
                && ApprovalTally.ApprovalsOf(Two, decisions, 0) == ApprovalTally.ApprovalsOf(Two, twice, 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_approved_below_the_quorum()
        => Prop.ForAll<int>(seed =>
        {
            var decisions = WrittenDown(seed);
            var honest = decisions.Where(decision => decision.Kind == Verdict.Approve && !Two.IsExcluded(decision.Person)).Select(decision => decision.Person).Distinct(Account.Comparer).Count();

            return honest >= 2 || ApprovalTally.OutcomeOf(Two, decisions) != ApprovalOutcome.Approved;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_does_not_matter()
        => Prop.ForAll<int, int>((seed, shuffle) =>
        {
            var decisions = WrittenDown(seed);
            var other = decisions.ToArray();
            new Random(shuffle).Shuffle(other);

            return ApprovalTally.OutcomeOf(Two, decisions) == ApprovalTally.OutcomeOf(Two, other)
                && ApprovalTally.ApprovalsOf(Two, decisions, 0) == ApprovalTally.ApprovalsOf(Two, other, 0);
        }).QuickCheckThrowOnFailure();

    /// <summary>Decisions that the app would refuse among those it takes: by the requester, twice, on stolen places, in levels that do not exist.</summary>
    private static List<Decision> WrittenDown(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(8)).Select(number => new Decision(
            $"d{number}",
            Everybody[random.Next(Everybody.Length)],
            random.Next(10) switch { 0 => Verdict.Refuse, 1 => Verdict.Withdraw, _ => Verdict.Approve },
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Seat(random.Next(-1, 3), Everybody[random.Next(Everybody.Length)])).DistinctBy(seat => seat.Level)],
            Cases.Monday.AddMinutes(random.Next(5))))];
    }
}
