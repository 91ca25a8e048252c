using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>The number of shards decides where an instance lies, so a store keeps it.</summary>
public sealed class ShardCountTests
{
    [Theory]
    [InlineData(8, 1)]
    [InlineData(1, 8)]
    [InlineData(2, 3)]
    public async Task A_store_begun_with_another_number_of_shards_is_refused_and_stays_as_it_is(int begun, int now)
    {
        var store = new InMemoryEngineStore();
        var functions = new LambdaFunctions().Orchestrator("Quick", _ => Task.CompletedTask);
        await using (var before = await Hub.StartAsync(functions, Hub.Settings with { Shards = begun }, store))
        {
            await before.RunAsync("Quick", null, "quick");
        }

        var refusal = await Assert.ThrowsAsync<StartupException>(() => Hub.StartAsync(functions, Hub.Settings with { Shards = now }, store));

        Assert.Contains($"in {begun} shards and the app is set to {now}", refusal.Message, StringComparison.Ordinal);
        await using var after = await Hub.StartAsync(functions, Hub.Settings with { Shards = begun }, store);
        Assert.NotNull(await after.Client.GetInstanceAsync("quick"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_store_from_before_heads_told_the_number_has_as_many_shards_as_heads(int begun)
    {
        var store = new InMemoryEngineStore();
        for (var shard = 0; shard < begun; shard++)
        {
            await store.CommitAsync(shard, new Commit(new Dictionary<string, object> { ["Owner"] = "old", ["Epoch"] = 1L, ["Commit"] = 0L }, HeadETag: null, [], []), CancellationToken.None);
        }

        await Assert.ThrowsAsync<StartupException>(() => Hub.StartAsync(new LambdaFunctions(), Hub.Settings with { Shards = begun + 1 }, store));
        await using var hub = await Hub.StartAsync(new LambdaFunctions(), Hub.Settings with { Shards = begun }, store);
    }
}
