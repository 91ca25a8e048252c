using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>
/// Starts functions for new and changed blobs. Both sources, Event Grid and the scan, are met by listing the container here.
/// </summary>
internal sealed class BlobTriggerListener : ITriggerListener, IDisposable
{
    private readonly BlobFunctions functions;
    private readonly BlobSurroundings surroundings;
    private readonly Drain drain = new();
    private readonly StorageOutage outage;
    private readonly BlobDispatcher dispatcher;
    private Task watching = Task.CompletedTask;

    public BlobTriggerListener(BlobFunctions functions, BlobSurroundings surroundings)
    {
        this.functions = functions;
        this.surroundings = surroundings;
        outage = new StorageOutage(surroundings.Time, surroundings.Logger);
        dispatcher = new BlobDispatcher(surroundings, outage, drain);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        watching = Task.WhenAll(functions.Read()
            .GroupBy(function => (function.Account, function.Pattern.Container))
            .Select(group => Watch([.. group])));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => drain.RunAsync(FinishAsync, cancellationToken);

    public void Dispose()
    {
        dispatcher.Dispose();
        drain.Dispose();
    }

    private Task Watch(IReadOnlyList<BlobFunction> group)
    {
        foreach (var function in group)
        {
            Log.Waiting(surroundings.Logger, function.Descriptor.Name, function.Pattern.Container);
        }

        return new ContainerWatch(group, dispatcher, surroundings, outage).RunAsync(drain.Stopping);
    }

    private async Task FinishAsync(CancellationToken patience)
    {
        await watching.WaitAsync(patience);
        await dispatcher.FinishAsync(patience);
    }
}
