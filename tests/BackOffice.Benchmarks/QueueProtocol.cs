using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace BackOffice.Benchmarks;

/// <summary>
/// The storage requests that a hello-5 orchestration costs in the layout of the Azure Storage provider (D-30): for each
/// episode messages out, history, instance row, message deleted; for each activity a message through the work-item queue.
/// No code is replayed and nothing is polled for in vain, so this is the least that protocol can take.
/// </summary>
internal static class QueueProtocol
{
    private const int AtOnce = 16;
    private const int Activities = 5;

    public static async Task<double> HellosPerSecondAsync(string account, int count, CancellationToken cancellationToken)
    {
        var queues = new QueueServiceClient(account);
        QueueClient[] control = [.. Enumerable.Range(0, 4).Select(number => queues.GetQueueClient(string.Create(CultureInfo.InvariantCulture, $"bench-control-{number:00}")))];
        var work = queues.GetQueueClient("bench-workitems");
        var history = new TableServiceClient(account).GetTableClient("BenchHistory");
        var instances = new TableServiceClient(account).GetTableClient("BenchInstances");
        await Task.WhenAll(control.Append(work).Select(queue => queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken)));
        await history.CreateIfNotExistsAsync(cancellationToken);
        await instances.CreateIfNotExistsAsync(cancellationToken);

        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            (number, _) => RunAsync(string.Create(CultureInfo.InvariantCulture, $"hello{number:00000}"), new Storage(control[number % control.Length], work, history, instances)));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async ValueTask RunAsync(string id, Storage storage)
    {
        await storage.Control.SendMessageAsync($"start {id}");
        await storage.Instances.AddEntityAsync(new TableEntity(id, "instance") { ["Status"] = "Pending" });
        for (var episode = 0; episode <= Activities; episode++)
        {
            await TakeAsync(storage.Control);
            if (episode < Activities)
            {
                await storage.Work.SendMessageAsync($"activity {id} {episode}");
            }

            await storage.History.SubmitTransactionAsync(Enumerable.Range(0, 3).Select(row => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity(id, string.Create(CultureInfo.InvariantCulture, $"{id}-{(episode * 3) + row:X16}")) { ["EventType"] = "TaskScheduled", ["Name"] = "Hello" })));
            await storage.Instances.UpdateEntityAsync(new TableEntity(id, "instance") { ["Status"] = "Running" }, Azure.ETag.All);
            if (episode < Activities)
            {
                await TakeAsync(storage.Work);
                await storage.Control.SendMessageAsync($"completed {id} {episode}");
            }
        }
    }

    /// <summary>Whichever message comes first: the queues are shared, as they are there.</summary>
    private static async Task TakeAsync(QueueClient queue)
    {
        while (true)
        {
            var messages = await queue.ReceiveMessagesAsync(1);
            if (messages.Value is [var message])
            {
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                return;
            }
        }
    }

    private sealed record Storage(QueueClient Control, QueueClient Work, TableClient History, TableClient Instances);
}
