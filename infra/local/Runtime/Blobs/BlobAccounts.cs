using System.Collections.Concurrent;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>The clients of the accounts that blob triggers name, one set an account.</summary>
internal sealed class BlobAccounts(StorageConnections connections)
{
    private readonly ConcurrentDictionary<string, BlobAccount> accounts = new(StringComparer.Ordinal);

    /// <param name="setting">The Connection of a trigger; null is the host's own account.</param>
    public BlobAccount Get(string? setting = null) => accounts.GetOrAdd(connections.Get(setting), BlobAccount.Of);
}

/// <param name="Watching">Never tries again by itself: the trigger does, by its own clock.</param>
/// <param name="Functions">What functions get, with the retries they would have in Azure.</param>
/// <param name="Queues">For poison messages, in base64 as the extension writes them.</param>
internal sealed record BlobAccount(BlobServiceClient Watching, BlobServiceClient Functions, QueueServiceClient Queues)
{
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(30);

    public static BlobAccount Of(string connection)
        => new(
            new BlobServiceClient(connection, WithoutRetries(new BlobClientOptions())),
            new BlobServiceClient(connection),
            new QueueServiceClient(connection, WithoutRetries(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })));

    private static TOptions WithoutRetries<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = Stalled;
        return options;
    }
}
