using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>Purging: what goes, what stays, and what a crash in between leaves.</summary>
public sealed class PurgeTests
{
    [Fact]
    public async Task D_47_A_purge_by_filter_takes_the_states_it_names()
    {
        var functions = new LambdaFunctions()
            .Orchestrator("Quick", _ => Task.CompletedTask)
            .Orchestrator("Fails", Task (_) => throw new InvalidOperationException("no"));
        await using var hub = await Hub.StartAsync(functions);
        await hub.RunAsync("Quick", null, "quick");
        await hub.RunAsync("Fails", null, "failed");

        var result = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter { Statuses = [OrchestrationRuntimeStatus.Failed] });

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync("failed"));
        Assert.NotNull(await hub.Client.GetInstanceAsync("quick"));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(11, true)]
    public async Task D_47_A_purge_that_a_crash_cuts_off_is_finished_by_the_next_and_leaves_no_row(int crashAt, bool applied)
    {
        var inner = new InMemoryEngineStore();
        var functions = LongStory();
        await using (var before = await Hub.StartAsync(functions, store: inner))
        {
            await before.RunAsync("Long", null, "long");
        }

        Assert.InRange(inner.RowCount, 8 + 1 + 190, 8 + 1 + 270); // rows that take three commits to delete

        var clock = new FakeTime();
        var store = new CrashingStore(inner, crashAt, applied); // commits 1 to 8 take the shards
        await using (var hub = (await Hub.TryStartAsync(functions, store, clock))!)
        {
            await Task.WhenAny(hub.Client.PurgeInstanceAsync("long", new PurgeInstanceOptions(Recursive: true)), store.Died);
            Assert.True(store.Died.IsCompleted);
        }

        await using var after = await Hub.StartAsync(functions, store: inner, clock: clock);
        var found = await after.Client.GetInstanceAsync("long", getInputsAndOutputs: true);
        var listed = await after.Client.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true }).CountAsync();
        var purged = await after.Client.PurgeInstanceAsync("long", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(crashAt == 11 && applied, found is null);
        Assert.Equal(found is null ? 0 : 1, purged.PurgedInstanceCount);
        Assert.Equal(found is null ? 0 : 1, listed);
        Assert.Equal(8, inner.RowCount);
    }

    [Fact]
    public async Task D_47_What_a_cut_off_purge_left_may_be_started_again()
    {
        var inner = new InMemoryEngineStore();
        await using (var before = await Hub.StartAsync(LongStory(), store: inner))
        {
            await before.RunAsync("Long", null, "long");
        }

        var store = new CrashingStore(inner, crashAt: 10, applied: true);
        await using (var hub = (await Hub.TryStartAsync(LongStory(), store, new FakeTime()))!)
        {
            await Task.WhenAny(hub.Client.PurgeInstanceAsync("long"), store.Died);
        }

        await using var after = await Hub.StartAsync(LongStory().Orchestrator("Quick", _ => Task.FromResult("new")), store: inner);
        var again = await after.RunAsync("Quick", null, "long");

        Assert.Equal("new", again.ReadOutputAs<string>());
        Assert.Equal(8 + 1, inner.RowCount);
    }

    /// <summary>Its log has a row an episode.</summary>
    private static LambdaFunctions LongStory() => new LambdaFunctions()
        .Activity<int, string>("Page", _ => new string('x', InstanceRows.TailLimit))
        .Orchestrator("Long", async context =>
        {
            for (var page = 0; page < 200; page++)
            {
                await context.CallActivityAsync<string>("Page", page);
            }

            return new string('y', InstanceRows.TextLimit + 1);
        });
}
