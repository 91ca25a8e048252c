using BackOffice.LocalRuntime.Durable.Storage;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>What is delivered twice, late, or to somebody who is gone.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task D_7_An_activity_that_ran_twice_counts_once()
    {
        var store = new InMemoryEngineStore();
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        var functions = Story(async _ => Interlocked.Increment(ref runs) == 1 ? await first.Task : 2);
        var killed = await Hub.StartAsync(functions, store: store);
        var id = await killed.Client.ScheduleNewOrchestrationInstanceAsync("Story");
        await UntilAsync(() => runs == 1);
        await killed.Engine.CutAsync();

        await using var hub = await Hub.StartAsync(functions, store: store);
        var end = await hub.EndAsync(id);
        first.SetResult(1);

        Assert.Equal(2, runs);
        Assert.Equal("2", end.SerializedOutput);
        Assert.Equal("2", (await hub.GetAsync(id)).SerializedOutput);
    }

    [Fact]
    public async Task D_8_A_result_for_an_earlier_execution_is_dropped()
    {
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        await using var hub = await Hub.StartAsync(Story(_ => Interlocked.Increment(ref runs) == 1 ? first.Task : second.Task));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Story", null, new Microsoft.DurableTask.StartOrchestrationOptions("one"));
        await UntilAsync(() => runs == 1);
        await hub.Client.TerminateInstanceAsync("one");
        await hub.EndAsync("one");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Story", null, new Microsoft.DurableTask.StartOrchestrationOptions("one"));
        await UntilAsync(() => runs == 2);

        first.SetResult(1);
        second.SetResult(2);

        Assert.Equal("2", (await hub.EndAsync("one")).SerializedOutput);
    }

    [Fact]
    public async Task D_29_A_host_that_goes_away_fails_nothing_and_the_activity_runs_again()
    {
        var store = new InMemoryEngineStore();
        var runs = 0;
        var never = new TaskCompletionSource<int>();
        var functions = Story(_ => Interlocked.Increment(ref runs) == 1 ? never.Task : Task.FromResult(runs));
        var gone = await Hub.StartAsync(functions, store: store);
        var id = await gone.Client.ScheduleNewOrchestrationInstanceAsync("Story");
        await UntilAsync(() => runs == 1);
        await gone.Engine.CutAsync();
        never.SetCanceled();

        await using var hub = await Hub.StartAsync(functions, store: store);
        var end = await hub.EndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal("2", end.SerializedOutput);
    }

    private static LambdaFunctions Story(Func<int, Task<int>> activity) => new LambdaFunctions()
        .SlowActivity("Work", activity)
        .Orchestrator("Story", context => context.CallActivityAsync<int>("Work", 0));

    private static async Task UntilAsync(Func<bool> done)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(20);
        while (!done())
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not get there in time.");
            await Task.Delay(5);
        }
    }
}
