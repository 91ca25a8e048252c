using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>The functions of the app that have a blob trigger, as their attributes and the settings say.</summary>
internal sealed class BlobFunctions(FunctionCatalog catalog, FunctionSettings settings, BlobAccounts accounts, HostIdentity host)
{
    /// <exception cref="StartupException">A path or a setting is wrong.</exception>
    public IReadOnlyList<BlobFunction> Read()
        => [.. catalog.TriggeredBy<BlobTriggerAttribute>().Select(Read)];

    /// <inheritdoc cref="Read()"/>
    public BlobFunction Read(FunctionDescriptor function)
    {
        var receipts = accounts.Get().Watching.GetBlobContainerClient("azure-webjobs-hosts");
        return new BlobFunction(
            function,
            PatternOf(function),
            accounts.Get(function.Trigger.Get<string>("Connection")),
            new BlobReceipts(receipts, $"blobreceipts/{host.HostId}/{function.HostFunctionId}/"));
    }

    private BlobPathPattern PatternOf(FunctionDescriptor function)
    {
        try
        {
            return BlobPathPattern.Parse(settings.Resolve(function.Trigger.Get<string>("blobPath")));
        }
        catch (StartupException exception)
        {
            throw new StartupException($"The function '{function.Name}' cannot start. {exception.Message}", exception);
        }
    }
}
