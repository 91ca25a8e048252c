using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>Keeps the state of schedules over restarts.</summary>
internal interface IScheduleStatusStore
{
    /// <returns>Null for a timer that was never seen.</returns>
    Task<TimerStatus?> FindAsync(FunctionDescriptor function, CancellationToken cancellationToken);

    Task SaveAsync(FunctionDescriptor function, TimerStatus status, CancellationToken cancellationToken);
}

/// <summary>One blob a timer, where Azure has it (T-3).</summary>
internal sealed class BlobScheduleStatusStore(StorageConnections connections, HostIdentity host, ILogger<BlobScheduleStatusStore> logger)
    : IScheduleStatusStore
{
    private readonly Lazy<BlobContainerClient> container = new(() => new BlobContainerClient(connections.Get(), "azure-webjobs-hosts"));

    public async Task<TimerStatus?> FindAsync(FunctionDescriptor function, CancellationToken cancellationToken)
    {
        try
        {
            var content = await StatusBlob(function).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToObjectFromJson<TimerStatus>();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
        catch (JsonException unreadable)
        {
            Log.StatusUnreadable(logger, unreadable, function.Name);
            return null;
        }
    }

    public async Task SaveAsync(FunctionDescriptor function, TimerStatus status, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromObjectAsJson(status);
        try
        {
            await StatusBlob(function).UploadAsync(content, overwrite: true, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == "ContainerNotFound")
        {
            await container.Value.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await StatusBlob(function).UploadAsync(content, overwrite: true, cancellationToken);
        }
    }

    private BlobClient StatusBlob(FunctionDescriptor function)
        => container.Value.GetBlobClient($"timers/{host.HostId}/{function.HostFunctionId}/status");
}
