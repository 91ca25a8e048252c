using Azure.Data.Tables;
using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>The engine on real tables.</summary>
public sealed class AzuriteTests
{
    [Fact]
    public async Task The_whole_story_runs_on_tables_and_is_found_by_the_next_process()
    {
        var account = AzuriteFixture.FreshAccount();
        var clock = new FakeTime();
        await using (var before = await StartAsync(account, CrashTests.Story(), clock))
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Story", null, new StartOrchestrationOptions("story"));
            await before.UntilAsync("story", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        }

        await using var after = await StartAsync(account, CrashTests.Story(), clock);
        var (story, receiver) = await CrashTests.PlayAsync(after).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("1,10,11,12,event,child 5,2", story.ReadOutputAs<string>());
        Assert.Equal("from the story", receiver.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_episode_larger_than_a_transaction_is_stored_in_stages()
    {
        var account = AzuriteFixture.FreshAccount();
        var text = new string([.. new Random(7).GetItems<char>("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-+", 6_000_000)]);
        var functions = new LambdaFunctions().Orchestrator("Echo", context => Task.FromResult(context.GetInput<string>()));
        await using (var before = await StartAsync(account, functions))
        {
            await before.RunAsync("Echo", text, "large");
        }

        await using var after = await StartAsync(account, functions);
        var stored = await after.GetAsync("large");
        Assert.True(text == stored.ReadOutputAs<string>());
        Assert.True(text == stored.ReadInputAs<string>());
        Assert.Equal(1, (await after.Client.PurgeInstanceAsync("large")).PurgedInstanceCount);
    }

    [Fact]
    public async Task Three_hundred_starts_at_once_all_end()
    {
        await using var hub = await StartAsync(AzuriteFixture.FreshAccount(), Hello());

        var ids = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => hub.Client.ScheduleNewOrchestrationInstanceAsync("Five")));
        var ends = await Task.WhenAll(ids.Select(hub.EndAsync));

        Assert.All(ends, end => Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus));
        var listed = 0;
        await foreach (var _ in hub.Client.GetAllInstancesAsync())
        {
            listed++;
        }

        Assert.Equal(300, listed);
    }

    [Fact]
    public async Task Work_goes_on_when_storage_comes_back()
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
        var store = new TableEngineStore(new TableServiceClient(proxy.ConnectionString).GetTableClient("TestHubDurable"));
        var services = new EngineServices(store, Hello(), TimeProvider.System, NullLoggerFactory.Instance);
        await using var engine = new DurableEngine(Hub.Settings, services);
        await engine.StartAsync(CancellationToken.None);
        var client = new EngineClient(engine, "TestHub");
        var before = await client.ScheduleNewOrchestrationInstanceAsync("Five");

        proxy.Decide(_ => ProxyVerdict.RefuseBefore);
        var during = client.ScheduleNewOrchestrationInstanceAsync("Five");
        await Task.WhenAny(during, Task.Delay(TimeSpan.FromSeconds(1)));
        Assert.False(during.IsCompleted, "nothing is acknowledged that is not stored");
        proxy.Decide(request => request.IsTransaction && request.Ordinal % 3 == 0 ? ProxyVerdict.LoseAnswer : ProxyVerdict.Pass);

        foreach (var id in new[] { before, await during })
        {
            var end = await client.WaitForInstanceCompletionAsync(id).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        }
    }

    internal static LambdaFunctions Hello() => new LambdaFunctions()
        .Activity<int, string>("Hello", value => $"Hello {value}")
        .Orchestrator("Five", async context =>
        {
            for (var index = 0; index < 5; index++)
            {
                await context.CallActivityAsync<string>("Hello", index);
            }
        });

    internal static Task<Hub> StartAsync(string account, LambdaFunctions functions, FakeTime? clock = null)
        => Hub.StartAsync(functions, store: new TableEngineStore(new TableServiceClient(account).GetTableClient("TestHubDurable")), clock: clock);
}
