namespace BackOffice.Notifications;

/// <summary>Forgets a recipient: what is personal stands in its row and in the mails that were kept, and nowhere else.</summary>
public sealed class Erasure(RecipientDirectory directory, Lines lines, MailOut mailOut, TimeProvider time)
{
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
        foreach (var lane in Enum.GetValues<Lane>())
        {
            await lines.HurryAsync(tenant, lane, id, cancellationToken);
        }

        return RecipientView.Of(mark);
    }
}
