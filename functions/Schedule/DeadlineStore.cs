using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications;
using BackOffice.Storage;

namespace BackOffice.Schedule;

/// <summary>The rows of deadlines.</summary>
public sealed class DeadlineStore(TableServiceClient tables, Outbox outbox)
{
    private readonly TableClient table = tables.GetTableClient(ScheduleKeys.Table);

    /// <summary>Adds a deadline with what is told of it; false when it is there already.</summary>
    internal async Task<bool> TryAddAsync(DeadlineRow row, Notification? notification, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(new TableTransactionAction(TableTransactionActionType.Add, row), notification, row.OpenedAt, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Writes a changed deadline with what is told of it.</summary>
    /// <exception cref="RequestFailedException">412: somebody changed it meanwhile; nothing was written.</exception>
    internal Task SaveAsync(DeadlineRow row, Notification? notification, DateTimeOffset now, CancellationToken cancellationToken)
        => WriteAsync(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag), notification, now, cancellationToken);

    internal Task<DeadlineRow?> FindAsync(string tenant, string deadlineId, CancellationToken cancellationToken)
        => table.FindAsync<DeadlineRow>(ScheduleKeys.Deadlines(tenant), ScheduleKeys.Deadline(deadlineId), cancellationToken);

    /// <summary>In the order of rules and subjects.</summary>
    internal AsyncPageable<DeadlineRow> Query(string tenant, bool openOnly, int? pageSize = null)
        => table.QueryByPrefix<DeadlineRow>(ScheduleKeys.Deadlines(tenant), ScheduleKeys.DeadlinePrefix, openOnly ? "IsOpen eq true" : null, pageSize);

    /// <summary>Hands the last notification of a deadline to Service Bus, unless that was done.</summary>
    internal async Task TellAsync(DeadlineRow row, CancellationToken cancellationToken)
    {
        if (row.MessageId is { } message)
        {
            await outbox.SendAsync(new OutboxAddress(ScheduleKeys.Table, row.PartitionKey, message), cancellationToken);
        }
    }

    private async Task WriteAsync(TableTransactionAction change, Notification? notification, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> rows = [change];
        if (notification is not null)
        {
            rows.Add(OutboxRow.Insert(change.Entity.PartitionKey, notification, now));
        }

        await table.SubmitTransactionAsync(rows, cancellationToken);
        if (notification is not null)
        {
            outbox.Announce(new OutboxAddress(ScheduleKeys.Table, change.Entity.PartitionKey, notification.MessageId), notification with { RequestedAt = now });
        }
    }
}
