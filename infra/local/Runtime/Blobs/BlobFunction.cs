using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>What every blob trigger works with.</summary>
internal sealed record BlobSurroundings(IFunctionInvoker Invoker, TimeProvider Time, BlobTriggerOptions Options, ILogger Logger);

/// <summary>One function with a blob trigger, and what it has seen.</summary>
internal sealed record BlobFunction(FunctionDescriptor Descriptor, BlobPathPattern Pattern, BlobAccount Account, BlobReceipts Receipts)
{
    public KnownBlobs Known { get; } = new();

    public PoisonBlobQueue Poison { get; } = new(Account.Queues);

    /// <summary>The container as the function may use it.</summary>
    public BlobContainerClient Container => Account.Functions.GetBlobContainerClient(Pattern.Container);

    /// <returns>Null when the blob is not one for this function.</returns>
    public FoundBlob? Find(BlobItem blob)
        => Pattern.Fits(blob.Name) ? new FoundBlob(this, blob, Receipts.KeyOf(Pattern.Container, blob)) : null;
}

/// <summary>A blob in the version that a listing showed, for one function; the key names its receipt.</summary>
internal sealed record FoundBlob(BlobFunction Function, BlobItem Item, string Key)
{
    public BlobTriggerInput CreateInput()
    {
        var container = Function.Container;
        var values = BlobBindingValues.Of(container, Item.Name, Function.Pattern.Match(Item.Name));
        values[BlobBindingValues.Properties] = JsonSerializer.Serialize(Item.Properties);
        values[BlobBindingValues.Metadata] = JsonSerializer.Serialize(Item.Metadata ?? new Dictionary<string, string>());
        return new BlobTriggerInput(container, Item.Name, Item.Properties.ETag) { BindingData = values };
    }

    public PoisonBlobMessage ToPoisonMessage()
        => new(
            Function.Descriptor.HostFunctionId,
            $"{Item.Properties.BlobType ?? BlobType.Block}Blob",
            Function.Pattern.Container,
            Item.Name,
            Item.Properties.ETag?.ToString("H") ?? "");
}
