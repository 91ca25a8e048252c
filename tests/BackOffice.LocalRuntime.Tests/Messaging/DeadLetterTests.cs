using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task SB_2_A_message_abandoned_too_often_is_dead_lettered()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var message = await receiver.ReceiveMessageAsync();
            Assert.Equal(delivery, message!.DeliveryCount);
            await receiver.AbandonMessageAsync(message);
        }

        Assert.Empty(await bus.ContentAsync(receiver));
        var dead = await bus.DeadLetters("orders").PeekMessageAsync();
        Assert.Equal(("a", 3), (dead!.MessageId, dead.DeliveryCount));
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.Equal("Message could not be consumed after 3 delivery attempts.", dead.DeadLetterErrorDescription);
    }

    [Fact]
    public async Task SB_2_Expired_locks_count_as_deliveries()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            Assert.Equal(delivery, (await receiver.ReceiveMessageAsync())!.DeliveryCount);
            bus.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal("a", (await bus.DeadLetters("orders").ReceiveMessageAsync())!.MessageId);
    }

    [Fact]
    public async Task SB_2_A_message_is_dead_lettered_by_hand_with_its_reason()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");

        await receiver.DeadLetterMessageAsync((await receiver.ReceiveMessageAsync())!, "UnknownSupplier", "No such VAT number");

        var dead = await bus.DeadLetters("orders").ReceiveMessageAsync();
        Assert.Equal(("UnknownSupplier", "No such VAT number"), (dead!.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.Equal("UnknownSupplier", dead.ApplicationProperties["DeadLetterReason"]);
    }

    [Fact]
    public async Task SB_2_A_dead_letter_queue_never_gives_up_on_a_message()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        await receiver.DeadLetterMessageAsync((await receiver.ReceiveMessageAsync())!, "Broken");

        await using var dead = bus.DeadLetters("orders");
        for (var delivery = 2; delivery <= 12; delivery++)
        {
            var message = await dead.ReceiveMessageAsync();
            Assert.Equal(delivery, message!.DeliveryCount);
            await dead.AbandonMessageAsync(message);
        }

        bus.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(["a"], await bus.ContentAsync(dead));
    }

    [Fact]
    public async Task SB_2_Each_subscription_has_its_own_dead_letter_queue()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("events", "a");
        await using var billing = bus.Client.CreateReceiver("events", "billing");
        for (var delivery = 1; delivery <= 2; delivery++)
        {
            await billing.AbandonMessageAsync((await billing.ReceiveMessageAsync())!);
        }

        await using var dead = bus.Client.CreateReceiver("events", "billing/$deadletterqueue");
        Assert.Equal(["a"], await bus.ContentAsync(dead));
        Assert.Equal(["a"], await bus.ContentAsync(bus.Client.CreateReceiver("events", "audit")));
    }

    [Fact]
    public async Task SB_2_A_dead_letter_is_sent_again_as_a_new_message()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        await receiver.DeadLetterMessageAsync((await receiver.ReceiveMessageAsync())!, "Broken", "by hand");
        await using var deadLetters = bus.DeadLetters("orders");
        var dead = await deadLetters.ReceiveMessageAsync();

        await bus.Client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage(dead!));
        await deadLetters.CompleteMessageAsync(dead!);

        var again = await receiver.ReceiveMessageAsync();
        Assert.Equal(("a", 1), (again!.MessageId, again.DeliveryCount));
        Assert.Null(again.DeadLetterReason);
        Assert.Empty(await bus.ContentAsync(deadLetters));
    }
}
