using System.Globalization;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>How many shards a store has. An instance is found by its shard, so the number stays as it was at the first start.</summary>
internal static class RecordedShards
{
    private const string Property = "Shards";

    /// <summary>What the head of every shard says of it.</summary>
    public static KeyValuePair<string, object> Of(int shards) => new(Property, (long)shards);

    /// <summary>Does nothing on a store that is new.</summary>
    /// <exception cref="StartupException">The store has another number.</exception>
    public static async Task RequireAsync(IEngineStore store, StoreRetry retry, int shards, CancellationToken cancellationToken)
    {
        var recorded = await retry.ReadAsync(() => ReadAsync(store, cancellationToken), cancellationToken);
        if (recorded is { } count && count != shards)
        {
            throw new StartupException(string.Create(
                CultureInfo.InvariantCulture,
                $"The store of this task hub has its orchestrations in {count} shards and the app is set to {shards}: it would not find them. Go back to {count}, or use another hub (AzureFunctionsJobHost__extensions__durableTask__hubName)."));
        }
    }

    /// <returns>Null as long as nothing can have run: the first shard is always the first to be taken.</returns>
    private static async Task<int?> ReadAsync(IEngineStore store, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(0, EngineKeys.Head(0), cancellationToken) is not { } head)
        {
            return null;
        }

        if (head.Values.TryGetValue(Property, out var recorded))
        {
            return (int)(long)recorded;
        }

        // Written before heads said it: then there are as many as there are heads.
        var heads = 1;
        while (await store.ReadAsync(heads, EngineKeys.Head(heads), cancellationToken) is not null)
        {
            heads++;
        }

        return heads;
    }
}
