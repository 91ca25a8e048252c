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
public sealed class Outbox(TableServiceClient tables, ServiceBusClient bus, RecipientDirectory directory, TimeProvider time) : IAsyncDisposable
{
    internal const string Topic = "notifications";

    private const int MostInOneSending = 40;
    private const int MostAtATime = 1_000;
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);
    private static readonly Comparer<(DateTimeOffset At, int Occurrence, string Key)> NewestFirst = Comparer<(DateTimeOffset At, int Occurrence, string Key)>.Create(
        (one, other) => (one.At, one.Occurrence) == (other.At, other.Occurrence) ? string.CompareOrdinal(other.Key, one.Key) : (other.At, other.Occurrence).CompareTo((one.At, one.Occurrence)));

    private readonly ServiceBusSender sender = bus.CreateSender(Topic);
    private readonly ConcurrentDictionary<OutboxAddress, (Notification Notification, DateTimeOffset Until)> justWritten = new();
    private readonly ConcurrentDictionary<(string Table, string Partition), GroupCommit<Notification, bool>> partitions = new();

    /// <summary>Remembers a row that was written a moment ago, so that sending it need not read it; one that does not say when is read.</summary>
    internal void Announce(OutboxAddress address, Notification notification)
    {
        if (notification.RequestedAt is null)
        {
            return;
        }

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
            await SubmitAsync(address.Table, address.Partition, notification);
        }
    }

    /// <summary>Sends what a crash, or a run too large to wait for its messages, left behind, oldest first.</summary>
    /// <returns>How many were sent.</returns>
    internal async Task<int> SendLeftoversAsync(Leftovers which, CancellationToken cancellationToken)
    {
        var oldest = await OldestAsync(which, cancellationToken);

        // One partition's rows share sendings in the order in which they are handed in.
        foreach (var some in oldest.Chunk(MostAtATime))
        {
            await Task.WhenAll(some.Select(left => SubmitAsync(which.Table, left.Partition, left.Notification)));
        }

        return oldest.Count;
    }

    /// <summary>What waits to be sent, of one partition or of the whole table, of one tenant or of all.</summary>
    internal AsyncPageable<TableEntity> QueryPending(string tableName, string? partition, string? tenant = null)
    {
        string?[] conditions =
        [
            partition is null ? null : TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
            TableClient.CreateQueryFilter($"RowKey ge {OutboxRow.PendingPrefix} and RowKey lt {OutboxRow.PendingPrefix + "~"}"),
            tenant is null ? null : TableClient.CreateQueryFilter($"Tenant eq {tenant}"),
        ];
        return tables.GetTableClient(tableName).QueryAsync<TableEntity>(string.Join(" and ", conditions.OfType<string>()));
    }

    /// <summary>When the notification was handed to Service Bus, or null.</summary>
    internal async Task<DateTimeOffset?> SentAtAsync(OutboxAddress address, CancellationToken cancellationToken)
    {
        var row = await tables.GetTableClient(address.Table).GetEntityIfExistsAsync<TableEntity>(address.Partition, OutboxRow.SentKey(address.MessageId), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetDateTimeOffset("SentAt") : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private Task<bool> SubmitAsync(string table, string partition, Notification notification)
        => partitions.GetOrAdd((table, partition), key => new(MostInOneSending, batch => SendAllAsync(key.Table, key.Partition, batch))).SubmitAsync(notification);

    /// <summary>The oldest of what is left, in their order. However much there is, no more than these are held in memory.</summary>
    private async Task<IReadOnlyList<(string Partition, Notification Notification)>> OldestAsync(Leftovers which, CancellationToken cancellationToken)
    {
        // The newest of those kept comes first out: whatever is older takes its place.
        PriorityQueue<(string Partition, Notification Notification), (DateTimeOffset, int, string)> kept = new(NewestFirst);
        await foreach (var row in QueryPending(which.Table, which.Partition).WithCancellation(cancellationToken))
        {
            if (OutboxRow.ToNotification(row) is { RequestedAt: { } at } notification && at < which.Before)
            {
                kept.Enqueue((row.PartitionKey, notification), (at, notification.Occurrence, row.RowKey));
                if (kept.Count > which.Most)
                {
                    kept.Dequeue();
                }
            }
        }

        return [.. kept.UnorderedItems.OrderByDescending(left => left.Priority, NewestFirst).Select(left => left.Element)];
    }

    private async Task<Notification?> FindPendingAsync(OutboxAddress address, CancellationToken cancellationToken)
    {
        var row = await tables.GetTableClient(address.Table).GetEntityIfExistsAsync<TableEntity>(address.Partition, OutboxRow.PendingKey(address.MessageId), cancellationToken: cancellationToken);
        return row.HasValue ? OutboxRow.ToNotification(row.Value!) : null;
    }

    private async Task<IReadOnlyList<bool>> SendAllAsync(string tableName, string partition, IReadOnlyList<Notification> batch)
    {
        Notification[] distinct = [.. batch.DistinctBy(notification => notification.MessageId)];
        await SendInOrderAsync(await Task.WhenAll(distinct.Select(SealAsync)));
        await MarkSentAsync(tables.GetTableClient(tableName), partition, distinct);
        return new bool[batch.Count];
    }

    private async Task<ServiceBusMessage> SealAsync(Notification notification)
        => Envelope.Seal(notification, await directory.GuessChannelsAsync(notification.Tenant, notification.Recipient, CancellationToken.None));

    /// <summary>As many sendings as their size asks for.</summary>
    private async Task SendInOrderAsync(IEnumerable<ServiceBusMessage> messages)
    {
        var batch = await sender.CreateMessageBatchAsync();
        try
        {
            foreach (var message in messages)
            {
                if (!batch.TryAddMessage(message))
                {
                    await sender.SendMessagesAsync(batch);
                    batch.Dispose();
                    batch = await sender.CreateMessageBatchAsync();
                    if (!batch.TryAddMessage(message))
                    {
                        throw new InvalidOperationException($"A notification of {message.Subject} is larger than Service Bus takes.");
                    }
                }
            }

            await sender.SendMessagesAsync(batch);
        }
        finally
        {
            batch.Dispose();
        }
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
}

/// <summary>Where a notification's row is.</summary>
public sealed record OutboxAddress(string Table, string Partition, string MessageId);
