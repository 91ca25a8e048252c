using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class SendAndReceiveTests
{
    private static readonly TimeSpan LockDuration = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task SB_1_A_received_message_is_locked_until_it_is_completed()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a", "b");
        await using var receiver = bus.Client.CreateReceiver("orders");

        var first = await receiver.ReceiveMessageAsync();
        var second = await receiver.ReceiveMessageAsync();
        Assert.Equal(("a", "b"), (first!.MessageId, second!.MessageId));
        Assert.Equal(bus.Time.GetUtcNow() + LockDuration, first.LockedUntil);

        await receiver.CompleteMessageAsync(first);
        Assert.Equal(["b"], await bus.ContentAsync(receiver));
    }

    [Fact]
    public async Task SB_1_An_expired_lock_gives_the_message_to_the_next_receiver_and_refuses_the_first()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        var late = await receiver.ReceiveMessageAsync();
        var waiting = receiver.ReceiveMessageAsync();

        bus.Time.Advance(LockDuration);

        var again = await waiting;
        Assert.Equal(("a", 2), (again!.MessageId, again.DeliveryCount));
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(late!));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
        Assert.False(refused.IsTransient);
    }

    [Fact]
    public async Task SB_1_A_renewed_lock_lasts_for_another_duration()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        var message = await receiver.ReceiveMessageAsync();

        bus.Time.Advance(LockDuration - TimeSpan.FromSeconds(1));
        await receiver.RenewMessageLockAsync(message!);
        bus.Time.Advance(LockDuration - TimeSpan.FromSeconds(1));

        Assert.Equal(bus.Time.GetUtcNow() + TimeSpan.FromSeconds(1), message!.LockedUntil);
        await receiver.CompleteMessageAsync(message);
        Assert.Empty(await bus.ContentAsync(receiver));
    }

    [Fact]
    public async Task SB_1_Abandoned_properties_are_seen_by_the_next_delivery()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");

        var first = await receiver.ReceiveMessageAsync();
        await receiver.AbandonMessageAsync(first!, new Dictionary<string, object> { ["reason"] = "bank closed" });

        var second = await receiver.ReceiveMessageAsync();
        Assert.Equal("bank closed", second!.ApplicationProperties["reason"]);
        Assert.Equal(2, second.DeliveryCount);
    }

    [Fact]
    public async Task SB_1_A_message_is_settled_once()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        var message = await receiver.ReceiveMessageAsync();
        await receiver.CompleteMessageAsync(message!);

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.AbandonMessageAsync(message!));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
    }

    [Fact]
    public async Task SB_1_A_receive_ends_empty_when_its_time_is_up()
    {
        await using var bus = await TestBus.StartAsync();
        await using var receiver = bus.Client.CreateReceiver("orders");
        var single = receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5));
        var several = receiver.ReceiveMessagesAsync(10);

        bus.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await single);
        bus.Time.Advance(TimeSpan.FromSeconds(55));
        Assert.Empty(await several);
    }

    [Fact]
    public async Task SB_1_A_cancelled_receive_takes_nothing()
    {
        await using var bus = await TestBus.StartAsync();
        await using var receiver = bus.Client.CreateReceiver("orders");
        using var cancellation = new CancellationTokenSource();
        var cancelled = receiver.ReceiveMessageAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Task.WhenAny(cancelled);
        Assert.True(cancelled.IsCanceled);

        await bus.SendAsync("orders", "a");
        Assert.Equal("a", (await receiver.ReceiveMessageAsync())!.MessageId);
    }

    [Fact]
    public async Task SB_1_Peeking_goes_on_from_where_it_stopped_and_does_not_count()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a", "b", "c");
        await using var receiver = bus.Client.CreateReceiver("orders");
        var locked = await receiver.ReceiveMessageAsync();

        var first = await receiver.PeekMessageAsync();
        var rest = await receiver.PeekMessagesAsync(10);
        Assert.Equal("a", first!.MessageId);
        Assert.Equal(["b", "c"], rest.Select(message => message.MessageId));
        Assert.Equal((1, 0), (locked!.DeliveryCount, first.DeliveryCount));
        Assert.Empty(await receiver.PeekMessagesAsync(10));
    }

    [Fact]
    public async Task SB_1_A_topic_gives_each_subscription_its_own_copy()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("events", "a");
        await using var audit = bus.Client.CreateReceiver("events", "audit");
        await using var billing = bus.Client.CreateReceiver("events", "billing");

        await audit.CompleteMessageAsync((await audit.ReceiveMessageAsync())!);

        Assert.Empty(await bus.ContentAsync(audit));
        Assert.Equal(["a"], await bus.ContentAsync(billing));
    }

    [Fact]
    public async Task SB_1_What_is_sent_is_what_is_received()
    {
        await using var bus = await TestBus.StartAsync();
        var sent = new ServiceBusMessage(BinaryData.FromBytes(new byte[200_000]))
        {
            MessageId = "payment-1",
            SessionId = "acme",
            CorrelationId = "run-7",
            Subject = "PaymentReleased",
            To = "bank",
            ReplyTo = "answers",
            ContentType = "application/json",
            ApplicationProperties = { ["tenant"] = "acme", ["version"] = 3 },
        };
        await bus.Client.CreateSender("orders").SendMessageAsync(sent);
        await bus.RestartAsync();

        var received = await bus.Client.CreateReceiver("orders").ReceiveMessageAsync();
        Assert.Equal(sent.Body.ToArray(), received!.Body.ToArray());
        Assert.Equal(
            (sent.MessageId, sent.SessionId, sent.CorrelationId, sent.Subject, sent.To, sent.ReplyTo, sent.ContentType),
            (received.MessageId, received.SessionId, received.CorrelationId, received.Subject, received.To, received.ReplyTo, received.ContentType));
        Assert.Equal(sent.ApplicationProperties.AsEnumerable(), received.ApplicationProperties);
        Assert.Equal(bus.Time.GetUtcNow(), received.EnqueuedTime);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("events/Subscriptions/nobody")]
    public async Task SB_1_An_entity_that_is_not_declared_is_not_found(string path)
    {
        await using var bus = await TestBus.StartAsync();
        var receiving = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateReceiver(path).ReceiveMessageAsync());
        var sending = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateSender(path).SendMessageAsync(new("x")));

        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, receiving.Reason);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, sending.Reason);
    }

    [Fact]
    public async Task SB_1_A_topic_cannot_be_received_from_nor_a_subscription_sent_to()
    {
        await using var bus = await TestBus.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.CreateReceiver("events").ReceiveMessageAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.CreateSender("events/Subscriptions/audit").SendMessageAsync(new("x")));
    }

    [Fact]
    public async Task SB_1_Without_a_namespace_the_fault_is_transient()
    {
        await using var client = new ServiceBusClient("Endpoint=sb://nobody.localhost;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true;");
        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateSender("orders").SendMessageAsync(new("x")));
        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, true), (fault.Reason, fault.IsTransient));
    }

    [Theory]
    [InlineData("Endpoint=sb://localhost;")]
    [InlineData("SharedAccessKeyName=a;SharedAccessKey=b")]
    [InlineData("Endpoint=here;SharedAccessKeyName=a;SharedAccessKey=b")]
    public void A_connection_string_names_a_host_and_a_key(string text)
        => Assert.Throws<ArgumentException>(() => new ServiceBusClient(text));

    [Fact]
    public async Task A_closed_sender_receiver_and_client_refuse()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        var receiver = bus.Client.CreateReceiver("orders");
        await sender.CloseAsync();
        await receiver.CloseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendMessageAsync(new("x")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.ReceiveMessageAsync());
        await bus.Client.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => bus.Client.CreateSender("orders"));
    }
}
