using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class ReplayTests
{
    [Fact]
    public async Task D_1_One_counter_numbers_every_action_and_waits_take_none()
    {
        var functions = new LambdaFunctions()
            .Activity<int, int>("Fail", _ => throw new ArithmeticException("no"))
            .Orchestrator("Sub", _ => Task.CompletedTask)
            .Orchestrator("Main", async context =>
            {
                context.SetCustomStatus("none");
                _ = context.WaitForExternalEvent<string>("never");
                await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None); // 0
                context.SendEvent("nobody", "hello", 1); // 1
                await context.CallSubOrchestratorAsync("Sub"); // 2
                await context.CallActivityAsync("Fail", 1); // 3
            });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Main");

        Assert.Equal("Task 'Fail' (#3) failed with an unhandled exception: no", end.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task D_2_The_clock_stands_still_in_an_episode_and_moves_between_episodes()
    {
        var functions = new LambdaFunctions().Orchestrator("Clock", async context =>
        {
            var first = context.CurrentUtcDateTime;
            var again = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
            return new[] { first, again, context.CurrentUtcDateTime };
        });
        await using var hub = await Hub.StartAsync(functions);
        var start = hub.Clock!.GetUtcNow().UtcDateTime;
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Clock");
        hub.Clock.Advance(TimeSpan.FromHours(2));

        var times = (await hub.EndAsync(id)).ReadOutputAs<DateTime[]>();

        Assert.Equal([start, start, start.AddHours(2)], times!);
    }

    [Fact]
    public async Task D_3_Replaying_is_true_for_the_past_and_false_for_what_is_new()
    {
        var seen = new List<string>();
        var functions = new LambdaFunctions().Activity<int, int>("Step", value => value).Orchestrator("Main", async context =>
        {
            seen.Add($"a{context.IsReplaying}");
            await context.CallActivityAsync<int>("Step", 1);
            seen.Add($"b{context.IsReplaying}");
            await context.CallActivityAsync<int>("Step", 2);
            seen.Add($"c{context.IsReplaying}");
        });
        await using var hub = await Hub.StartAsync(functions);

        await hub.RunAsync("Main");

        Assert.Equal(["aFalse", "aTrue", "bFalse", "aTrue", "bTrue", "cFalse"], seen);
    }

    [Fact]
    public async Task D_3_History_order_decides_who_wins()
    {
        var functions = new LambdaFunctions().Orchestrator("Race", async context =>
        {
            var one = context.WaitForExternalEvent<int>("one");
            var two = context.WaitForExternalEvent<int>("two");
            var won = await Task.WhenAny(one, two) == one ? "one" : "two";
            await Task.WhenAll(one, two);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return won;
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Race");
        await hub.Client.RaiseEventAsync(id, "two", 2);
        await hub.Client.RaiseEventAsync(id, "one", 1);
        hub.Clock!.Advance(TimeSpan.FromHours(1));

        Assert.Equal("two", (await hub.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_3_A_logger_is_silent_while_the_past_is_replayed()
    {
        var enabled = new List<bool>();
        var functions = new LambdaFunctions().Activity<int, int>("Step", value => value).Orchestrator("Main", async context =>
        {
            var logger = context.CreateReplaySafeLogger("test");
            enabled.Add(logger is not null && !context.IsReplaying);
            await context.CallActivityAsync<int>("Step", 1);
        });
        await using var hub = await Hub.StartAsync(functions);

        await hub.RunAsync("Main");

        Assert.Equal([true, false], enabled);
    }

    [Theory]
    [InlineData("nothing", "hasn't (yet?) scheduled this task")]
    [InlineData("timer", "instead produced a CreateTimerOrchestratorAction action with this sequence number")]
    [InlineData("name", "instead scheduled an activity task named 'Other' with this sequence number")]
    public async Task D_4_A_changed_story_fails_the_orchestration(string change, string expected)
    {
        var end = await RunChangedAsync(changed => changed switch
        {
            "nothing" => context => context.WaitForExternalEvent<string>("go"),
            "timer" => context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None),
            "name" => context => context.CallActivityAsync<int>("Other", 1),
            _ => throw new NotSupportedException(),
        }, change, strict: false);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", end.FailureDetails!.ErrorType);
        Assert.StartsWith("Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task with sequence ID 0 and name 'Step'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(expected, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("case")]
    [InlineData("input")]
    public async Task D_4_Azure_compares_neither_case_nor_input(string change)
    {
        var end = await RunChangedAsync(Differently, change, strict: false);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
    }

    [Fact]
    public async Task A_differing_input_fails_the_orchestration_here()
    {
        var end = await RunChangedAsync(Differently, "input", strict: true);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("another input (a check of the local runtime, LocalRuntime:StrictReplay)", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D_6_Awaiting_a_task_that_is_not_durable_fails_the_orchestration()
    {
        var never = new TaskCompletionSource();
        var functions = new LambdaFunctions()
            .Activity<int, int>("Step", value => value)
            .Orchestrator("First", _ => never.Task)
            .Orchestrator("Later", async context =>
            {
                await context.CallActivityAsync<int>("Step", 1);
                await never.Task;
            });
        await using var hub = await Hub.StartAsync(functions);

        foreach (var name in new[] { "First", "Later" })
        {
            var end = await hub.RunAsync(name);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
            Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
            Assert.StartsWith("An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task D_6_Using_the_context_on_another_thread_fails_the_orchestration()
    {
        var functions = new LambdaFunctions().Orchestrator("Leaves", async context =>
        {
            var other = new Thread(() => Record.Exception(() => context.NewGuid()));
            other.Start();
            other.Join();
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Leaves");

        Assert.StartsWith("An invalid asynchronous invocation was detected.", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D_5_Guids_differ_within_an_episode_and_are_the_same_on_replay()
    {
        var made = new List<Guid>();
        var functions = new LambdaFunctions().Activity<int, int>("Step", value => value).Orchestrator("Main", async context =>
        {
            made.Add(context.NewGuid());
            made.Add(context.NewGuid());
            await context.CallActivityAsync<int>("Step", 1);
        });
        await using var hub = await Hub.StartAsync(functions);

        await hub.RunAsync("Main");

        Assert.Equal(4, made.Count);
        Assert.NotEqual(made[0], made[1]);
        Assert.Equal(made[..2], made[2..]);
    }

    private static Func<TaskOrchestrationContext, Task> Differently(string change) => change switch
    {
        "case" => context => context.CallActivityAsync<int>("STEP", 1),
        "input" => context => context.CallActivityAsync<int>("Step", 2),
        _ => throw new NotSupportedException(),
    };

    /// <summary>Runs one step, waits for an event, is restarted with another story, and gets the event.</summary>
    private static async Task<OrchestrationMetadata> RunChangedAsync(
        Func<string, Func<TaskOrchestrationContext, Task>> changed, string change, bool strict)
    {
        var store = new InMemoryEngineStore();
        var clock = new FakeTime();
        var settings = Hub.Settings with { Replay = Hub.Settings.Replay with { Strict = strict } };
        await using (var before = await Hub.StartAsync(Story(context => context.CallActivityAsync<int>("Step", 1)), settings, store, clock))
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Story", null, new StartOrchestrationOptions("changed"));
            await before.UntilAsync("changed", found => found.ReadCustomStatusAs<string>() == "stepped");
        }

        await using var after = await Hub.StartAsync(Story(changed(change)), settings, store, clock);
        await after.Client.RaiseEventAsync("changed", "go", "now");
        return await after.EndAsync("changed");
    }

    private static LambdaFunctions Story(Func<TaskOrchestrationContext, Task> step)
        => new LambdaFunctions().Activity<int, int>("Step", value => value).Activity<int, int>("Other", value => value).Orchestrator("Story", async context =>
        {
            await step(context);
            context.SetCustomStatus("stepped");
            await context.WaitForExternalEvent<string>("go");
        });
}
