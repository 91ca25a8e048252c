using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;

namespace BackOffice.Notifications;

/// <summary>Forgets a recipient: what is personal stands in its row, in mails that were kept, and in what notifications say; nowhere else.</summary>
public sealed class Erasure(RecipientDirectory directory, NotificationStore store, Lines lines, MailOut mailOut, TimeProvider time)
{
    private const int MostTries = 5;

    /// <summary>Erases; what waits is dropped when its line moves, which is at once, and what comes later meets the mark. Twice is once.</summary>
    /// <returns>The mark; null when there is no such recipient.</returns>
    internal async Task<RecipientView?> EraseAsync((string Tenant, string Id) which, (string By, string Reason) why, CancellationToken cancellationToken)
    {
        var (tenant, id) = which;
        var mark = await directory.ChangeAsync(tenant, id, row => row.ErasedAt is null ? row.Tombstone(why.By, why.Reason, time.GetUtcNow()) : row, cancellationToken);
        if (mark is null)
        {
            return null;
        }

        await mailOut.ClearAsync(tenant, id, cancellationToken);
        await ForgetAsync(tenant, id, cancellationToken);
        foreach (var lane in Enum.GetValues<Lane>())
        {
            await lines.HurryAsync(tenant, lane, id, cancellationToken);
        }

        return RecipientView.Of(mark);
    }

    /// <summary>What was said to it, whatever became of it. What is with a dispatcher at this instant is its, and emptied when it ends.</summary>
    private async Task ForgetAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        var condition = TableClient.CreateQueryFilter($"Recipient eq {id} and State ne {nameof(NotificationState.Dispatched)}");
        await foreach (var row in store.Query<NotificationRow>(tenant, NotificationKeys.RecordPrefix, condition).WithCancellation(cancellationToken))
        {
            await ForgetAsync(row, cancellationToken);
        }
    }

    private async Task ForgetAsync(NotificationRow row, CancellationToken cancellationToken)
    {
        var known = row;
        for (var tries = 1; known is { IsForgotten: false, State: not NotificationState.Dispatched }; tries++)
        {
            known.Forget();
            try
            {
                await store.SaveAsync(known);
            }
            catch (RequestFailedException changed) when (changed.Status == 412 && tries < MostTries)
            {
                known = await store.FindAsync(row.Tenant, row.Id, row.Channel, cancellationToken);
            }
        }
    }
}
