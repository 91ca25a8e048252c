using BackOffice.Closing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Closing;

public sealed class MonthEndCloseStoryTests
{
    private static readonly CloseRound Close = new("acme", new Period(2026, 10), 1);
    private static readonly CloseStepProgress Done = new(CloseStepState.Done, MessageId: null, EscalationId: null);

    private readonly List<string> happened = [];
    private readonly Dictionary<string, Func<CloseTurn, object>> scripts = [];

    [Fact]
    public async Task Steps_run_as_soon_as_what_they_wait_for_is_done_and_side_by_side()
    {
        var slow = new TaskCompletionSource<object?>();
        scripts["b"] = _ => slow.Task;
        var (_, story) = Start(new("a", [], 0), new("b", ["a"], 0), new("c", ["a"], 0), new("d", ["a", "c"], 0), new("e", ["a", "b", "c", "d"], 0));

        Assert.Equal(["a", "b", "c", "d"], Runs());
        slow.SetResult(Done);

        Assert.Equal(CloseState.Completed, await story);
        Assert.Equal(["a", "b", "c", "d", "e"], Runs());
        Assert.Equal("CompleteClose", happened[^2]);
    }

    [Fact]
    public async Task A_blocked_step_waits_is_reminded_of_daily_and_goes_on_when_somebody_says_it_is_mended()
    {
        var tries = 0;
        scripts["a"] = turn => ++tries < 4 ? new CloseStepProgress(CloseStepState.Blocked, $"m{turn.Number}", EscalationId: null) : Done;
        var (context, story) = Start(new("a", [], 0), new("b", ["a"], 0));

        context.Pass(TimeSpan.FromHours(23));
        Assert.Equal(["a#1/0"], Turns());
        context.Pass(TimeSpan.FromHours(1));
        context.Pass(TimeSpan.FromHours(24));
        Assert.Equal(["a#1/0", "a#2/1", "a#3/2"], Turns());
        context.Raise("CloseStep-a");

        Assert.Equal(CloseState.Completed, await story);
        Assert.Equal(["a#1/0", "a#2/1", "a#3/2", "a#4/0", "b#1/0"], Turns());
        Assert.Equal(["send m1", "send m2", "send m3", "send done"], happened.Where(what => what.StartsWith("send", StringComparison.Ordinal)));
        Assert.Equal(0, context.OpenTimers);
    }

    [Fact]
    public async Task A_step_that_cannot_be_run_is_shown_as_failed_and_resumes_at_itself()
    {
        var tries = 0;
        scripts["b"] = _ => ++tries == 1 ? new InvalidOperationException("storage is away") : Done;
        var (context, story) = Start(new("a", [], 0), new("b", ["a"], 0), new("c", ["a", "b"], 0));

        Assert.Equal(["a#1/0", "b#1/0", "fail b#1/0"], Turns());
        context.Raise("CloseStep-b");

        Assert.Equal(CloseState.Completed, await story);
        Assert.Equal(["a#1/0", "b#1/0", "fail b#1/0", "b#2/0", "c#1/0"], Turns());
    }

    [Fact]
    public async Task A_cancelled_step_ends_the_close_and_what_waits_for_it_never_runs()
    {
        scripts["a"] = turn => new CloseStepProgress(turn.Number == 1 ? CloseStepState.AwaitingSignOff : CloseStepState.Cancelled, MessageId: null, EscalationId: null);
        var (context, story) = Start(new("a", [], 0), new("b", ["a"], 0));

        context.Raise("CloseStep-a");

        Assert.Equal(CloseState.Cancelled, await story);
        Assert.Equal(["a#1/0", "a#2/0"], Turns());
        Assert.DoesNotContain("CompleteClose", happened);
    }

    [Fact]
    public async Task A_run_that_starts_anew_counts_on_from_the_tries_that_are_written_down()
    {
        var (_, story) = Start(new PlannedStep("a", [], Tries: 7));

        Assert.Equal(CloseState.Completed, await story);
        Assert.Equal(["a#8/0"], Turns());
    }

    [Fact]
    public async Task An_event_that_comes_while_the_step_runs_is_not_lost()
    {
        var slow = new TaskCompletionSource<object?>();
        scripts["a"] = turn => turn.Number switch { 1 => new CloseStepProgress(CloseStepState.Blocked, null, null), 2 => slow.Task, _ => Done };
        var (context, story) = Start(new PlannedStep("a", [], 0));

        context.Pass(TimeSpan.FromHours(24));
        context.Raise("CloseStep-a");
        slow.SetResult(new CloseStepProgress(CloseStepState.Blocked, null, null));

        Assert.Equal(CloseState.Completed, await story);
        Assert.Equal(["a#1/0", "a#2/1", "a#3/0"], Turns());
    }

    private (ScriptedContext Context, Task<CloseState> Story) Start(params PlannedStep[] plan)
    {
        var context = new ScriptedContext(Close, (step, input) => Answer(plan, step, input));
        return (context, MonthEndCloseOrchestrator.RunAsync(context));
    }

    private object? Answer(PlannedStep[] plan, string step, object? input)
    {
        switch (step, input)
        {
            case ("PlanClose", _):
                return new ClosePlan(plan);
            case ("RunCloseStep", CloseTurn turn):
                happened.Add($"run {Describe(turn)}");
                return scripts.TryGetValue(turn.Step.Step, out var script) ? script(turn) : Done;
            case ("FailCloseStep", CloseTurn turn):
                happened.Add($"run fail {Describe(turn)}");
                return new CloseStepProgress(CloseStepState.Failed, MessageId: null, EscalationId: null);
            case ("CompleteClose", _):
                happened.Add("CompleteClose");
                return new CloseProgress(CloseState.Completed, "done");
            case ("SendClosingNotice", ClosingNotice notice):
                happened.Add($"send {notice.MessageId}");
                return null;
            default:
                throw new InvalidOperationException($"Nobody expects {step}.");
        }
    }

    private static string Describe(CloseTurn turn) => $"{turn.Step.Step}#{turn.Number}/{turn.Reminders}";

    private IEnumerable<string> Turns() => happened.Where(what => what.StartsWith("run ", StringComparison.Ordinal)).Select(what => what[4..]);

    private IEnumerable<string> Runs() => Turns().Select(turn => turn.Split('#')[0]);
}
