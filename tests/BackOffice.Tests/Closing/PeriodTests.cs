using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Closing;

public sealed class PeriodTests
{
    private static readonly LocalDate Today = new(2026, 11, 21);
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private static readonly Period October = new(2026, 10);
    private static readonly Period November = new(2026, 11);

    public static TheoryData<PeriodState, string> Allowed => new()
    {
        { PeriodState.Future, "Open" },
        { PeriodState.Open, "SoftClose Close CloseAgain" },
        { PeriodState.SoftClosed, "Resume Close CloseAgain" },
        { PeriodState.Closed, "Reopen HardLock" },
        { PeriodState.HardLocked, "" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_month_takes_the_events_of_its_state_and_no_others(PeriodState state, string allowed)
        => Assert.Equal(allowed, string.Join(' ', PeriodLifecycle.Table.AllowedIn(state)));

    [Fact]
    public void A_hard_lock_is_final() => Assert.True(PeriodLifecycle.Table.IsFinal(PeriodState.HardLocked));

    [Theory]
    [InlineData(PeriodState.Open)]
    [InlineData(PeriodState.SoftClosed)]
    public void A_reopening_ends_by_itself_at_its_end_exclusive(PeriodState state)
    {
        var reopened = new PeriodStanding(LedgerName.General, October, state, Now, Version: 5);

        Assert.Equal(state, reopened.StateAt(Now.AddTicks(-1)));
        Assert.Equal(PeriodState.Closed, reopened.StateAt(Now));
    }

    [Fact]
    public void What_was_never_touched_is_open_until_the_current_month_and_future_after()
    {
        Assert.Equal(PeriodState.Open, PeriodStanding.Untouched(LedgerName.General, November, Today).State);
        Assert.Equal(PeriodState.Open, PeriodStanding.Untouched(LedgerName.General, October, Today).State);
        Assert.Equal(PeriodState.Future, PeriodStanding.Untouched(LedgerName.General, new Period(2026, 12), Today).State);
    }

    [Theory]
    [InlineData(PeriodState.Open)]
    [InlineData(PeriodState.SoftClosed)]
    public void What_was_closed_with_a_later_month_stays_closed_when_that_one_is_reopened(PeriodState reopened)
    {
        var books = new Books([new PeriodStanding(LedgerName.General, October, reopened, Now.AddDays(1), Version: 2)], []);

        Assert.Equal(PeriodState.Closed, books.Of(LedgerName.General, new Period(2026, 9), Today).State);
    }

    [Fact]
    public void What_was_never_touched_is_closed_once_a_later_month_is()
    {
        var books = new Books([Standing(October, PeriodState.Closed)], []);

        var decision = Decide(Posting("2026-09-30"), books);

        Assert.Equal((false, PeriodState.Closed, November), (decision.MayPost, decision.State, decision.UsePeriod!.Value));
        Assert.Equal(PeriodState.Open, books.Of(LedgerName.General, November, Today).State);
    }

    [Theory]
    [InlineData(PeriodState.Open, "2026-10-31", true, null, null)]
    [InlineData(PeriodState.SoftClosed, "2026-10-31", false, "2026-11", "2026-11-21")]
    [InlineData(PeriodState.Closed, "2026-10-01", false, "2026-11", "2026-11-21")]
    [InlineData(PeriodState.HardLocked, "2026-10-31", false, "2026-11", "2026-11-21")]
    public void A_posting_goes_to_its_month_or_to_the_next_open_one(PeriodState october, string day, bool mayPost, string? use, string? useDay)
    {
        var books = new Books([Standing(October, october)], []);

        var decision = Decide(Posting(day), books);

        Assert.Equal((mayPost, use, useDay), (decision.MayPost, decision.UsePeriod?.ToString(), decision.UseDay?.ToString("uuuu-MM-dd", null)));
        Assert.Equal((october, 3), (decision.State, decision.PeriodVersion));
    }

    [Fact]
    public void The_next_open_month_may_lie_between_and_then_its_first_day_is_used()
    {
        var books = new Books([Standing(new Period(2026, 8), PeriodState.Closed), Standing(new Period(2026, 9), PeriodState.Closed)], []);

        var decision = Decide(Posting("2026-08-15"), books);

        Assert.Equal((October, new LocalDate(2026, 10, 1)), (decision.UsePeriod!.Value, decision.UseDay!.Value));
    }

    [Fact]
    public void A_future_month_points_to_the_current_one_and_a_late_document_is_none()
    {
        var decision = Decide(Posting("2026-12-24"), new Books([], []));

        Assert.Equal((false, PeriodState.Future, November), (decision.MayPost, decision.State, decision.UsePeriod!.Value));
        Assert.Null(PostingRule.RouteLate(decision, "77"));
    }

    [Fact]
    public void When_no_month_is_open_none_is_named()
    {
        var books = new Books([Standing(October, PeriodState.Closed), Standing(November, PeriodState.SoftClosed)], []);

        Assert.Null(Decide(Posting("2026-10-02"), books).UsePeriod);
    }

    [Theory]
    [InlineData(Role.Preparer, false)]
    [InlineData(Role.Payer, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Service, false)]
    [InlineData(Role.Approver, true)]
    [InlineData(Role.Administrator, true)]
    public void A_soft_closed_month_is_left_to_approvers_and_administrators(Role role, bool mayPost)
        => Assert.Equal(mayPost, Decide(Posting("2026-10-02") with { Actor = "x", Roles = new HashSet<Role> { role } }, new Books([Standing(October, PeriodState.SoftClosed)], [])).MayPost);

    [Fact]
    public void An_exception_is_for_one_person_one_ledger_and_one_soft_closed_month_until_its_end()
    {
        var exception = new PostingExemption(LedgerName.General, October, "paola", Now.AddHours(1));
        var soft = new Books([Standing(October, PeriodState.SoftClosed)], [exception]);
        var paola = Posting("2026-10-02") with { Actor = "paola" };

        Assert.True(Decide(paola, soft).MayPost);
        Assert.False(Decide(paola with { Actor = "piero" }, soft).MayPost);
        Assert.False(Decide(paola with { Actor = null }, soft).MayPost);
        Assert.False(PostingRule.Decide(paola, soft, exception.Until, Today).MayPost);
        Assert.False(Decide(paola, new Books([Standing(October, PeriodState.Closed)], [exception])).MayPost);
        Assert.False(Decide(paola with { Ledger = LedgerName.Payroll }, new Books([Standing(October, PeriodState.SoftClosed), Standing(October, PeriodState.SoftClosed, LedgerName.Payroll)], [exception])).MayPost);
    }

    [Fact]
    public void A_late_document_is_recorded_in_the_open_month_and_says_where_it_belongs()
    {
        var decision = Decide(Posting("2026-10-30"), new Books([Standing(October, PeriodState.Closed)], []));

        Assert.Equal(new LatePosting(November, Today, October, "A-12/2026"), PostingRule.RouteLate(decision, "A-12/2026"));
    }

    [Fact]
    public void Months_close_one_after_the_other()
    {
        var books = new Books([.. Ledgers.All.Select(ledger => Standing(new Period(2026, 9), PeriodState.Open, ledger))], []);

        Assert.Equal("2026-09 of general must be closed first.", PeriodOrder.AgainstClosing(Ledgers.All, October, books, (Now, Today)));
        Assert.Null(PeriodOrder.AgainstClosing(Ledgers.All, new Period(2026, 9), books, (Now, Today)));
        Assert.Null(PeriodOrder.AgainstClosing(Ledgers.All, new Period(2026, 8), books, (Now, Today)));
    }

    [Fact]
    public void A_month_nobody_touched_between_two_others_must_be_closed_too()
    {
        var books = new Books([.. Ledgers.All.Select(ledger => Standing(new Period(2026, 8), PeriodState.Closed, ledger))], []);

        Assert.Equal("2026-09 of general must be closed first.", PeriodOrder.AgainstClosing(Ledgers.All, October, books, (Now, Today)));
    }

    [Fact]
    public void A_month_closes_when_it_is_over_and_the_last_day_belongs_to_it()
    {
        var books = new Books([], []);

        Assert.Equal("2026-11 is not over yet.", PeriodOrder.AgainstClosing(Ledgers.All, November, books, (Now, new LocalDate(2026, 11, 30))));
        Assert.Null(PeriodOrder.AgainstClosing(Ledgers.All, November, books, (Now, new LocalDate(2026, 12, 1))));
    }

    [Fact]
    public void The_general_ledger_closes_last()
    {
        var books = new Books([Standing(October, PeriodState.Closed, LedgerName.Payroll), Standing(October, PeriodState.Closed, LedgerName.Payables)], []);

        Assert.Equal("receivables must be closed before the general ledger.", PeriodOrder.AgainstClosing([LedgerName.General], October, books, (Now, Today)));
        Assert.Null(PeriodOrder.AgainstClosing([LedgerName.Receivables], October, books, (Now, Today)));
        Assert.Null(PeriodOrder.AgainstClosing([LedgerName.General, LedgerName.Receivables], October, books, (Now, Today)));
    }

    [Fact]
    public void A_month_before_a_closed_one_is_not_reopened_and_a_reopening_that_ended_counts_as_closed()
    {
        var reopened = Standing(November, PeriodState.Open) with { OpenUntil = Now };
        var books = new Books([Standing(October, PeriodState.Closed), reopened], []);

        Assert.Equal("2026-11 of general is closed; it would have to be reopened first.", PeriodOrder.AgainstReopening([LedgerName.General], October, books, Now));
        Assert.Null(PeriodOrder.AgainstReopening([LedgerName.General], October, books, Now.AddTicks(-1)));
    }

    private static PostingDecision Decide(Posting posting, Books books) => PostingRule.Decide(posting, books, Now, Today);

    private static Posting Posting(string day) => new("acme", LedgerName.General, NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value);

    private static PeriodStanding Standing(Period period, PeriodState state, LedgerName ledger = LedgerName.General) => new(ledger, period, state, OpenUntil: null, Version: 3);
}
