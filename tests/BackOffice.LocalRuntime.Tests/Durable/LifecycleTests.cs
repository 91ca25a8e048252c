using System.Globalization;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class LifecycleTests
{
    [Fact]
    public async Task D_40_A_new_generation_keeps_the_id_and_the_custom_status_and_forgets_the_rest()
    {
        var store = new InMemoryEngineStore();
        var functions = new LambdaFunctions().Activity<int, int>("Step", value => value).Orchestrator("Loops", async context =>
        {
            var round = context.GetInput<int>();
            await context.CallActivityAsync<int>("Step", round);
            if (round == 0)
            {
                context.SetCustomStatus("from round 0");
            }

            if (round < 50)
            {
                context.ContinueAsNew(round + 1);
            }

            return round;
        });
        await using var hub = await Hub.StartAsync(functions, store: store);

        var end = await hub.RunAsync("Loops", 0, "loop");

        Assert.Equal(50, end.ReadOutputAs<int>());
        Assert.Equal(50, end.ReadInputAs<int>());
        Assert.Equal("from round 0", end.ReadCustomStatusAs<string>());
        Assert.Equal(51, functions.Ran.Count);
        Assert.Equal(8 + 1, store.RowCount); // heads and one instance: no history of rounds past
    }

    [Fact]
    public async Task D_40_ContinueAsNew_is_ignored_if_the_orchestration_then_fails()
    {
        var functions = new LambdaFunctions().Orchestrator("Fails", context =>
        {
            context.ContinueAsNew(1);
            return Task.FromException(new InvalidOperationException("after all"));
        });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Fails", 0);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("after all", end.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task D_41_The_last_custom_status_of_an_episode_wins()
    {
        var functions = new LambdaFunctions().Orchestrator("Tells", async context =>
        {
            context.SetCustomStatus("first");
            context.SetCustomStatus(new { Stage = "second" });
            await context.WaitForExternalEvent<string>("go");
        });
        await using var hub = await Hub.StartAsync(functions);

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Tells");

        Assert.Equal("""{"Stage":"second"}""", (await hub.GetAsync(id)).SerializedCustomStatus);
    }

    [Theory]
    [InlineData(8190, OrchestrationRuntimeStatus.Completed)] // and two quotes
    [InlineData(8191, OrchestrationRuntimeStatus.Failed)]
    public async Task D_41_A_custom_status_beyond_8192_characters_fails_the_orchestration(int length, OrchestrationRuntimeStatus expected)
    {
        var functions = new LambdaFunctions().Orchestrator("Tells", context =>
        {
            context.SetCustomStatus(new string('x', length));
            return Task.CompletedTask;
        });
        await using var hub = await Hub.StartAsync(functions);

        Assert.Equal(expected, (await hub.RunAsync("Tells")).RuntimeStatus);
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task D_42_A_terminated_instance_leaves_its_output_and_its_children_only_if_asked(bool recursive, OrchestrationRuntimeStatus child)
    {
        var functions = new LambdaFunctions()
            .Orchestrator("Grandchild", context => context.WaitForExternalEvent<string>("never"))
            .Orchestrator("Child", context => context.CallSubOrchestratorAsync("Grandchild", null, new SubOrchestrationOptions(instanceId: "grandchild")))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "child")));
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.UntilAsync("grandchild", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Running);

        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", recursive));

        var end = await hub.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("enough", end.ReadOutputAs<string>());
        Assert.Equal(child, (await hub.UntilAsync("grandchild", found => found.RuntimeStatus == child)).RuntimeStatus);
    }

    [Fact]
    public async Task D_42_Running_activities_finish_and_are_discarded_and_a_finished_instance_ignores_it()
    {
        var gate = new TaskCompletionSource<int>();
        var functions = new LambdaFunctions().SlowActivity<int, int>("Slow", _ => gate.Task)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Slow", 1));
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await hub.Client.TerminateInstanceAsync(id, "stop");
        var end = await hub.EndAsync(id);

        gate.SetResult(1);
        await hub.Client.TerminateInstanceAsync(id, "again");

        Assert.Equal("stop", end.ReadOutputAs<string>());
        Assert.Equal("stop", (await hub.GetAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_43_A_suspended_instance_takes_events_and_results_and_plays_them_when_it_resumes()
    {
        var gate = new TaskCompletionSource<int>();
        var functions = new LambdaFunctions().SlowActivity<int, int>("Slow", _ => gate.Task).Activity<int, int>("Next", value => value + 1)
            .Orchestrator("Main", async context =>
            {
                var slow = await context.CallActivityAsync<int>("Slow", 1);
                var raised = await context.WaitForExternalEvent<int>("go");
                return await context.CallActivityAsync<int>("Next", slow + raised);
            });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Main");

        await hub.Client.SuspendInstanceAsync(id, "holidays");
        gate.SetResult(1);
        await hub.Client.RaiseEventAsync(id, "go", 10);
        var suspended = await hub.GetAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended.RuntimeStatus);
        Assert.Equal("holidays", suspended.SerializedOutput);
        Assert.DoesNotContain("Next(11)", functions.Ran);
        await hub.Client.ResumeInstanceAsync(id, "back");

        Assert.Equal(12, (await hub.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task D_43_It_stays_suspended_over_a_restart_and_can_be_terminated()
    {
        var store = new InMemoryEngineStore();
        var functions = new LambdaFunctions().Activity<int, int>("Next", value => value)
            .Orchestrator("Main", async context => await context.CallActivityAsync<int>("Next", await context.WaitForExternalEvent<int>("go")));
        await using (var before = await Hub.StartAsync(functions, store: store))
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("paused"));
            await before.Client.SuspendInstanceAsync("paused");
            await before.Client.RaiseEventAsync("paused", "go", 1);
        }

        await using var after = await Hub.StartAsync(functions, store: store);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await after.GetAsync("paused")).RuntimeStatus);
        await after.Client.TerminateInstanceAsync("paused", "no more");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await after.EndAsync("paused")).RuntimeStatus);
        Assert.Empty(functions.Ran);
    }

    [Fact]
    public async Task D_45_A_start_in_the_future_is_pending_until_then_and_carries_its_tags()
    {
        var store = new InMemoryEngineStore();
        var clock = new FakeTime();
        var functions = new LambdaFunctions().Orchestrator("Later", async context =>
        {
            var raised = await context.WaitForExternalEvent<int>("early");
            return $"{context.CurrentUtcDateTime:HH:mm} {raised}";
        });
        var due = clock.GetUtcNow().AddDays(5);
        var options = new StartOrchestrationOptions("later", due) { Tags = new Dictionary<string, string> { ["kind"] = "test" } };
        await using (var before = await Hub.StartAsync(functions, store: store, clock: clock))
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Later", null, options);
            await before.Client.RaiseEventAsync("later", "early", 3);
            clock.Advance(TimeSpan.FromDays(4));
            Assert.Equal(OrchestrationRuntimeStatus.Pending, (await before.GetAsync("later")).RuntimeStatus);
        }

        await using var after = await Hub.StartAsync(functions, store: store, clock: clock);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await after.GetAsync("later")).RuntimeStatus);
        clock.Advance(TimeSpan.FromDays(1));
        var end = await after.EndAsync("later");

        Assert.Equal(due.ToString("HH:mm", CultureInfo.InvariantCulture) + " 3", end.ReadOutputAs<string>());
        Assert.Equal("test", end.Tags["kind"]);
    }

    [Fact]
    public async Task D_46_Activities_inherit_the_version_and_sub_orchestrations_take_the_default()
    {
        var settings = Hub.Settings with { Replay = Hub.Settings.Replay with { DefaultVersion = "1.0" } };
        var functions = new LambdaFunctions()
            .Orchestrator("Child", context => Task.FromResult(context.Version))
            .Orchestrator("Main", async context => new[]
            {
                context.Version,
                await context.CallSubOrchestratorAsync<string>("Child"),
                await context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions { Version = "3.0" }),
            });
        await using var hub = await Hub.StartAsync(functions, settings);

        var plain = await hub.RunAsync("Main");
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions { Version = "2.0" });

        Assert.Equal(["1.0", "1.0", "3.0"], plain.ReadOutputAs<string[]>()!);
        var versioned = (await hub.EndAsync(id)).ReadOutputAs<string[]>()!;
        Assert.Equal(["2.0", "1.0", "3.0"], versioned);
    }

    [Fact]
    public async Task D_47_Only_a_finished_instance_is_purged_and_nothing_of_it_stays()
    {
        var store = new InMemoryEngineStore();
        var functions = new LambdaFunctions()
            .Activity<int, string>("Big", _ => string.Concat(Enumerable.Range(0, 40_000)))
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Big", 1))
            .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "child")));
        await using var hub = await Hub.StartAsync(functions, store: store);
        var running = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await hub.RunAsync("Parent", null, "parent");
        var rows = store.RowCount;

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.PurgeInstanceAsync(running));
        var unknown = await hub.Client.PurgeInstanceAsync("unknown");
        var purged = await hub.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(0, unknown.PurgedInstanceCount);
        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync("parent"));
        Assert.Null(await hub.Client.GetInstanceAsync("child"));
        Assert.True(rows > 8 + 1 + 2, "large histories have rows of their own");
        Assert.Equal(8 + 1, store.RowCount);
    }

    [Fact]
    public async Task D_47_A_purge_by_filter_takes_finished_instances_in_the_time_span()
    {
        var functions = new LambdaFunctions().Orchestrator("Quick", _ => Task.CompletedTask).Orchestrator("Waits", context => context.WaitForExternalEvent<string>("go"));
        await using var hub = await Hub.StartAsync(functions);
        await hub.RunAsync("Quick");
        hub.Clock!.Advance(TimeSpan.FromDays(1));
        var from = hub.Clock.GetUtcNow();
        await hub.RunAsync("Quick");
        await hub.RunAsync("Quick");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");

        var result = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from));
        var late = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter { Timeout = TimeSpan.Zero });

        Assert.Equal((2, true), (result.PurgedInstanceCount, result.IsComplete));
        Assert.Equal((0, false), (late.PurgedInstanceCount, late.IsComplete));
    }
}
