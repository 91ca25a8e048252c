using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>What the receipt of one version of one blob says.</summary>
internal enum ReceiptState
{
    None,
    Incomplete,
    Complete,
}

/// <summary>
/// The receipts of one function, one empty blob for each version of each blob it was started for (B-3): written before the
/// function runs, marked complete after it.
/// </summary>
/// <param name="container">The host's own container.</param>
/// <param name="folder">Ends with a slash.</param>
internal sealed class BlobReceipts(BlobContainerClient container, string folder)
{
    private const int LongestBlobName = 1024;

    // The key is what counts, not its value.
    private const string IncompleteKey = "Incomplete";

    /// <summary>The receipt's name within the folder; a blob's own name ends it unless that would not make a valid name.</summary>
    public string KeyOf(string blobContainer, BlobItem blob)
    {
        var version = $"{blob.Properties.ETag?.ToString("H")}/{blobContainer}/";
        return folder.Length + version.Length + blob.Name.Length <= LongestBlobName && BlobNames.IsAddressable(blob.Name)
            ? version + blob.Name
            : $"{version}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blob.Name)))}";
    }

    /// <returns>The state found; None when there was no receipt before.</returns>
    public async Task<ReceiptState> CreateAsync(string key, CancellationToken cancellationToken)
    {
        var receipt = container.GetBlobClient(folder + key);
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            Metadata = new Dictionary<string, string> { [IncompleteKey] = IncompleteKey },
        };
        try
        {
            await receipt.UploadAsync(BinaryData.Empty, options, cancellationToken);
            return ReceiptState.None;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == "ContainerNotFound")
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await receipt.UploadAsync(BinaryData.Empty, options, cancellationToken);
            return ReceiptState.None;
        }
        catch (RequestFailedException existing) when (existing.Status is 409 or 412 && existing.ErrorCode != "ContainerBeingDeleted")
        {
            var properties = await receipt.GetPropertiesAsync(cancellationToken: cancellationToken);
            return StateOf(properties.Value.Metadata);
        }
    }

    /// <summary>A receipt that was deleted meanwhile stays deleted: whoever did that wants the blob to come again.</summary>
    public async Task CompleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(folder + key).SetMetadataAsync(new Dictionary<string, string>(), cancellationToken: cancellationToken);
        }
        catch (RequestFailedException deleted) when (deleted.Status == 404)
        {
            return;
        }
    }

    public async IAsyncEnumerable<(string Key, ReceiptState State)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var receipt in container.ListAsync(folder, cancellationToken))
        {
            yield return (receipt.Name[folder.Length..], StateOf(receipt.Metadata));
        }
    }

    private static ReceiptState StateOf(IDictionary<string, string>? metadata)
        => metadata?.Keys.Contains(IncompleteKey, StringComparer.OrdinalIgnoreCase) == true ? ReceiptState.Incomplete : ReceiptState.Complete;
}
