using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;
using BackOffice.Storage;

namespace BackOffice.Notifications;

/// <summary>The recipients of each tenant, one row each.</summary>
public sealed class RecipientDirectory(TableServiceClient tables, TimeProvider time)
{
    internal const string TableName = "Recipients";

    private const int MostRemembered = 50_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly TableClient table = tables.GetTableClient(TableName);
    private readonly ConcurrentDictionary<(string Tenant, string Id), (IReadOnlyList<Channel> Channels, DateTimeOffset Until)> hints = new();

    /// <summary>The recipient as it is now, or null.</summary>
    internal async Task<RecipientRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        if (RecipientId.ProblemWith(id) is not null || Tenancy.Tenant.ProblemWithId(tenant) is not null)
        {
            return null;
        }

        return await table.FindAsync<RecipientRow>(Partition(tenant), id, cancellationToken);
    }

    /// <summary>
    /// The channels that a notification is likely to take, through a short memory: good enough to address a message, since
    /// its dispatcher asks again. E-mail where nothing is known, so that somebody notes that there is no address.
    /// </summary>
    internal async ValueTask<IReadOnlyList<Channel>> GuessChannelsAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        if (hints.TryGetValue((tenant, id), out var known) && known.Until > time.GetUtcNow())
        {
            return known.Channels;
        }

        if (hints.Count >= MostRemembered)
        {
            hints.Clear();
        }

        var channels = (await FindAsync(tenant, id, cancellationToken))?.ChannelList is { Count: > 0 } chosen ? chosen : [Channel.Email];
        hints[(tenant, id)] = (channels, time.GetUtcNow() + Remembered);
        return channels;
    }

    internal AsyncPageable<RecipientRow> Query(string tenant, int? pageSize)
        => table.QueryAsync<RecipientRow>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant)}"), pageSize);

    /// <summary>Adds the recipient; false when the id is taken.</summary>
    internal Task<bool> TryAddAsync(RecipientRow row, CancellationToken cancellationToken) => table.TryAddAsync(row, cancellationToken);

    /// <summary>Writes the recipient; false when its ETag is stale.</summary>
    internal async Task<bool> TryUpdateAsync(RecipientRow row, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>Changes the recipient, over again when somebody else changed it; null when there is none.</summary>
    internal async Task<RecipientRow?> ChangeAsync(string tenant, string id, Func<RecipientRow, RecipientRow> change, CancellationToken cancellationToken)
    {
        while (await FindAsync(tenant, id, cancellationToken) is { } row)
        {
            var changed = change(row);
            if (await TryUpdateAsync(changed, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    internal static string Partition(string tenant) => $"{tenant}|recipients";
}
