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
