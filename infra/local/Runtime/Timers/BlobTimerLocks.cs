using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>One leased blob a timer, where Azure has it: azure-webjobs-hosts/locks/{hostId}/{function}.Listener (T-8).</summary>
internal sealed class BlobTimerLocks(StorageConnections connections, HostIdentity host, TimeProvider clock, ILogger<BlobTimerLocks> logger)
    : ITimerLocks
{
    private readonly Lazy<BlobContainerClient> container = new(() => new BlobContainerClient(connections.Get(), "azure-webjobs-hosts", Patient()));

    public async Task<ITimerLock?> TryTakeAsync(FunctionDescriptor function, CancellationToken cancellationToken)
    {
        var name = $"locks/{host.HostId}/{function.HostFunctionId}.Listener";
        var blob = container.Value.GetBlobClient(name);
        var lease = blob.GetBlobLeaseClient(OwnerOf(name));
        try
        {
            return await AcquireAsync(lease, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await CreateAsync(blob, cancellationToken);
            return await AcquireAsync(lease, cancellationToken);
        }
    }

    private async Task<ITimerLock?> AcquireAsync(BlobLeaseClient lease, CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        try
        {
            await lease.AcquireAsync(BlobTimerLock.Period, cancellationToken: cancellationToken);
            return new BlobTimerLock(lease, asked, clock, logger);
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return null;
        }
    }

    private async Task CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        await container.Value.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            await blob.UploadAsync(BinaryData.Empty, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Another host was first.
        }
    }

    /// <summary>
    /// Named by what the store lock of this machine is named by, of which there is one at a time: so an app takes back at once
    /// the lease that a killed one left, and only another machine or another hub waits for its end.
    /// </summary>
    private string OwnerOf(string name)
        => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}|{Environment.UserName}|{host.HubName}|{name}")).AsSpan(0, 16)).ToString();

    private static BlobClientOptions Patient()
        => new() { Retry = { Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(200), MaxRetries = 5, NetworkTimeout = TimeSpan.FromSeconds(10) } };
}
