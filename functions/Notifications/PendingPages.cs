using System.Globalization;
using Azure;

namespace BackOffice.Notifications;

/// <summary>What waits in the outboxes of a tenant, one outbox after another. A page may be short, or empty, before the last.</summary>
internal sealed class PendingPages(OutboxPlaces places, Outbox outbox, string tenant) : AsyncPageable<Notification>
{
    public override async IAsyncEnumerable<Page<Notification>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var outboxes = places.Of(tenant);
        var (at, inner) = Read(continuationToken);
        for (; at < outboxes.Count; at++)
        {
            await foreach (var page in outbox.QueryPending(outboxes[at].Table, outboxes[at].Partition, tenant).AsPages(inner, pageSizeHint))
            {
                yield return Page<Notification>.FromValues([.. page.Values.Select(OutboxRow.ToNotification)], Next(at, page.ContinuationToken, outboxes.Count), page.GetRawResponse());
            }

            inner = null;
        }
    }

    private static string? Next(int at, string? inner, int count)
        => inner is not null ? string.Create(CultureInfo.InvariantCulture, $"{at}:{inner}")
            : at + 1 < count ? string.Create(CultureInfo.InvariantCulture, $"{at + 1}:")
            : null;

    private static (int At, string? Inner) Read(string? token)
    {
        if (token is null)
        {
            return (0, null);
        }

        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return (int.Parse(token.AsSpan(0, colon), CultureInfo.InvariantCulture), colon + 1 == token.Length ? null : token[(colon + 1)..]);
    }
}
