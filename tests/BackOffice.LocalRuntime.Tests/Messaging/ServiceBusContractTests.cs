using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>What the app relies on, said through the public client alone: true of any namespace, in Azure as here.</summary>
public sealed class ServiceBusContractTests(ContractBus bus) : IClassFixture<ContractBus>, IAsyncLifetime
{
    private const string Queue = "contract-queue";
    private const string Unique = "contract-unique";
    private const string Topic = "contract-topic";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Briefly = TimeSpan.FromSeconds(1);

    private readonly ServiceBusClient client = new(bus.ConnectionString);

    public async ValueTask InitializeAsync()
    {
        ServiceBusReceiver[] sources =
        [
            client.CreateReceiver(Queue), client.CreateReceiver(Unique), client.CreateReceiver(Topic, "one"), client.CreateReceiver(Topic, "two"),
            client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }),
        ];
        foreach (var source in sources)
        {
            while (await source.PeekMessageAsync(0) is not null && await source.ReceiveMessageAsync(Soon) is { } left)
            {
                await source.CompleteMessageAsync(left);
            }
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Fact]
    public async Task SB_1_Messages_arrive_in_order_with_all_they_carried()
    {
        var first = new ServiceBusMessage("""{"n":1}""") { MessageId = NewId(), Subject = "s", CorrelationId = "c", ContentType = "application/json", ApplicationProperties = { ["n"] = 1L } };
        var second = new ServiceBusMessage(new byte[] { 1, 2, 3 }) { MessageId = NewId() };
        await client.CreateSender(Queue).SendMessagesAsync([first, second]);

        await using var receiver = client.CreateReceiver(Queue);
        var one = await receiver.ReceiveMessageAsync(Soon);
        var two = await receiver.ReceiveMessageAsync(Soon);

        Assert.Equal((first.MessageId, "s", "c", "application/json"), (one!.MessageId, one.Subject, one.CorrelationId, one.ContentType));
        Assert.Equal("""{"n":1}""", one.Body.ToString());
        Assert.Equal(1L, one.ApplicationProperties["n"]);
        Assert.Equal([1, 2, 3], two!.Body.ToArray());
        Assert.True(two.SequenceNumber > one.SequenceNumber);
        await receiver.CompleteMessageAsync(one);
        await receiver.CompleteMessageAsync(two);
    }

    [Fact]
    public async Task SB_1_An_expired_lock_cannot_complete_and_the_message_comes_again()
    {
        await client.CreateSender(Queue).SendMessageAsync(new ServiceBusMessage("x") { MessageId = NewId() });
        await using var receiver = client.CreateReceiver(Queue);
        var first = await receiver.ReceiveMessageAsync(Soon);
        var second = await receiver.ReceiveMessageAsync(Soon); // arrives when the lock of 5 seconds has run out

        Assert.Equal((first!.MessageId, 2), (second!.MessageId, second.DeliveryCount));
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(first));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
        await receiver.CompleteMessageAsync(second);
    }

    [Fact]
    public async Task SB_1_A_renewed_lock_holds_on()
    {
        await client.CreateSender(Queue).SendMessageAsync(new ServiceBusMessage("x") { MessageId = NewId() });
        await using var receiver = client.CreateReceiver(Queue);
        var message = await receiver.ReceiveMessageAsync(Soon);
        for (var renewal = 0; renewal < 3; renewal++)
        {
            Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(2.5)));
            await receiver.RenewMessageLockAsync(message!);
        }

        await receiver.CompleteMessageAsync(message!);
        Assert.Null(await receiver.PeekMessageAsync(0));
    }

    [Fact]
    public async Task SB_2_The_third_failure_of_three_dead_letters()
    {
        var id = NewId();
        await client.CreateSender(Queue).SendMessageAsync(new ServiceBusMessage("x") { MessageId = id });
        await using var receiver = client.CreateReceiver(Queue);
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var message = await receiver.ReceiveMessageAsync(Soon);
            Assert.Equal(delivery, message!.DeliveryCount);
            await receiver.AbandonMessageAsync(message);
        }

        await using var deadLetters = client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var dead = await deadLetters.ReceiveMessageAsync(Soon);
        Assert.Equal((id, "MaxDeliveryCountExceeded"), (dead!.MessageId, dead.DeadLetterReason));
        Assert.Null(await receiver.ReceiveMessageAsync(Briefly));
        await deadLetters.CompleteMessageAsync(dead);
    }

    [Fact]
    public async Task SB_2_A_dead_letter_carries_its_reason_and_can_be_sent_again()
    {
        await client.CreateSender(Queue).SendMessageAsync(new ServiceBusMessage("x") { MessageId = NewId() });
        await using var receiver = client.CreateReceiver(Queue);
        await receiver.DeadLetterMessageAsync((await receiver.ReceiveMessageAsync(Soon))!, "Reason", "Description");

        await using var deadLetters = client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var dead = await deadLetters.ReceiveMessageAsync(Soon);
        Assert.Equal(("Reason", "Description"), (dead!.DeadLetterReason, dead.DeadLetterErrorDescription));
        await client.CreateSender(Queue).SendMessageAsync(new ServiceBusMessage(dead));
        await deadLetters.CompleteMessageAsync(dead);

        var again = await receiver.ReceiveMessageAsync(Soon);
        Assert.Equal((dead.MessageId, 1), (again!.MessageId, again.DeliveryCount));
        Assert.Null(again.DeadLetterReason);
        await receiver.CompleteMessageAsync(again);
    }

    [Fact]
    public async Task SB_3_A_duplicate_is_taken_and_dropped()
    {
        var id = NewId();
        var sender = client.CreateSender(Unique);
        await sender.SendMessageAsync(new ServiceBusMessage("first") { MessageId = id });
        await sender.SendMessageAsync(new ServiceBusMessage("second") { MessageId = id });

        await using var receiver = client.CreateReceiver(Unique);
        var message = await receiver.ReceiveMessageAsync(Soon);
        Assert.Equal("first", message!.Body.ToString());
        await receiver.CompleteMessageAsync(message);
        await sender.SendMessageAsync(new ServiceBusMessage("third") { MessageId = id });
        Assert.Null(await receiver.ReceiveMessageAsync(Briefly));
    }

    [Fact]
    public async Task SB_1_Each_subscription_of_a_topic_gets_the_message()
    {
        var id = NewId();
        using var batch = await client.CreateSender(Topic).CreateMessageBatchAsync();
        Assert.True(batch.TryAddMessage(new ServiceBusMessage("x") { MessageId = id }));
        await client.CreateSender(Topic).SendMessagesAsync(batch);

        foreach (var receiver in new[] { client.CreateReceiver(Topic, "one"), client.CreateReceiver(Topic, "two") })
        {
            var message = await receiver.ReceiveMessageAsync(Soon);
            Assert.Equal(id, message!.MessageId);
            await receiver.CompleteMessageAsync(message);
        }
    }

    [Fact]
    public async Task SB_6_What_is_too_large_or_of_another_type_is_refused()
    {
        var sender = client.CreateSender(Queue);
        await Assert.ThrowsAsync<SerializationException>(
            () => sender.SendMessageAsync(new ServiceBusMessage("x") { ApplicationProperties = { ["p"] = new Version(1, 0) } }));
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => sender.SendMessageAsync(new ServiceBusMessage(new byte[2_000_000])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
    }

    [Fact]
    public async Task An_entity_that_does_not_exist_is_not_found()
    {
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateSender("contract-nowhere").SendMessageAsync(new ServiceBusMessage("x")));
        Assert.Equal((ServiceBusFailureReason.MessagingEntityNotFound, false), (refused.Reason, refused.IsTransient));
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
