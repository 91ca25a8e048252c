using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using BackOffice.Notifications.Domain;

namespace BackOffice.Notifications;

/// <summary>Mails as .eml blobs, for those who run without a mail server: each is written once, whoever comes again.</summary>
public sealed class MailOut(BlobServiceClient blobs, TimeProvider time)
{
    /// <summary>{tenant}/{digest of the recipient}/{id}.eml</summary>
    internal const string Container = "mail-out";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Container);

    internal async Task KeepAsync(string tenant, string recipient, Mail mail, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "message/rfc822" },
        };
        try
        {
            await container.GetBlobClient($"{FolderOf(tenant, recipient)}{mail.Id}.eml").UploadAsync(new BinaryData(MailText.Write(mail, time.GetUtcNow())), options, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Written before a crash: this is the mail.
        }
    }

    /// <summary>Removes the mails of a recipient.</summary>
    internal async Task ClearAsync(string tenant, string recipient, CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(prefix: FolderOf(tenant, recipient), cancellationToken: cancellationToken))
        {
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
        }
    }

    private static string FolderOf(string tenant, string recipient) => $"{tenant}/{NotificationKeys.Pseudonym(tenant, recipient)[..32]}/";
}
