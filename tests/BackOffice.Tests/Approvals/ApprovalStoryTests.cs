using BackOffice.Approvals;
using BackOffice.Approvals.Domain;
using BackOffice.Closing;

namespace BackOffice.Tests.Approvals;

public sealed class ApprovalStoryTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly ApprovalRequest Request = new(new ApprovalReference("acme", "asked-1"), "invoice.pay", "17", "rita") { Summary = "A bill", PayloadDigest = Cases.Digest };

    private int counts;

    /// <summary>The machine that counts has a clock three minutes behind that of the timer.</summary>
    [Fact]
    public async Task An_alarm_that_rings_before_its_time_rings_once_a_minute_until_it_is_time()
    {
        var context = new ScriptedContext(Request, (step, _) => Answer(step, inTimeAt: 3));
        var story = ApprovalOrchestrator.RunAsync(context);

        context.Pass(TimeSpan.FromHours(2));
        Assert.Equal(1, counts);
        context.Pass(ApprovalOrchestrator.Snooze - TimeSpan.FromTicks(1));
        Assert.Equal(1, counts);
        context.Pass(ApprovalOrchestrator.Snooze);
        Assert.Equal(2, counts);
        context.Pass(ApprovalOrchestrator.Snooze);

        Assert.Equal(ApprovalOutcome.Expired, (await story).Outcome);
        Assert.Equal(3, counts);
        Assert.Equal(0, context.OpenTimers);
    }

    [Fact]
    public async Task A_decision_is_counted_at_once_though_the_alarm_waits_a_minute()
    {
        var context = new ScriptedContext(Request, (step, _) => Answer(step, inTimeAt: 2));
        var story = ApprovalOrchestrator.RunAsync(context);
        context.Pass(TimeSpan.FromHours(2));

        context.Raise(ApprovalOrchestrator.Decided);

        await story;
        Assert.Equal(2, counts);
    }

    private ApprovalProgress? Answer(string step, int inTimeAt) => step switch
    {
        "OpenApproval" => new ApprovalProgress(ApprovalState.Awaiting, Due, []),
        "WeighApproval" when ++counts < inTimeAt => new ApprovalProgress(ApprovalState.Awaiting, Due, []),
        "WeighApproval" => new ApprovalProgress(ApprovalState.Expired, WakeAt: null, []),
        _ => null,
    };
}
