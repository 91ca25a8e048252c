using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>What the broker costs on Azurite; run by hand, with --explicit only.</summary>
public sealed class BrokerThroughput(ITestOutputHelper output)
{
    private const int Messages = 10_000;

    [Theory(Explicit = true)]
    [InlineData("one at a time", 1)]
    [InlineData("sixteen at a time", 16)]
    [InlineData("all at once", Messages)]
    public async Task Sends(string pattern, int atATime)
    {
        await using var proxy = new Meter();
        await using var bus = await proxy.StartAsync();
        var count = atATime == 1 ? Messages / 10 : Messages;
        await proxy.MeasureAsync($"send {pattern}", count, () => ForEachAsync(count, atATime, number => bus.SendAsync("unique", Id(number))), output);
        Assert.Equal(count, (await bus.Client.CreateReceiver("unique").PeekMessagesAsync(Messages)).Count);
    }

    [Theory(Explicit = true)]
    [InlineData(49)]
    [InlineData(1_000)]
    public async Task Sends_in_batches(int size)
    {
        await using var proxy = new Meter();
        await using var bus = await proxy.StartAsync();
        var batches = Enumerable.Range(0, Messages).Select(Id).Chunk(size).ToArray();
        await proxy.MeasureAsync($"send in batches of {size}", Messages, () => ForEachAsync(batches.Length, 1, number => bus.SendAsync("unique", batches[number])), output);
        Assert.Equal(Messages, (await bus.Client.CreateReceiver("unique").PeekMessagesAsync(Messages)).Count);
    }

    [Theory(Explicit = true)]
    [InlineData(1_000)]
    [InlineData(Messages)]
    public async Task Starts_again_with_a_backlog_then_receives_and_completes_32_at_a_time(int backlog)
    {
        await using var proxy = new Meter();
        await using var bus = await proxy.StartAsync();
        foreach (var batch in Enumerable.Range(0, backlog).Select(Id).Chunk(1_000))
        {
            await bus.SendAsync("unique", batch);
        }

        await proxy.MeasureAsync("restart", backlog, () => bus.RestartAsync(TableBrokerTests.Table(proxy.ConnectionString)), output);
        await using var receiver = bus.Client.CreateReceiver("unique");
        await proxy.MeasureAsync("receive and complete", backlog, () => DrainAsync(receiver, backlog), output);
        Assert.Empty(await receiver.PeekMessagesAsync(1));
    }

    /// <summary>What the notifications ask for: 10 000 messages, ordered within each of 200 sessions.</summary>
    [Theory(Explicit = true)]
    [InlineData(200, 8)]
    [InlineData(200, 64)]
    [InlineData(10_000, 64)]
    public async Task Sends_and_receives_in_order_of_sessions(int sessions, int receivers)
    {
        await using var proxy = new Meter();
        await using var bus = await proxy.StartAsync();
        var batches = Enumerable.Range(0, Messages).Select(number => new ServiceBusMessage($"{number / sessions:D5}") { MessageId = Id(number), SessionId = $"session-{number % sessions}" }).Chunk(100).ToArray();
        await proxy.MeasureAsync($"send to {sessions} sessions, batches of 100", Messages, () => ForEachAsync(batches.Length, 4, number => bus.Client.CreateSender("letters").SendMessagesAsync(batches[number])), output);
        var unordered = 0;
        await proxy.MeasureAsync($"receive and complete one by one, {receivers} sessions at a time", Messages, () => ForEachAsync(sessions, receivers, CountAsync), output);
        Assert.Equal(0, unordered);
        Assert.Empty(await bus.Client.CreateReceiver("letters").PeekMessagesAsync(1, 0));

        async Task CountAsync(int _)
        {
            var late = await DrainSessionAsync(bus, Messages / sessions);
            Interlocked.Add(ref unordered, late);
        }
    }

    /// <returns>How many messages came before one that was sent earlier.</returns>
    private static async Task<int> DrainSessionAsync(TestBus bus, int count)
    {
        await using var session = await bus.Client.AcceptNextSessionAsync("letters");
        var (unordered, last) = (0, string.Empty);
        for (var received = 0; received < count; received++)
        {
            var message = await session.ReceiveMessageAsync();
            unordered += string.CompareOrdinal(message!.Body.ToString(), last) < 0 ? 1 : 0;
            last = message.Body.ToString();
            await session.CompleteMessageAsync(message);
        }

        return unordered;
    }

    private static async Task DrainAsync(ServiceBusReceiver receiver, int count)
    {
        for (var done = 0; done < count;)
        {
            var messages = await receiver.ReceiveMessagesAsync(32);
            await Task.WhenAll(messages.Select(message => receiver.CompleteMessageAsync(message)));
            done += messages.Count;
        }
    }

    private static Task ForEachAsync(int count, int atATime, Func<int, Task> act)
        => atATime >= count
            ? Task.WhenAll(Enumerable.Range(0, count).Select(act))
            : Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (number, _) => await act(number));

    private static string Id(int number) => $"message-{number.ToString("D5", CultureInfo.InvariantCulture)}";

    private sealed class Meter : IAsyncDisposable
    {
        private FaultProxy? proxy;

        public string ConnectionString => proxy!.ConnectionString;

        public async Task<TestBus> StartAsync()
        {
            proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
            return await TestBus.StartAsync(TableBrokerTests.Table(proxy.ConnectionString), TimeProvider.System);
        }

        public async Task MeasureAsync(string what, int messages, Func<Task> act, ITestOutputHelper output)
        {
            var (before, watch) = (proxy!.RequestCount, Stopwatch.StartNew());
            await act();
            var (seconds, requests) = (watch.Elapsed.TotalSeconds, proxy.RequestCount - before);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {messages} messages in {seconds:0.00} s = {messages / seconds:0} messages/s, {requests} requests = {(double)requests / messages:0.0000} a message"));
        }

        public ValueTask DisposeAsync() => proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
