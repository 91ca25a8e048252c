using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class DeferTests
{
    [Fact]
    public async Task SB_1_A_deferred_message_is_received_by_its_number_alone()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a", "b");
        await using var receiver = bus.Client.CreateReceiver("orders");
        var first = await receiver.ReceiveMessageAsync();
        await receiver.DeferMessageAsync(first!, new Dictionary<string, object> { ["waits for"] = "b" });
        Assert.Equal("b", (await receiver.ReceiveMessageAsync())!.MessageId);
        Assert.Equal(ServiceBusMessageState.Deferred, (await receiver.PeekMessageAsync())!.State);

        await bus.RestartAsync();
        var again = await receiver.ReceiveDeferredMessageAsync(first!.SequenceNumber);
        Assert.Equal(("a", 2, "b"), (again.MessageId, again.DeliveryCount, again.ApplicationProperties["waits for"]));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, (await Assert.ThrowsAsync<ServiceBusException>(() => receiver.ReceiveDeferredMessageAsync(first.SequenceNumber))).Reason);
        await receiver.CompleteMessageAsync(again);
        Assert.Equal(["b"], await bus.ContentAsync(receiver));
    }

    [Fact]
    public async Task SB_1_An_abandoned_or_expired_lock_leaves_it_deferred_until_it_is_worn()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        var number = (await receiver.PeekMessageAsync())!.SequenceNumber;
        await receiver.DeferMessageAsync((await receiver.ReceiveMessageAsync())!);
        await receiver.AbandonMessageAsync(await receiver.ReceiveDeferredMessageAsync(number));
        Assert.Equal(3, (await receiver.ReceiveDeferredMessagesAsync([number]))[0].DeliveryCount);
        bus.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("MaxDeliveryCountExceeded", (await bus.DeadLetters("orders").ReceiveMessageAsync())!.DeadLetterReason);
    }

    [Fact]
    public async Task SB_5_A_deferred_message_belongs_to_its_session()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("letters").SendMessagesAsync([new("1") { SessionId = "anna" }, new("2") { SessionId = "bruno" }]);
        await using var anna = await bus.Client.AcceptSessionAsync("letters", "anna");
        await using var bruno = await bus.Client.AcceptSessionAsync("letters", "bruno");
        var message = await anna.ReceiveMessageAsync();
        await anna.DeferMessageAsync(message!);

        await Assert.ThrowsAsync<ServiceBusException>(() => bruno.ReceiveDeferredMessageAsync(message!.SequenceNumber));
        await anna.CompleteMessageAsync(await anna.ReceiveDeferredMessageAsync(message!.SequenceNumber));
        Assert.Single(await bus.Client.CreateReceiver("letters").PeekMessagesAsync(10));
    }
}
