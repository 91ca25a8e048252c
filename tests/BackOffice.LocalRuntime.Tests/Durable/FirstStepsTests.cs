using BackOffice.LocalRuntime.Durable.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class FirstStepsTests
{
    [Fact]
    public async Task Five_greetings_come_back_in_order()
    {
        var functions = new LambdaFunctions()
            .Activity<string, string>("Hello", name => $"Hello {name}")
            .Orchestrator("Five", async context =>
            {
                var said = new List<string>();
                foreach (var name in new[] { "a", "b", "c", "d", "e" })
                {
                    said.Add(await context.CallActivityAsync<string>("Hello", name));
                }

                return said;
            });
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Five");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(["Hello a", "Hello b", "Hello c", "Hello d", "Hello e"], end.ReadOutputAs<string[]>()!);
        Assert.Equal(5, functions.Ran.Count);
    }

    [Fact]
    public async Task A_timer_an_event_and_a_child_are_awaited()
    {
        var functions = new LambdaFunctions()
            .Orchestrator("Child", context => Task.FromResult(context.GetInput<int>() * 2))
            .Orchestrator("Parent", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                var raised = await context.WaitForExternalEvent<int>("go");
                return await context.CallSubOrchestratorAsync<int>("Child", raised);
            });
        await using var hub = await Hub.StartAsync(functions);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");

        hub.Clock!.Advance(TimeSpan.FromHours(1));
        await hub.Client.RaiseEventAsync(id, "GO", 21);
        var end = await hub.EndAsync(id);

        Assert.Equal(42, end.ReadOutputAs<int>());
        Assert.Equal(hub.Clock.GetUtcNow(), end.LastUpdatedAt);
    }

    [Fact]
    public async Task A_finished_instance_leaves_memory()
    {
        var functions = new LambdaFunctions().Orchestrator("Quick", _ => Task.CompletedTask);
        await using var hub = await Hub.StartAsync(functions);

        var end = await hub.RunAsync("Quick", instanceId: "quick");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        var shard = hub.Engine.ShardOf("quick");
        InstanceRecord? inMemory;
        do
        {
            inMemory = shard.Visible("quick");
        }
        while (inMemory is not null);
        Assert.NotNull(await hub.Client.GetInstanceAsync("quick"));
    }
}
