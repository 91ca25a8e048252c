using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class TopicRuleTests
{
    [Fact]
    public async Task A_message_goes_to_the_subscriptions_whose_rules_take_it_and_once_to_each()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "both", "urgent.payment", ("channel", "mail"), ("amount", 5_000));
        await SendAsync(bus, "mail", "payment", ("channel", "mail"), ("amount", 1));
        await SendAsync(bus, "large", "payment", ("channel", "push"), ("amount", 1_000.5));
        await SendAsync(bus, "none", "payment", ("channel", "Mail"), ("amount", "1000"));

        Assert.Equal(["both", "mail"], await bus.ContentAsync(bus.Client.CreateReceiver("notices", "mail")));
        Assert.Equal(["both", "large"], await bus.ContentAsync(bus.Client.CreateReceiver("notices", "large")));
    }

    [Fact]
    public async Task Each_subscription_numbers_its_own_and_only_the_topics_number_is_the_same_in_all()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("events", "a");
        await bus.RestartAsync();
        await bus.SendAsync("events", "b");

        var audit = await bus.Client.CreateReceiver("events", "audit").PeekMessagesAsync(10, 0);
        var billing = await bus.Client.CreateReceiver("events", "billing").PeekMessagesAsync(10, 0);

        Assert.Equal([1L, 2L], audit.Select(message => message.EnqueuedSequenceNumber));
        Assert.Equal([1L, 2L], billing.Select(message => message.EnqueuedSequenceNumber));
        Assert.Empty(audit.Select(message => message.SequenceNumber).Intersect(billing.Select(message => message.SequenceNumber)));
        Assert.All([audit, billing], messages => Assert.True(messages[0].SequenceNumber < messages[1].SequenceNumber));
    }

    [Fact]
    public async Task A_message_of_a_queue_has_no_number_of_a_topic()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");

        var message = await bus.Client.CreateReceiver("orders").PeekMessageAsync();
        Assert.Equal((1L, 0L), (message!.SequenceNumber, message.EnqueuedSequenceNumber));
    }

    [Fact]
    public async Task SB_3_A_message_that_nobody_takes_is_remembered_all_the_same()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "a", "payment", ("channel", "push"));
        await bus.RestartAsync();
        await SendAsync(bus, "a", "urgent.payment", ("channel", "mail"));

        Assert.Empty(await bus.ContentAsync(bus.Client.CreateReceiver("notices", "mail")));
        Assert.Empty(await bus.ContentAsync(bus.Client.CreateReceiver("notices", "large")));
        await SendAsync(bus, "b", "urgent.payment", ("channel", "mail"));
        Assert.Equal(["b"], await bus.ContentAsync(bus.Client.CreateReceiver("notices", "large")));
    }

    private static Task SendAsync(TestBus bus, string id, string subject, params (string Name, object Value)[] properties)
    {
        var message = new ServiceBusMessage(id) { MessageId = id, Subject = subject, SessionId = "s" };
        foreach (var (name, value) in properties)
        {
            message.ApplicationProperties[name] = value;
        }

        return bus.Client.CreateSender("notices").SendMessageAsync(message);
    }
}
