using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>The process dies at a store write; the next one finds the same story and ends it the same way.</summary>
public sealed class CrashTests
{
    private const string Expected = "1,10,11,12,event,child 5,2";

    private static readonly OrchestrationRuntimeStatus[] Any =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_write_the_story_ends_the_same(bool applied)
    {
        var crashed = true;
        for (var crashAt = 1; crashed; crashAt++)
        {
            var functions = Story();
            (var story, var receiver, crashed) = await RunAsync(functions, new InMemoryEngineStore(), crashAt, applied);

            Assert.True(story.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"killed at write {crashAt}: {story.FailureDetails}");
            Assert.Equal(Expected, story.ReadOutputAs<string>());
            Assert.Equal("from the story", receiver.ReadOutputAs<string>());
            Assert.Equal(["Step(1)", "Step(10)", "Step(11)", "Step(12)", "Step(2)", "Step(5)"], functions.Ran.Distinct().Order(StringComparer.Ordinal));
            Assert.True(crashAt < 200, "the story has an end");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Killed_again_and_again_a_random_story_ends_as_if_undisturbed(int seed)
    {
        var undisturbed = await RandomStory.RunAsync(seed, () => int.MaxValue);
        var random = new Random(seed);
        var disturbed = await RandomStory.RunAsync(seed, () => random.Next(1, 40));

        Assert.Equal(undisturbed, disturbed);
        Assert.NotEmpty(undisturbed);
    }

    [Fact]
    public async Task Answers_that_get_lost_neither_double_nor_lose_a_write()
    {
        var store = new FlakyStore(new InMemoryEngineStore());
        var functions = Story();
        await using var hub = await Hub.StartAsync(functions, store: store);

        var (story, receiver) = await PlayAsync(hub);

        Assert.Equal(Expected, story.ReadOutputAs<string>());
        Assert.Equal("from the story", receiver.ReadOutputAs<string>());
        Assert.Equal(6, functions.Ran.Count);
        Assert.True(store.Lost > 5);
    }

    [Fact]
    public async Task A_second_app_takes_the_hub_and_the_first_stops_without_harm()
    {
        var store = new InMemoryEngineStore();
        var clock = new FakeTime();
        await using var first = await Hub.StartAsync(Story(), store: store, clock: clock);
        var fatal = new TaskCompletionSource<Exception>();
        first.Engine.OnFatal = fatal.SetResult;
        await first.Client.ScheduleNewOrchestrationInstanceAsync("Receiver", null, new StartOrchestrationOptions("receiver"));

        await using var second = await Hub.StartAsync(Story(), store: store, clock: clock);
        await Assert.ThrowsAsync<InvalidOperationException>(() => first.Client.RaiseEventAsync("receiver", "hello", "too late"));
        Assert.IsType<FencedException>(await fatal.Task.WaitAsync(TimeSpan.FromMinutes(1)));
        await second.Client.RaiseEventAsync("receiver", "hello", "in time");

        Assert.Equal("in time", (await second.EndAsync("receiver")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Stopping_waits_for_running_activities_and_stores_their_results()
    {
        var store = new InMemoryEngineStore();
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource<int>();
        var functions = new LambdaFunctions()
            .SlowActivity<int, int>("Slow", _ =>
            {
                started.TrySetResult();
                return gate.Task;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Slow", 1));
        await using var before = await Hub.StartAsync(functions, store: store);
        await before.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await started.Task;

        var stopping = before.Engine.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        gate.SetResult(7);
        await stopping.WaitAsync(TimeSpan.FromMinutes(1));
        await using var after = await Hub.StartAsync(functions, store: store);

        Assert.Equal(7, (await after.EndAsync("main")).ReadOutputAs<int>());
        Assert.Single(functions.Ran);
    }

    internal static async Task<(OrchestrationMetadata Story, OrchestrationMetadata Receiver)> PlayAsync(Hub hub)
    {
        await StartOnceAsync(hub, "Receiver", "receiver");
        await StartOnceAsync(hub, "Story", "story");
        while (true)
        {
            var story = await hub.GetAsync("story");
            var receiver = await hub.GetAsync("receiver");
            if (story.IsCompleted && receiver.IsCompleted)
            {
                return (story, receiver);
            }

            if (story.ReadCustomStatusAs<string>() == "waiting")
            {
                await hub.Client.RaiseEventAsync("story", "go", "event");
            }

            if (hub.Clock!.NextDue is { } due)
            {
                hub.Clock.AdvanceTo(due);
            }

            await Task.Delay(1);
        }
    }

    internal static LambdaFunctions Story() => new LambdaFunctions()
        .Activity<int, int>("Step", value => value)
        .Orchestrator("Receiver", context => context.WaitForExternalEvent<string>("hello"))
        .Orchestrator("Child", async context => $"child {await context.CallActivityAsync<int>("Step", context.GetInput<int>())}")
        .Orchestrator("Story", async context =>
        {
            if (context.GetInput<string>() is { } sofar)
            {
                return $"{sofar},{await context.CallActivityAsync<int>("Step", 2)}";
            }

            var got = new List<object?> { await context.CallActivityAsync<int>("Step", 1) };
            var several = await Task.WhenAll(Enumerable.Range(10, 3).Select(value => context.CallActivityAsync<int>("Step", value)));
            got.AddRange(several.Cast<object?>());
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            context.SetCustomStatus("waiting");
            got.Add(await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(400)));
            context.SetCustomStatus("going on");
            got.Add(await context.CallSubOrchestratorAsync<string>("Child", 5));
            context.SendEvent("receiver", "hello", "from the story");
            context.ContinueAsNew(string.Join(',', got), preserveUnprocessedEvents: false);
            return string.Empty;
        });

    private static async Task<(OrchestrationMetadata Story, OrchestrationMetadata Receiver, bool Crashed)> RunAsync(
        LambdaFunctions functions, InMemoryEngineStore inner, int crashAt, bool applied)
    {
        var clock = new FakeTime();
        var store = new CrashingStore(inner, crashAt, applied);
        await using (var hub = await Hub.TryStartAsync(functions, store, clock))
        {
            if (hub is not null && PlayAsync(hub) is var playing)
            {
                await Task.WhenAny(playing, store.Died);
                if (!store.Died.IsCompleted) // what plays may notice the end first
                {
                    var (story, receiver) = await playing;
                    return (story, receiver, false);
                }
            }
        }

        await using var next = await Hub.StartAsync(functions, store: inner, clock: clock);
        var end = await PlayAsync(next).WaitAsync(TimeSpan.FromMinutes(1));
        return (end.Story, end.Receiver, true);
    }

    private static async Task StartOnceAsync(Hub hub, string name, string id)
    {
        try
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions(id).WithDedupeStatuses(Any));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The run before has stored it, whether it could say so or not.
        }
    }
}
