using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class BrokerRestartTests
{
    [Fact]
    public async Task SB_2_A_crash_of_the_receiver_counts_as_a_delivery()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "poison");
        for (var crash = 1; crash <= 3; crash++)
        {
            Assert.Equal(crash, (await bus.Client.CreateReceiver("orders").ReceiveMessageAsync())!.DeliveryCount);
            await bus.RestartAsync();
        }

        var dead = await bus.DeadLetters("orders").ReceiveMessageAsync();
        Assert.Equal(("poison", "MaxDeliveryCountExceeded"), (dead!.MessageId, dead.DeadLetterReason));
    }

    [Fact]
    public async Task SB_1_Locks_die_with_the_process_and_their_messages_are_free_at_once()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        var before = await bus.Client.CreateReceiver("orders").ReceiveMessageAsync();
        await bus.RestartAsync();

        await using var receiver = bus.Client.CreateReceiver("orders");
        Assert.Equal("a", (await receiver.ReceiveMessageAsync())!.MessageId);
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(before!));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
    }

    [Fact]
    public async Task SB_2_Dead_letters_and_their_reasons_survive()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        await receiver.DeadLetterMessageAsync((await receiver.ReceiveMessageAsync())!, "Broken", new string('d', 4096));
        await bus.RestartAsync();

        Assert.Equal("Broken", (await bus.DeadLetters("orders").PeekMessageAsync())!.DeadLetterReason);
        Assert.Empty(await bus.ContentAsync(receiver));
    }

    [Fact]
    public async Task Sequence_numbers_go_on_where_they_stopped()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a", "b");
        await using var receiver = bus.Client.CreateReceiver("orders");
        await receiver.CompleteMessageAsync((await receiver.ReceiveMessageAsync())!);
        await receiver.CompleteMessageAsync((await receiver.ReceiveMessageAsync())!);
        await bus.RestartAsync();
        await bus.SendAsync("orders", "c");

        Assert.Equal(3, (await receiver.ReceiveMessageAsync())!.SequenceNumber);
    }

    [Fact]
    public async Task A_broker_whose_entity_was_taken_over_acknowledges_nothing_more()
    {
        var table = new MemoryStore();
        await using var first = await TestBus.StartAsync(table);
        await first.SendAsync("orders", "a");
        await using var second = await TestBus.StartAsync(table);

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => first.SendAsync("orders", "b"));
        Assert.Equal(ServiceBusFailureReason.ServiceCommunicationProblem, refused.Reason);
        await Assert.ThrowsAsync<ServiceBusException>(() => first.Client.CreateReceiver("orders").ReceiveMessageAsync());
        Assert.Equal(["a"], await second.ContentAsync(second.Client.CreateReceiver("orders")));
    }

    [Fact]
    public async Task A_lost_answer_is_resolved_without_writing_twice()
    {
        var table = new MemoryStore();
        var flaky = new FlakyStore(table);
        await using var bus = await TestBus.StartAsync(flaky);

        flaky.LoseAnswers = 1;
        await bus.SendAsync("orders", "a");
        flaky.LoseRequests = 1;
        var sending = bus.SendAsync("orders", "b");
        await Until.TrueAsync(() => bus.Time.NextDue is not null);
        bus.Time.Advance(TimeSpan.FromSeconds(1));
        await sending;

        Assert.Equal(["a", "b"], await bus.ContentAsync(bus.Client.CreateReceiver("orders")));
        await bus.RestartAsync(table);
        Assert.Equal(["a", "b"], await bus.ContentAsync(bus.Client.CreateReceiver("orders")));
    }

    [Fact]
    public async Task A_send_of_many_messages_is_one_whether_or_not_it_fits_one_transaction()
    {
        var table = new MemoryStore();
        await using var bus = await TestBus.StartAsync(table);
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(number => $"m{number:D4}")];
        var before = table.Commits;
        await bus.SendAsync("unique", ids);

        Assert.Equal(11, table.Commits - before); // 1 000 messages and 1 row of ids, 98 a transaction
        await bus.RestartAsync();
        Assert.Equal(ids, await bus.ContentAsync(bus.Client.CreateReceiver("unique")));
    }

    [Fact]
    public async Task Concurrent_sends_share_commits()
    {
        var table = new MemoryStore();
        await using var bus = await TestBus.StartAsync(table);
        var before = table.Commits;
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => bus.SendAsync("unique", $"m{number}")));

        Assert.InRange(table.Commits - before, 11, 500);
        Assert.Equal(1_000, (await bus.ContentAsync(bus.Client.CreateReceiver("unique"))).Length);
    }
}
