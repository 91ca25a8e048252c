using BackOffice.Approvals;
using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Tests.Approvals;

public sealed class ApprovalCourseTests
{
    private static readonly ApprovalCase One = Cases.Of(Cases.People(1, "anna"), Cases.People(2, "rita", "bruno"), Cases.Holders(1, Role.Administrator));

    [Theory]
    [InlineData(0, "StayMove { }")]
    [InlineData(24, "RemindMove { }")]
    [InlineData(48, "EscalateMove { Level = 2 }")] // level 1 cannot reach its quorum without rita
    public void The_clock_reminds_and_asks_the_next_level_that_can_decide(int hours, string move)
        => Assert.Equal(move, $"{ApprovalCourse.Next(One, [], Cases.Monday.AddHours(hours))}");

    [Fact]
    public void People_are_reminded_once()
        => Assert.IsType<StayMove>(ApprovalCourse.Next(One with { Reminded = true }, [], Cases.Monday.AddHours(30)));

    [Fact]
    public void Silence_of_the_last_level_is_a_refusal()
    {
        var last = One with { Level = 2 };

        Assert.Equal(new ConcludeMove(ApprovalOutcome.Expired), ApprovalCourse.Next(last, [], last.DueAt));
        Assert.IsNotType<ConcludeMove>(ApprovalCourse.Next(last, [], last.DueAt.AddTicks(-1)));
    }

    [Fact]
    public void What_was_decided_in_time_counts_though_it_is_counted_late()
        => Assert.Equal(
            new ConcludeMove(ApprovalOutcome.Approved),
            ApprovalCourse.Next(One, [Cases.Voter("anna").Says(Verdict.Approve, One)], One.DueAt.AddDays(9)));

    [Fact]
    public void A_level_that_cannot_reach_its_quorum_is_passed_over_and_where_none_can_nobody_is_asked()
    {
        Assert.Equal(1, Cases.Of(Cases.People(2, "rita", "anna"), Cases.People(1, "bruno")).NextPossibleLevel(0));
        Assert.Null(Cases.Of(Cases.People(2, "rita", "anna"), Cases.People(1, "PIERO")).NextPossibleLevel(0));
        Assert.Equal(0, Cases.Of(Cases.Holders(9, Role.Approver)).NextPossibleLevel(0));
    }

    [Fact]
    public void Every_state_but_the_two_that_wait_is_final()
        => Assert.All(Enum.GetValues<ApprovalState>(), state =>
        {
            Assert.Equal(state.IsWaiting(), !ApprovalLifecycle.Table.IsFinal(state));
            Assert.Equal(state.IsWaiting(), ApprovalLifecycle.OutcomeOf(state) is null);
        });
}
