using BackOffice.Approvals;
using BackOffice.Closing;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>The story of a run, with the parts around it played.</summary>
public sealed class PayrollRunStoryTests
{
    private static readonly RunRound Round = new("acme", "office-2026-11-regular", 1);
    private static readonly ApprovalRequest Request = new(new ApprovalReference("acme", "payroll-office-2026-11-regular-r1"), "payroll.run", Round.RunId, "paola");

    private readonly List<string> happened = [];
    private Queue<RunState> looks = new();
    private ApprovalOutcome outcome = ApprovalOutcome.Approved;
    private RunState calculated = RunState.Calculated;
    private RunState posted = RunState.Paying;

    [Fact]
    public async Task A_run_that_is_submitted_and_approved_is_posted_ordered_published_and_closed()
    {
        looks.Enqueue(RunState.AwaitingApproval);
        looks.Enqueue(RunState.Closed);
        var context = new ScriptedContext(Round, Answer);
        var story = PayrollRunOrchestrator.RunAsync(context);

        Assert.Equal(["PlanRun", "calculate 1-100", "calculate 101-150", "SumUpRun"], happened);
        context.Raise(PayrollRunOrchestrator.Moved);
        context.Raise(PayrollRunOrchestrator.Moved);

        Assert.Equal(RunState.Closed, await story);
        Assert.Equal(
            [
                "LookAtRun", "ApprovalOrchestrator", "DecideRun", "PostRun", "OpenRunOrder", "pay 1-100", "pay 101-150", "SealRunOrder", "LookAtRun",
            ],
            happened[4..]);
        Assert.Equal(0, context.OpenTimers);
    }

    [Fact]
    public async Task A_rejected_run_posts_and_pays_nobody()
    {
        (outcome, looks) = (ApprovalOutcome.Refused, new Queue<RunState>([RunState.AwaitingApproval]));
        var context = new ScriptedContext(Round, Answer);
        var story = PayrollRunOrchestrator.RunAsync(context);
        context.Raise(PayrollRunOrchestrator.Moved);

        Assert.Equal(RunState.Rejected, await story);
        Assert.Equal("DecideRun", happened[^1]);
    }

    [Fact]
    public async Task A_round_that_another_replaced_ends_without_asking_anybody()
    {
        looks.Enqueue(RunState.Superseded);
        var context = new ScriptedContext(Round, Answer);
        var story = PayrollRunOrchestrator.RunAsync(context);
        context.Raise(PayrollRunOrchestrator.Moved);

        Assert.Equal(RunState.Superseded, await story);
        Assert.DoesNotContain("ApprovalOrchestrator", happened);
    }

    [Fact]
    public async Task A_run_that_nobody_moves_is_reminded_of_every_other_day()
    {
        calculated = RunState.Exceptions;
        looks.Enqueue(RunState.Cancelled);
        var context = new ScriptedContext(Round, Answer);
        var story = PayrollRunOrchestrator.RunAsync(context);

        context.Pass(TimeSpan.FromDays(5));
        Assert.Equal(2, happened.Count(step => step == "RemindOfRun"));
        context.Raise(PayrollRunOrchestrator.Moved);

        Assert.Equal(RunState.Cancelled, await story);
    }

    [Fact]
    public async Task A_month_that_is_closed_meanwhile_keeps_the_run_approved_until_somebody_resumes_it()
    {
        posted = RunState.Approved;
        looks.Enqueue(RunState.AwaitingApproval);
        looks.Enqueue(RunState.Approved);
        looks.Enqueue(RunState.Closed);
        var context = new ScriptedContext(Round, Answer);
        var story = PayrollRunOrchestrator.RunAsync(context);
        context.Raise(PayrollRunOrchestrator.Moved);
        Assert.Equal("PostRun", happened[^1]);

        posted = RunState.Paying;
        context.Raise(PayrollRunOrchestrator.Moved);
        context.Raise(PayrollRunOrchestrator.Moved);

        Assert.Equal(RunState.Closed, await story);
        Assert.Equal(2, happened.Count(step => step == "PostRun"));
    }

    private object? Answer(string step, object? input)
    {
        happened.Add(input is ShardBatch batch ? $"{RunWords.Of(batch.Work)} {batch.First}-{batch.Last}" : step);
        return step switch
        {
            "PlanRun" => At(RunState.Calculating),
            "SumUpRun" => At(calculated),
            "RemindOfRun" => At(calculated),
            "LookAtRun" => At(looks.Dequeue()),
            "ApprovalOrchestrator" => new ApprovalResult(Request.Approval, outcome),
            "DecideRun" => At(outcome == ApprovalOutcome.Approved ? RunState.Approved : RunState.Rejected),
            "PostRun" => At(posted),
            "SealRunOrder" => At(RunState.Settling),
            "PayrollShardsOrchestrator" => 0,
            _ => null,
        };
    }

    private static RunProgress At(RunState state) => new("acme", state, Shards: 150, Orders: 0, MessageId: null, state == RunState.AwaitingApproval ? Request : null);
}
