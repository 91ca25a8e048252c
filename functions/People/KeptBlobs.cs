using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace BackOffice.People;

/// <summary>Blobs under a name that tells their content.</summary>
internal static class KeptBlobs
{
    extension(BlobContainerClient container)
    {
        /// <summary>Keeps bytes; under such a name lies the same content already, if any.</summary>
        public async Task KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            try
            {
                await container.GetBlobClient(name).UploadAsync(new BinaryData(content), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
            }
            catch (RequestFailedException exists) when (exists.Status is 409 or 412)
            {
                // Kept by an earlier try.
            }
        }

        /// <summary>The bytes under a name; null when nothing lies there.</summary>
        public async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken)
        {
            try
            {
                var content = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
                return content.Value.Content.ToArray();
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                return null;
            }
        }
    }
}
