using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using BackOffice.Storage;

namespace BackOffice.Notifications;

/// <summary>
/// Brings pending notifications to the Service Bus topic, many at a time. A crash after sending and before marking sends
/// again under the same MessageId, which the topic drops.
/// </summary>
public sealed class Outbox(TableServiceClient tables, ServiceBusClient bus, TimeProvider time) : IAsyncDisposable
{
    internal const string Topic = "notifications";

    private const int MostInOneSending = 40;
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly ServiceBusSender sender = bus.CreateSender(Topic);
    private readonly ConcurrentDictionary<OutboxAddress, (Notification Notification, DateTimeOffset Until)> justWritten = new();
    private readonly ConcurrentDictionary<(string Table, string Partition), GroupCommit<Notification, bool>> partitions = new();

    /// <summary>Remembers a row that was written a moment ago, so that sending it need not read it.</summary>
    internal void Announce(OutboxAddress address, Notification notification)
    {
        if (justWritten.Count >= MostRemembered)
        {
            justWritten.Clear();
        }

        justWritten[address] = (notification, time.GetUtcNow() + Remembered);
    }

    /// <summary>Sends one pending notification; does nothing when it is sent already.</summary>
    internal async Task SendAsync(OutboxAddress address, CancellationToken cancellationToken)
    {
        // After a while another instance may have sent it: then only the row knows.
        var notification = justWritten.TryRemove(address, out var known) && known.Until > time.GetUtcNow()
            ? known.Notification
            : await FindPendingAsync(address, cancellationToken);
        if (notification is not null)
        {
            var partition = partitions.GetOrAdd((address.Table, address.Partition), key => new(MostInOneSending, batch => SendAllAsync(key.Table, key.Partition, batch)));
            await partition.SubmitAsync(notification);
        }
    }

    /// <summary>Sends what has been pending since before an instant: what a crash left behind.</summary>
    /// <returns>How many were sent.</returns>
    internal async Task<int> SendLeftoversAsync(string tableName, string partition, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var sent = 0;
        var pending = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {OutboxRow.PendingPrefix} and RowKey lt {OutboxRow.PendingPrefix + "~"}");
        await foreach (var row in tables.GetTableClient(tableName).QueryAsync<TableEntity>(pending, cancellationToken: cancellationToken))
        {
            if (row.GetDateTimeOffset("RequestedAt") < before)
            {
                await SendAsync(new OutboxAddress(tableName, partition, OutboxRow.ToNotification(row).MessageId), cancellationToken);
                sent++;
            }
        }

        return sent;
    }

    /// <summary>When the notification was handed to Service Bus, or null.</summary>
    internal async Task<DateTimeOffset?> SentAtAsync(OutboxAddress address, CancellationToken cancellationToken)
    {
        var row = await tables.GetTableClient(address.Table).GetEntityIfExistsAsync<TableEntity>(address.Partition, OutboxRow.SentKey(address.MessageId), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetDateTimeOffset("SentAt") : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private async Task<Notification?> FindPendingAsync(OutboxAddress address, CancellationToken cancellationToken)
    {
        var row = await tables.GetTableClient(address.Table).GetEntityIfExistsAsync<TableEntity>(address.Partition, OutboxRow.PendingKey(address.MessageId), cancellationToken: cancellationToken);
        return row.HasValue ? OutboxRow.ToNotification(row.Value!) : null;
    }

    private async Task<IReadOnlyList<bool>> SendAllAsync(string tableName, string partition, IReadOnlyList<Notification> batch)
    {
        Notification[] distinct = [.. batch.DistinctBy(notification => notification.MessageId)];
        await sender.SendMessagesAsync(distinct.Select(ToMessage));
        await MarkSentAsync(tables.GetTableClient(tableName), partition, distinct);
        return new bool[batch.Count];
    }

    private async Task MarkSentAsync(TableClient table, string partition, Notification[] sent)
    {
        var now = time.GetUtcNow();
        try
        {
            await table.SubmitTransactionAsync(sent.SelectMany(notification => OutboxRow.MarkSent(partition, notification, now)));
        }
        catch (RequestFailedException marked) when (marked.Status is 404 or 409 && sent.Length > 1)
        {
            // One of them was marked by somebody else meanwhile; the others still need it.
            foreach (var notification in sent)
            {
                await MarkSentAsync(table, partition, [notification]);
            }
        }
        catch (RequestFailedException marked) when (marked.Status is 404 or 409)
        {
            // Marked already: the answer to an earlier marking was lost, or the sweep was quicker.
            await table.DeleteEntityAsync(partition, OutboxRow.PendingKey(sent[0].MessageId), ETag.All);
        }
    }

    private static ServiceBusMessage ToMessage(Notification notification) => new(BinaryData.FromString(notification.Body))
    {
        MessageId = notification.MessageId,
        Subject = notification.Event,
        ContentType = "application/json",
        ApplicationProperties = { ["tenant"] = notification.Tenant, ["recipient"] = notification.Recipient },
    };
}

/// <summary>Where a notification's row is.</summary>
public sealed record OutboxAddress(string Table, string Partition, string MessageId);
