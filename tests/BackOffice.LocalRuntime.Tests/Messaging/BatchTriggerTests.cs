using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class BatchTriggerTests
{
    private const string HostJson = "--AzureFunctionsJobHost:extensions:serviceBus:";

    [Fact]
    public async Task SB_1_A_batch_is_completed_as_a_whole_but_for_what_the_function_settled()
    {
        await using var app = await StartAsync(typeof(BatchFunctions), new Inbox
        {
            Handle = (message, actions, cancellation) => message.MessageId == "b" ? actions.DeadLetterMessageAsync(message, null, "Broken", null, cancellation) : Task.CompletedTask,
        });
        await app.SendAsync("orders", "a", "b", "c");
        await UntilEmptyAsync(app, "orders");

        Assert.Equal(["a/1", "b/1", "c/1"], app.Inbox.Seen.Order());
        Assert.Equal(["b/0"], (await app.ContentAsync(app.Client.CreateReceiver("orders/$deadletterqueue"))).Select(entry => entry.Replace("/1", "/0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SB_2_A_batch_that_throws_is_abandoned_as_a_whole()
    {
        await using var app = await StartAsync(typeof(BatchFunctions), new Inbox { Handle = (_, _, _) => throw new InvalidOperationException("no") });
        await app.SendAsync("orders", "a", "b");
        await UntilEmptyAsync(app, "orders");
        await Until.TrueAsync(async () => (await app.ContentAsync(app.Client.CreateReceiver("orders/$deadletterqueue"))).Length == 2);
    }

    [Fact]
    public async Task SB_1_A_batch_has_no_more_than_the_host_allows()
    {
        ConcurrentQueue<int> sizes = [];
        await using var app = await StartAsync(typeof(SizedBatchFunctions), new Inbox { BatchSizes = sizes }, $"{HostJson}maxMessageBatchSize=7");
        await app.SendAsync("orders", [.. Enumerable.Range(0, 50).Select(number => $"{number}")]);
        await UntilEmptyAsync(app, "orders");
        Assert.Equal(50, sizes.Sum());
        Assert.InRange(sizes.Max(), 2, 7);
    }

    [Fact]
    public async Task SB_1_A_batch_waits_for_its_least_size()
    {
        ConcurrentQueue<int> sizes = [];
        await using var app = await StartAsync(typeof(SizedBatchFunctions), new Inbox { BatchSizes = sizes }, $"{HostJson}minMessageBatchSize=3", $"{HostJson}maxBatchWaitTime=00:02:00");
        await app.SendAsync("orders", "a");
        await app.SendAsync("orders", "b");
        Assert.Empty(sizes);
        await app.SendAsync("orders", "c");
        await UntilEmptyAsync(app, "orders");
        Assert.Equal([3], sizes);
    }

    [Fact]
    public async Task SB_5_A_batch_is_of_one_session_and_in_order()
    {
        await using var app = await StartAsync(typeof(BatchLetterFunctions), new Inbox(), $"{HostJson}sessionIdleTimeout=00:00:00.100");
        await app.Client.CreateSender("letters").SendMessagesAsync(Enumerable.Range(0, 40).Select(number => new ServiceBusMessage { MessageId = $"{number % 4} {number:D2}", SessionId = $"{number % 4}" }));
        await UntilEmptyAsync(app, "letters");
        Assert.Equal(40, app.Inbox.Seen.Count);
        Assert.All(app.Inbox.Seen.GroupBy(seen => seen[0]), session => Assert.Equal(session.Order(), session));
    }

    [Theory]
    [InlineData(typeof(UnmarkedBatchFunctions))]
    [InlineData(typeof(MarkedSingleFunctions))]
    public async Task SB_1_IsBatched_goes_with_an_array(Type functions)
    {
        var refused = await Assert.ThrowsAsync<StartupException>(() => StartAsync(functions, new Inbox()));
        Assert.Contains("IsBatched", refused.Message, StringComparison.Ordinal);
    }

    private static Task<BusApp> StartAsync(Type functions, Inbox inbox, params string[] args) => BusApp.StartAsync(new(functions) { Inbox = inbox, Args = args });

    private static Task UntilEmptyAsync(BusApp app, string queue)
        => Until.TrueAsync(async () => (await app.ContentAsync(app.Client.CreateReceiver(queue))).Length == 0);

    public sealed class BatchFunctions(Inbox inbox)
    {
        [Function("Batch")]
        public async Task RunAsync([ServiceBusTrigger("orders", IsBatched = true)] ServiceBusReceivedMessage[] messages, ServiceBusMessageActions actions)
        {
            foreach (var message in messages)
            {
                await inbox.HandleAsync(message, actions, CancellationToken.None);
            }
        }
    }

    public sealed class SizedBatchFunctions(Inbox inbox)
    {
        [Function("SizedBatch")]
        public void Run([ServiceBusTrigger("orders", IsBatched = true)] string[] bodies) => inbox.BatchSizes.Enqueue(bodies.Length);
    }

    public sealed class BatchLetterFunctions(Inbox inbox)
    {
        [Function("BatchLetters")]
        public void Run([ServiceBusTrigger("letters", IsBatched = true, IsSessionsEnabled = true)] ServiceBusReceivedMessage[] messages)
        {
            Assert.Single(messages.Select(message => message.SessionId).Distinct());
            foreach (var message in messages)
            {
                inbox.Seen.Enqueue(message.MessageId!);
            }
        }
    }

    public sealed class UnmarkedBatchFunctions
    {
        [Function("Unmarked")]
        public void Run([ServiceBusTrigger("orders")] string[] bodies) => ArgumentNullException.ThrowIfNull(bodies);
    }

    public sealed class MarkedSingleFunctions
    {
        [Function("Marked")]
        public void Run([ServiceBusTrigger("orders", IsBatched = true)] string body) => ArgumentNullException.ThrowIfNull(body);
    }
}
