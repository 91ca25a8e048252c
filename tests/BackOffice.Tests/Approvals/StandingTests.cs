using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Tests.Approvals;

public sealed class StandingTests
{
    private static readonly ApprovalCase Two = Cases.Of(Cases.People(2, "anna", "bruno", "rita"), Cases.Holders(1, Role.Administrator));

    private static DateTimeOffset Now => Cases.Monday.AddHours(1);

    [Theory]
    [InlineData("anna", null)]
    [InlineData("ANNA", null)]
    [InlineData("rita", DecisionRefusal.OwnRequest)]
    [InlineData("piero", DecisionRefusal.OwnRequest)]
    [InlineData("zoe", DecisionRefusal.NotAsked)]
    public void Who_is_asked_and_has_no_part_in_it_decides(string account, DecisionRefusal? refusal)
        => Assert.Equal(refusal, Standing.RefusalOf(Two, [], Cases.Voter(account), Now));

    [Fact]
    public void A_role_is_asked_only_once_its_level_is()
    {
        Assert.Equal(DecisionRefusal.NotAsked, Standing.RefusalOf(Two, [], Cases.Voter("zoe", Role.Administrator), Now));
        Assert.Null(Standing.RefusalOf(Two with { Level = 1 }, [], Cases.Voter("zoe", Role.Administrator), Now));
        Assert.Null(Standing.RefusalOf(Two with { Level = 1 }, [], Cases.Voter("anna"), Now));
    }

    [Fact]
    public void A_delegate_sits_on_the_place_of_whom_they_stand_in_for()
        => Assert.Equal([new Seat(0, "anna"), new Seat(0, "bruno")],
        [
            .. Standing.SeatsOf(Two, [], Cases.Voter("eva").For("anna")),
            .. Standing.SeatsOf(Two, [Cases.Voter("anna").Says(Verdict.Approve, Two)], Cases.Voter("eva").For("anna", "bruno")),
        ]);

    [Fact]
    public void An_approver_who_is_also_a_delegate_decides_once_in_their_own_right()
    {
        var bruno = Cases.Voter("bruno").For("anna");
        var said = bruno.Says(Verdict.Approve, Two);

        Assert.Equal([new Seat(0, "bruno")], said.Seats);
        Assert.Equal(DecisionRefusal.AlreadyDecided, Standing.RefusalOf(Two, [said], bruno, Now));
    }

    [Fact]
    public void The_deputised_requester_is_refused_and_so_is_whoever_stands_in_for_the_requester()
    {
        Assert.Equal(DecisionRefusal.OwnRequest, Standing.RefusalOf(Two, [], Cases.Voter("rita").For("anna"), Now));
        Assert.Equal(DecisionRefusal.OwnRequest, Standing.RefusalOf(Two, [], Cases.Voter("piero").For("anna"), Now));
        Assert.Equal(DecisionRefusal.NotAsked, Standing.RefusalOf(Two, [], Cases.Voter("eva").For("rita"), Now));
    }

    [Fact]
    public void A_place_is_taken_once_by_its_owner_or_by_their_delegate()
    {
        var byOwner = Cases.Voter("anna").Says(Verdict.Approve, Two);
        var byDelegate = Cases.Voter("eva").For("anna").Says(Verdict.Approve, Two);

        Assert.Equal(DecisionRefusal.PlaceTaken, Standing.RefusalOf(Two, [byOwner], Cases.Voter("eva").For("anna"), Now));
        Assert.Equal(DecisionRefusal.PlaceTaken, Standing.RefusalOf(Two, [byDelegate], Cases.Voter("anna"), Now));
    }

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Service)]
    public void Who_only_looks_and_what_is_no_person_stands_in_for_nobody(Role role)
    {
        Assert.Equal(DecisionRefusal.NotAsked, Standing.RefusalOf(Two, [], Cases.Voter("eva", role).For("anna"), Now));
        Assert.Null(Standing.RefusalOf(Two, [], Cases.Voter("eva", role, Role.Payer).For("anna"), Now));
    }

    [Theory]
    [InlineData("invoice.pay", null, null)]
    [InlineData("invoice.pay", "zoe", null)]
    [InlineData("period.reopen", null, DecisionRefusal.SignInRequired)]
    [InlineData("period.reopen", "zoe", DecisionRefusal.NotYourLink)]
    [InlineData("period.reopen", "ANNA", null)]
    [InlineData("payment.order", null, DecisionRefusal.SignInRequired)]
    [InlineData("payments.order", null, null)]
    public void A_link_alone_opens_no_books_and_moves_no_money(string kind, string? signedInAs, DecisionRefusal? refusal)
        => Assert.Equal(refusal, Standing.RefusalOf(Two with { Kind = kind }, [], Cases.Voter("anna") with { SignedInAs = signedInAs }, Now));

    [Fact]
    public void A_delegate_with_a_link_signs_in_first()
    {
        var eva = new Voter("eva", [], Cases.Voter("eva").For("anna").StandsInFor, Cases.Digest);

        Assert.Equal(DecisionRefusal.SignInRequired, Standing.RefusalOf(Two, [], eva with { SignedInAs = null }, Now));
        Assert.Equal(DecisionRefusal.NotYourLink, Standing.RefusalOf(Two, [], eva with { SignedInAs = "zoe" }, Now));
        Assert.Null(Standing.RefusalOf(Two, [], eva with { Roles = [Role.Payer] }, Now));
    }

    [Fact]
    public void A_delegation_is_not_passed_on()
        => Assert.Equal(DecisionRefusal.NotAsked, Standing.RefusalOf(Two, [], new Voter("fabio", [Role.Preparer], [new Delegation("eva", [], "fabio", new(2026, 1, 1), new(2026, 12, 31))], Cases.Digest), Now));

    [Fact]
    public void A_decision_on_something_else_is_refused()
        => Assert.Equal(DecisionRefusal.PayloadChanged, Standing.RefusalOf(Two, [], Cases.Voter("anna") with { SeenDigest = new string('b', 64) }, Now));

    [Fact]
    public void After_the_last_deadline_it_is_too_late_and_after_an_earlier_one_it_is_not()
    {
        var due = Two.DueAt;

        Assert.Null(Standing.RefusalOf(Two, [], Cases.Voter("anna"), due));
        Assert.Null(Standing.RefusalOf(Two with { Level = 1 }, [], Cases.Voter("anna"), due.AddTicks(-1)));
        Assert.Equal(DecisionRefusal.Expired, Standing.RefusalOf(Two with { Level = 1 }, [], Cases.Voter("anna"), due));
        Assert.Equal(DecisionRefusal.Expired, Standing.RefusalOfWithdrawal(Two with { Level = 1 }, [], "rita", due));
    }

    [Theory]
    [InlineData(ApprovalState.Approved, DecisionRefusal.Concluded)]
    [InlineData(ApprovalState.Refused, DecisionRefusal.Concluded)]
    [InlineData(ApprovalState.Withdrawn, DecisionRefusal.Concluded)]
    [InlineData(ApprovalState.Expired, DecisionRefusal.Expired)]
    public void What_has_ended_stays_as_it_is(ApprovalState state, DecisionRefusal refusal)
    {
        Assert.Equal(refusal, Standing.RefusalOf(Two with { State = state }, [], Cases.Voter("anna"), Now));
        Assert.Equal(refusal, Standing.RefusalOfWithdrawal(Two with { State = state }, [], "rita", Now));
    }

    /// <summary>The quorum is there, though the orchestration has not said so yet.</summary>
    [Fact]
    public void A_third_decision_between_the_second_and_the_count_comes_too_late()
    {
        var approval = Cases.Of(Cases.People(2, "anna", "bruno", "carla"));
        var first = Cases.Voter("anna").Says(Verdict.Approve, approval);
        var second = Cases.Voter("bruno").Says(Verdict.Approve, approval, first);

        Assert.Equal(DecisionRefusal.Concluded, Standing.RefusalOf(approval, [first, second], Cases.Voter("carla"), Now));
    }

    [Theory]
    [InlineData("2026-11-15", "invoice.pay", false)]
    [InlineData("2026-11-16", "invoice.pay", true)]
    [InlineData("2026-11-20", "invoice.pay", true)]
    [InlineData("2026-11-21", "invoice.pay", false)]
    [InlineData("2026-11-18", "period.reopen", false)]
    public void A_delegation_holds_on_both_its_ends_and_for_its_kinds(string day, string kind, bool holds)
        => Assert.Equal(holds, (new Delegation("anna", [], "eva", new(2026, 11, 16), new(2026, 11, 20)) { Kind = "invoice.*" }).HoldsFor(kind, NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value));

    [Fact]
    public void Those_a_level_asks_are_told_with_their_delegates_and_without_who_asked()
    {
        Delegation[] inForce =
        [
            new("anna", [Role.Approver], "eva", new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31)),
            new("rita", [Role.Approver], "fabio", new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31)),
            new("bruno", [Role.Approver], "piero", new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31)),
        ];

        Assert.Equal(["anna", "bruno", "eva"], Circle.Of(Two, 0, inForce).People);
        Assert.Equal([Role.Administrator], Circle.Of(Two, 1, inForce).Roles);
    }
}
