using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using BackOffice.Tenancy;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Timesheets;

/// <summary>The drop that others fill: a file is taken in whole, and only then taken away.</summary>
public sealed class TimesheetDrop(TimesheetIntake intake, TimesheetStore store, BlobServiceClient blobs, Actors actors)
{
    /// <summary>Who brings what lies in the drop.</summary>
    public const string Dropped = "drop";

    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>After this time nobody is still beginning.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly BlobContainerClient drop = blobs.GetBlobContainerClient(TimesheetKeys.Drop);

    /// <summary>Takes in what lies under a name now. What lies in a folder that is no tenant's stays until it is.</summary>
    internal async Task TakeUpAsync(string blobName, CancellationToken cancellationToken)
    {
        var (place, name) = SheetPlace.OfBlob(blobName);
        var actor = await actors.NowAsync(place.Tenant, Dropped, Dropped, cancellationToken);
        if (actor.Tenant is null || await FindAsync(blobName, cancellationToken) is not { } found)
        {
            return;
        }

        if (found.Length > MostBytes)
        {
            await intake.RefuseAsync(place, name, $"{found.Version}", actor, cancellationToken);
        }
        else if (await ReadAsync(blobName, found.Version, cancellationToken) is { } content)
        {
            await intake.TakeInAsync(place, name, content, actor, cancellationToken);
            await ClearAsync(blobName, found.Version, cancellationToken);
        }
    }

    /// <summary>Takes up what no trigger told of, and goes on with what was begun.</summary>
    internal async Task SweepAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await foreach (var blob in drop.GetBlobsAsync(prefix: $"{tenant.Id}/", cancellationToken: cancellationToken))
        {
            await TakeUpAsync(blob.Name, cancellationToken);
        }

        var actor = await actors.NowAsync(tenant.Id, Dropped, Dropped, cancellationToken);
        foreach (var (place, id, at) in await store.BegunAsync(tenant.Id, cancellationToken))
        {
            if (await store.FindAsync(place, id, cancellationToken) is not { } sheet)
            {
                // Perhaps just about to be written down; later, whoever was beginning is dead.
                await (at + Forgotten < actor.Now ? store.EndAsync(place, id, cancellationToken) : Task.CompletedTask);
            }
            else if (sheet.State == SheetState.Received)
            {
                await intake.ResumeAsync(place, sheet, actor, cancellationToken);
            }
            else
            {
                await store.EndAsync(place, id, cancellationToken);
            }
        }
    }

    private async Task<(long Length, ETag Version)?> FindAsync(string blobName, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await drop.GetBlobClient(blobName).GetPropertiesAsync(cancellationToken: cancellationToken);
            return (properties.Value.ContentLength, properties.Value.ETag);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>That version; null when it was replaced or taken away, which a trigger or the sweep tells of.</summary>
    private async Task<byte[]?> ReadAsync(string blobName, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            var read = await drop.GetBlobClient(blobName).DownloadContentAsync(new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = version } }, cancellationToken);
            return read.Value.Content.ToArray();
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <summary>A newer version under the same name stays, and is another sheet.</summary>
    private async Task ClearAsync(string blobName, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await drop.GetBlobClient(blobName).DeleteAsync(conditions: new BlobRequestConditions { IfMatch = version }, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Cleared before, or replaced by a newer one.
        }
    }
}
