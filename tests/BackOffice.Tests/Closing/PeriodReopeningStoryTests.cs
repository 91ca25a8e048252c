using BackOffice.Approvals;
using BackOffice.Primitives;

namespace BackOffice.Closing;

public sealed class PeriodReopeningStoryTests
{
    private static readonly ReopeningReference Reopening = new("acme", new Period(2026, 10), 1);
    private static readonly ReopeningTerms Terms = new(
        Reopening,
        new DateTimeOffset(2026, 11, 12, 8, 0, 0, TimeSpan.Zero),
        new ApprovalRequest(new("acme", Reopening.Id), "period.reopen", "2026-10", "andrei"));

    private readonly List<string> happened = [];

    [Fact]
    public async Task An_approved_reopening_ends_at_its_end()
    {
        var context = new ScriptedContext(Terms, (step, _) => Answer(step, ApprovalOutcome.Approved, ReopeningState.Open));
        var story = PeriodReopeningOrchestrator.RunAsync(context);

        context.Pass(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(["ApprovalOrchestrator", "DecideReopening", "SendClosingNotice"], happened);
        Assert.Equal(ReopeningState.Open, context.Status);
        context.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(ReopeningState.Ended, await story);
        Assert.Equal("EndReopening", happened[^1]);
    }

    [Fact]
    public async Task A_refused_reopening_opens_nothing()
    {
        var context = new ScriptedContext(Terms, (step, _) => Answer(step, ApprovalOutcome.Refused, ReopeningState.Refused));

        Assert.Equal(ReopeningState.Refused, await PeriodReopeningOrchestrator.RunAsync(context));
        Assert.Equal(["ApprovalOrchestrator", "DecideReopening"], happened);
        Assert.Equal(0, context.OpenTimers);
    }

    private object? Answer(string step, ApprovalOutcome outcome, ReopeningState decided)
    {
        happened.Add(step);
        return step switch
        {
            "ApprovalOrchestrator" => new ApprovalResult(Terms.Approval.Approval, outcome),
            "DecideReopening" => new ReopeningProgress(decided, decided == ReopeningState.Open ? "m1" : null),
            "EndReopening" => new ReopeningProgress(ReopeningState.Ended, MessageId: null),
            _ => null,
        };
    }
}
