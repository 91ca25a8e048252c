using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Messaging;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>The broker on a real table.</summary>
public sealed class TableBrokerTests
{
    [Fact]
    public async Task SB_1_SB_2_SB_3_A_restart_finds_messages_counts_dead_letters_and_ids()
    {
        var account = AzuriteFixture.FreshAccount();
        await using var bus = await TestBus.StartAsync(Table(account), TimeProvider.System);
        await bus.SendAsync("unique", "a", "b", "c");
        await using var receiver = bus.Client.CreateReceiver("unique");
        await receiver.CompleteMessageAsync((await receiver.ReceiveMessageAsync())!);
        await receiver.DeadLetterMessageAsync((await receiver.ReceiveMessageAsync())!, "Broken", "by hand");
        await receiver.AbandonMessageAsync((await receiver.ReceiveMessageAsync())!, new Dictionary<string, object> { ["tried"] = 1 });

        await bus.RestartAsync(Table(account));
        await bus.SendAsync("unique", "a", "b", "c", "d");

        var again = await receiver.ReceiveMessagesAsync(10);
        Assert.Equal([("c", 2), ("d", 1)], again.Select(message => (message.MessageId!, message.DeliveryCount)));
        Assert.Equal(1, again[0].ApplicationProperties["tried"]);
        Assert.Equal("Broken", (await bus.DeadLetters("unique").PeekMessageAsync())!.DeadLetterReason);
    }

    [Fact]
    public async Task SB_6_The_largest_messages_and_sends_fit_into_the_table()
    {
        var account = AzuriteFixture.FreshAccount();
        await using var bus = await TestBus.StartAsync(Table(account), TimeProvider.System);
        var bodies = Enumerable.Range(0, 12).Select(number => Enumerable.Repeat((byte)number, 260_000).ToArray()).ToArray();
        await Task.WhenAll(bodies.Select(body => bus.Client.CreateSender("events").SendMessageAsync(new(body) { MessageId = $"{body[0]}" })));
        await bus.SendAsync("unique", [.. Enumerable.Range(0, 1_900).Select(number => $"{number}")]);
        await bus.Client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage
        {
            MessageId = new string('ż', 128),
            ApplicationProperties = { ["a"] = new string('\u0001', 30_000), ["b"] = new string('"', 30_000) },
        });
        await bus.RestartAsync(Table(account));

        var events = await bus.Client.CreateReceiver("events", "audit").PeekMessagesAsync(100);
        Assert.Equal(bodies.Select(body => body[0]).Order(), events.Select(message => message.Body.ToArray()[0]).Order());
        Assert.All(events, message => Assert.Equal(260_000, message.Body.ToMemory().Length));
        Assert.Equal(1_900, (await bus.ContentAsync(bus.Client.CreateReceiver("unique"))).Length);
        var order = await bus.Client.CreateReceiver("orders").PeekMessageAsync();
        Assert.Equal((new string('ż', 128), new string('"', 30_000)), (order!.MessageId, order.ApplicationProperties["b"]));
    }

    [Fact]
    public async Task SB_1_Broken_connections_lose_nothing_and_repeat_nothing()
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
        await using var bus = await TestBus.StartAsync(Table(proxy.ConnectionString), TimeProvider.System);
        proxy.Decide(request => (request.IsWrite, request.WriteOrdinal % 5) switch
        {
            (true, 0) => ProxyVerdict.LoseAnswer,
            (true, 1) => ProxyVerdict.Answer(503),
            (true, 2) => ProxyVerdict.TruncateAnswer,
            (true, 3) => ProxyVerdict.RefuseBefore,
            _ => ProxyVerdict.Pass,
        });
        await using var receiver = bus.Client.CreateReceiver("orders");
        for (var number = 0; number < 5; number++)
        {
            await bus.SendAsync("orders", $"{number}a", $"{number}b");
            await receiver.CompleteMessageAsync((await receiver.ReceiveMessageAsync())!);
        }

        Assert.Equal(["2b", "3a", "3b", "4a", "4b"], await bus.ContentAsync(receiver));
        proxy.Decide(_ => ProxyVerdict.Pass);
        await bus.RestartAsync(Table(proxy.ConnectionString));
        Assert.Equal(["2b", "3a", "3b", "4a", "4b"], await bus.ContentAsync(receiver));
    }

    [Fact]
    public async Task A_second_broker_on_the_same_table_shuts_out_the_first()
    {
        var account = AzuriteFixture.FreshAccount();
        await using var first = await TestBus.StartAsync(Table(account), TimeProvider.System);
        await first.SendAsync("orders", "a");
        await using var second = await TestBus.StartAsync(Table(account), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => first.SendAsync("orders", "b"));
        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, "orders"), (refused.Reason, refused.EntityPath));
        Assert.Equal(["a"], await second.ContentAsync(second.Client.CreateReceiver("orders")));
    }

    /// <summary>A client that tries again soon: a test has no busy service to spare.</summary>
    internal static TableBrokerStore Table(string connectionString)
    {
        var options = new TableClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(50) } };
        return new(new TableClient(connectionString, TableBrokerStore.TableName, options));
    }
}
