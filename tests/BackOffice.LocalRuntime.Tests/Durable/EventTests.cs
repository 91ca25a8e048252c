using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class EventTests
{
    [Fact]
    public async Task D_20_Events_nobody_waits_for_are_kept_in_their_order_without_case()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", async context =>
        {
            await context.WaitForExternalEvent<string>("start");
            return new[] { await context.WaitForExternalEvent<int>("NUMBER"), await context.WaitForExternalEvent<int>("number") };
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await hub.Client.RaiseEventAsync(id, "number", 1);
        await hub.Client.RaiseEventAsync(id, "Number", 2);
        await hub.Client.RaiseEventAsync(id, "Start", "go");

        var numbers = (await hub.EndAsync(id)).ReadOutputAs<int[]>()!;

        Assert.Equal([1, 2], numbers);
    }

    [Fact]
    public async Task D_20_The_newest_waiter_gets_the_event()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", async context =>
        {
            var older = context.WaitForExternalEvent<int>("go");
            var newer = context.WaitForExternalEvent<int>("go");
            return await Task.WhenAny(older, newer) == newer ? "newer" : "older";
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await hub.Client.RaiseEventAsync(id, "go", 1);

        Assert.Equal("newer", (await hub.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_20_An_event_that_meets_a_waiter_that_gave_up_is_lost()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", async context =>
        {
            var patient = context.WaitForExternalEvent<int>("go");
            using var cancellation = new CancellationTokenSource();
            _ = context.WaitForExternalEvent<int>("go", cancellation.Token);
            cancellation.CancelHere();
            return await patient;
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await hub.Client.RaiseEventAsync(id, "go", 1); // to the newest waiter, which listens no more
        await hub.Client.RaiseEventAsync(id, "go", 2);

        Assert.Equal(2, (await hub.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task D_20_Waiters_of_one_name_have_one_type()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", async context =>
        {
            _ = context.WaitForExternalEvent<int>("go");
            await context.WaitForExternalEvent<string>("GO");
        });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Waits");

        Assert.Equal("System.ArgumentException", end.FailureDetails!.ErrorType);
        Assert.StartsWith("Events with the same name must have the same type argument. Expected System.Int32 but was requested System.String.", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D_21_A_wait_that_times_out_throws_a_cancellation()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(1));
            }
            catch (OperationCanceledException exception)
            {
                return exception.GetType().Name;
            }
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        hub.Clock!.Advance(TimeSpan.FromDays(1));

        Assert.Equal("TaskCanceledException", (await hub.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_21_An_event_in_time_ends_the_wait_and_its_timer()
    {
        var functions = new LambdaFunctions().Orchestrator("Waits", context => context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(1)));
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await hub.Client.RaiseEventAsync(id, "go", "in time");

        Assert.Equal("in time", (await hub.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task D_22_An_event_for_nobody_is_dropped_or_an_error_as_configured()
    {
        var functions = new LambdaFunctions().Orchestrator("Quick", _ => Task.CompletedTask);
        await using (var silent = await Hub.StartAsync(functions))
        {
            await silent.RunAsync("Quick", instanceId: "over");
            await silent.Client.RaiseEventAsync("over", "late", 1);
            await silent.Client.RaiseEventAsync("unknown", "lost", 1);
            Assert.Null(await silent.Client.GetInstanceAsync("unknown"));
        }

        await using var loud = await Hub.StartAsync(functions, Hub.Settings with { ThrowOnRaiseToMissing = true });
        await loud.RunAsync("Quick", instanceId: "over");
        await Assert.ThrowsAsync<InvalidOperationException>(() => loud.Client.RaiseEventAsync("over", "late", 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => loud.Client.RaiseEventAsync("unknown", "lost", 1));
    }

    [Theory]
    [InlineData(true, new[] { 1, 2 })]
    [InlineData(false, new int[0])]
    public async Task D_23_A_new_generation_gets_kept_events_or_not(bool preserve, int[] expected)
    {
        var functions = new LambdaFunctions().Orchestrator("Loops", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<string>("renew");
                context.ContinueAsNew(1, preserve);
                return [];
            }

            await context.WaitForExternalEvent<string>("finish");
            var got = new List<int>();
            using var cancellation = new CancellationTokenSource();
            for (var wait = context.WaitForExternalEvent<int>("number", cancellation.Token); wait.IsCompleted; wait = context.WaitForExternalEvent<int>("number", cancellation.Token))
            {
                got.Add(await wait);
            }

            return got.ToArray();
        });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Loops", 0);
        await hub.Client.RaiseEventAsync(id, "number", 1);
        await hub.Client.RaiseEventAsync(id, "number", 2);
        await hub.Client.RaiseEventAsync(id, "renew", "now");
        await hub.UntilAsync(id, found => found.ReadInputAs<int>() == 1);
        await hub.Client.RaiseEventAsync(id, "finish", "now");

        Assert.Equal(expected, (await hub.EndAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task An_orchestration_sends_events_to_another_and_to_itself()
    {
        var functions = new LambdaFunctions()
            .Orchestrator("Receives", context => context.WaitForExternalEvent<string>("hello"))
            .Orchestrator("Sends", async context =>
            {
                context.SendEvent("receiver", "hello", "from afar");
                context.SendEvent(context.InstanceId, "self", 7);
                return await context.WaitForExternalEvent<int>("self");
            });
        await using var hub = await Hub.StartAsync(functions);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Receives", null, new StartOrchestrationOptions("receiver"));

        Assert.Equal(7, (await hub.RunAsync("Sends")).ReadOutputAs<int>());
        Assert.Equal("from afar", (await hub.EndAsync("receiver")).ReadOutputAs<string>());
    }
}
