using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>The blobs of the feature: parts, order files and banks' messages, each written once and never overwritten.</summary>
public sealed class PaymentBlobs(BlobServiceClient blobs)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(PaymentKeys.Container);

    private static BlobRequestConditions OnlyNew => new() { IfNoneMatch = ETag.All };

    /// <summary>Keeps a part, or answers the one that an earlier try kept: it is what was decided.</summary>
    internal async Task<PartContent> KeepPartAsync(PaymentOrderReference order, int part, PartContent content, CancellationToken cancellationToken)
        => await TryPutAsync(PaymentKeys.PartBlob(order, part), content.Pack(), cancellationToken) ? content : await ReadPartAsync(order, part, cancellationToken);

    internal async Task<PartContent> ReadPartAsync(PaymentOrderReference order, int part, CancellationToken cancellationToken)
        => await FindPartAsync(order, part, cancellationToken) ?? throw new InvalidDataException($"Part {part} of {order.OrderId} was never kept.");

    /// <summary>Null when nothing was decided of it.</summary>
    internal async Task<PartContent?> FindPartAsync(PaymentOrderReference order, int part, CancellationToken cancellationToken)
    {
        try
        {
            var download = await container.GetBlobClient(PaymentKeys.PartBlob(order, part)).DownloadContentAsync(cancellationToken);
            return PartContent.Unpack(download.Value.Content.ToStream());
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Where the order's file is written, block by block.</summary>
    internal PaymentFileBlob File(PaymentOrderReference order, PaymentFormat format) => new(container.GetBlockBlobClient(PaymentKeys.FileBlob(order, format)));

    internal async Task<Stream> OpenFileAsync(PaymentOrderReference order, PaymentFormat format, CancellationToken cancellationToken)
        => (await container.GetBlobClient(PaymentKeys.FileBlob(order, format)).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;

    /// <summary>Keeps a bank's message under its digest; what lies there already is the same.</summary>
    internal Task KeepSettlementAsync(string tenant, string digest, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
        => TryPutAsync(PaymentKeys.SettlementBlob(tenant, digest), message, cancellationToken);

    internal async Task<BinaryData> ReadSettlementAsync(string tenant, string digest, CancellationToken cancellationToken)
        => (await container.GetBlobClient(PaymentKeys.SettlementBlob(tenant, digest)).DownloadContentAsync(cancellationToken)).Value.Content;

    private async Task<bool> TryPutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await container.GetBlobClient(name).UploadAsync(new BinaryData(content), new BlobUploadOptions { Conditions = OnlyNew }, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            return false;
        }
    }
}

/// <summary>A file that is staged in blocks and appears whole, once.</summary>
internal sealed class PaymentFileBlob(BlockBlobClient blob)
{
    private const string DigestName = "sha256";

    private readonly List<string> blocks = [];

    public async Task AppendAsync(MemoryStream content, CancellationToken cancellationToken)
    {
        // Ids of one length; the same ones at every try, so that a try that died leaves nothing behind.
        var id = Convert.ToBase64String(BitConverter.GetBytes(blocks.Count));
        await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
        blocks.Add(id);
    }

    /// <summary>Lets the file appear; one that is there already must be the same.</summary>
    /// <exception cref="InvalidDataException">Another file lies there: the build is not what it was.</exception>
    public async Task CommitAsync(string digest, CancellationToken cancellationToken)
    {
        try
        {
            await blob.CommitBlockListAsync(
                blocks,
                new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All }, Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [DigestName] = digest } },
                cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            var there = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (!there.Value.Metadata.TryGetValue(DigestName, out var known) || known != digest)
            {
                throw new InvalidDataException("The file of this order was written before with other bytes.", exists);
            }
        }
    }
}
