using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;

namespace BackOffice.Documents;

/// <summary>The blobs of the feature: the drop that others fill, and the kept contents that nobody overwrites.</summary>
public sealed class DocumentDrop(BlobServiceClient blobs, IOptions<DocumentsOptions> options)
{
    private readonly BlobContainerClient drop = blobs.GetBlobContainerClient(DocumentKeys.Drop);
    private readonly BlobContainerClient kept = blobs.GetBlobContainerClient(DocumentKeys.Kept);

    /// <summary>Reads the version that was seen, once, while hashing it.</summary>
    /// <returns>Null when that version is gone: <see cref="CurrentVersionAsync"/> tells what is there instead.</returns>
    internal async Task<DroppedContent?> ReadAsync(string blobName, string version, CancellationToken cancellationToken)
    {
        try
        {
            var download = await drop.GetBlobClient(blobName).DownloadStreamingAsync(
                new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(version) } },
                cancellationToken);
            await using var stream = download.Value.Content;
            return await HashAsync(stream, download.Value.Details.ContentLength, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <summary>What lies under the name now; null when nothing does.</summary>
    internal async Task<(string Version, DateTimeOffset WrittenAt)?> CurrentVersionAsync(string blobName, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await drop.GetBlobClient(blobName).GetPropertiesAsync(cancellationToken: cancellationToken);
            return (properties.Value.ETag.ToString(), properties.Value.LastModified);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Keeps the content under its digest; content that is kept already is left as it is.</summary>
    internal async Task KeepAsync(string tenant, string blobName, string version, DroppedContent content, CancellationToken cancellationToken)
    {
        var target = kept.GetBlobClient(DocumentKeys.KeptBlob(tenant, content.Sha256));
        try
        {
            if (content.Bytes is { } bytes)
            {
                await target.UploadAsync(new BinaryData(bytes), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
            }
            else
            {
                var copy = await target.StartCopyFromUriAsync(
                    drop.GetBlobClient(blobName).Uri,
                    new BlobCopyFromUriOptions
                    {
                        SourceConditions = new BlobRequestConditions { IfMatch = new ETag(version) },
                        DestinationConditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    },
                    cancellationToken);
                await copy.WaitForCompletionAsync(cancellationToken);
            }
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            await RequireWholeAsync(target, content, cancellationToken);
        }
    }

    /// <summary>What is kept under the digest already is the same content, unless an earlier copy of a large one has not ended.</summary>
    private static async Task RequireWholeAsync(BlobClient target, DroppedContent content, CancellationToken cancellationToken)
    {
        if (content.Bytes is null)
        {
            var there = await target.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (there.Value.ContentLength != content.Size || there.Value.BlobCopyStatus is CopyStatus.Pending or CopyStatus.Failed or CopyStatus.Aborted)
            {
                throw new IOException("An earlier copy of this content has not ended well yet.");
            }
        }
    }

    /// <summary>Empties the drop of the version that was taken in; a newer version stays.</summary>
    internal async Task ClearAsync(string blobName, string version, CancellationToken cancellationToken)
    {
        try
        {
            await drop.GetBlobClient(blobName).DeleteAsync(conditions: new BlobRequestConditions { IfMatch = new ETag(version) }, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Cleared before, or replaced by a newer one.
        }
    }

    /// <summary>The kept content for a reader; null when it is missing.</summary>
    internal async Task<Stream?> OpenKeptAsync(string tenant, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            var download = await kept.GetBlobClient(DocumentKeys.KeptBlob(tenant, sha256)).DownloadStreamingAsync(cancellationToken: cancellationToken);
            return download.Value.Content;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Drops a content under a name of its own; what lies there already is the same content, from an earlier try.</summary>
    internal async Task<DroppedBlob> PutAsync(string blobName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            var put = await drop.GetBlobClient(blobName).UploadAsync(new BinaryData(content), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
            return new DroppedBlob(blobName, put.Value.ETag.ToString(), put.Value.LastModified);
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            var there = await CurrentVersionAsync(blobName, cancellationToken) ?? throw new InvalidOperationException("The drop was emptied while it was filled; send it again.", exists);
            return new DroppedBlob(blobName, there.Version, there.WrittenAt);
        }
    }

    internal AsyncPageable<BlobItem> ListDrop(CancellationToken cancellationToken) => drop.GetBlobsAsync(cancellationToken: cancellationToken);

    internal AsyncPageable<BlobItem> ListKept(string tenant, CancellationToken cancellationToken) => kept.GetBlobsAsync(prefix: $"{tenant}/", cancellationToken: cancellationToken);

    private async Task<DroppedContent> HashAsync(Stream stream, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var most = options.Value.MostBytes;
        var whole = length <= most ? new byte[length] : null;
        var buffer = whole ?? new byte[128 * 1024];
        long total = 0;
        while (true)
        {
            var room = whole is null ? buffer.AsMemory() : buffer.AsMemory((int)total);
            var read = room.Length == 0 ? 0 : await stream.ReadAsync(room, cancellationToken);
            if (read == 0)
            {
                break;
            }

            hash.AppendData(room.Span[..read]);
            total += read;
        }

        return total == length
            ? new DroppedContent(whole, length, Convert.ToHexStringLower(hash.GetHashAndReset()))
            : throw new EndOfStreamException($"The blob ended after {total} of {length} bytes.");
    }
}

/// <summary>A content read from the drop.</summary>
/// <param name="Bytes">Null when it is larger than documents may be: it was hashed, not held.</param>
internal sealed record DroppedContent(byte[]? Bytes, long Size, string Sha256);
