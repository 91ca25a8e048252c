using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>Names of blobs as they come.</summary>
internal static class BlobNames
{
    /// <summary>A dot segment is folded away in a URL: the client would read another blob than the listing names.</summary>
    public static bool IsAddressable(string name)
        => !(name.EndsWith('.') || name.Contains("./", StringComparison.Ordinal)) || !name.Split('/').Any(segment => segment is "." or "..");

    /// <summary>All blobs in the order of their names, a page in memory at a time; none when the container does not exist.</summary>
    public static async IAsyncEnumerable<BlobItem> ListAsync(
        this BlobContainerClient container,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var blobs = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MovesNextAsync(blobs))
        {
            yield return blobs.Current;
        }
    }

    private static async ValueTask<bool> MovesNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode is "ContainerNotFound" or "ContainerBeingDeleted")
        {
            return false;
        }
    }
}
