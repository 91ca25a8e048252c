using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class ExpiryTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task SB_4_A_message_lives_as_long_as_it_says_and_then_is_gone()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("orders").SendMessageAsync(new("x") { MessageId = "a", TimeToLive = Hour });
        await using var receiver = bus.Client.CreateReceiver("orders");
        Assert.Equal((Hour, bus.Time.GetUtcNow() + Hour), (await receiver.PeekMessageAsync()) is { } seen ? (seen.TimeToLive, seen.ExpiresAt) : default);

        bus.Time.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.Equal(["a"], await bus.ContentAsync(receiver));
        bus.Time.Advance(TimeSpan.FromTicks(1));
        await Until.TrueAsync(async () => (await bus.ContentAsync(receiver)).Length == 0);
        Assert.Empty(await bus.ContentAsync(bus.DeadLetters("orders")));
        await bus.RestartAsync();
        Assert.Empty(await bus.ContentAsync(receiver));
    }

    [Fact]
    public async Task SB_4_An_entity_may_say_sooner_and_keep_what_has_expired_as_dead_letters()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("fresh").SendMessagesAsync([new("x") { MessageId = "a", TimeToLive = TimeSpan.FromDays(9) }, new("x") { MessageId = "b", TimeToLive = Hour / 2 }, new("x") { MessageId = "c" }]);
        await using var dead = bus.DeadLetters("fresh");
        bus.Time.Advance(Hour / 2);
        await Until.TrueAsync(async () => (await bus.ContentAsync(dead)).Length == 1);
        bus.Time.Advance(Hour / 2);
        await Until.TrueAsync(async () => (await bus.ContentAsync(dead)).Length == 3);

        bus.Time.Advance(TimeSpan.FromDays(100)); // dead letters never expire
        var letters = await dead.ReceiveMessagesAsync(10);
        Assert.Equal(["a", "b", "c"], letters.Select(letter => letter.MessageId));
        Assert.All(letters, letter => Assert.Equal(("TTLExpiredException", "The message expired and was dead lettered."), (letter.DeadLetterReason, letter.DeadLetterErrorDescription)));
    }

    [Fact]
    public async Task SB_4_A_locked_message_expires_only_when_it_comes_back()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("orders").SendMessagesAsync([new("x") { MessageId = "a", TimeToLive = TimeSpan.FromSeconds(10) }, new("x") { MessageId = "b", TimeToLive = TimeSpan.FromSeconds(10) }]);
        await using var receiver = bus.Client.CreateReceiver("orders");
        var messages = await receiver.ReceiveMessagesAsync(10);
        bus.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(["a", "b"], await bus.ContentAsync(receiver));

        await receiver.CompleteMessageAsync(messages[0]);
        await receiver.AbandonMessageAsync(messages[1]);
        await Until.TrueAsync(async () => (await bus.ContentAsync(receiver)).Length == 0);
    }

    [Fact]
    public async Task SB_4_What_expired_while_nothing_ran_is_expired_at_the_start()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("fresh", "a");
        await bus.KillAsync();
        bus.Time.Advance(Hour);
        await bus.RestartAsync();
        Assert.Equal("TTLExpiredException", (await bus.DeadLetters("fresh").ReceiveMessageAsync())!.DeadLetterReason);
        Assert.Empty(await bus.ContentAsync(bus.Client.CreateReceiver("fresh")));
    }

    [Fact]
    public async Task SB_4_SB_5_A_message_of_a_session_expires_and_the_session_goes_on()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("letters").SendMessagesAsync([new("1") { SessionId = "anna", TimeToLive = Hour }, new("2") { SessionId = "anna" }, new("3") { SessionId = "bruno", TimeToLive = Hour }]);
        bus.Time.Advance(Hour);
        await using var receiver = bus.Client.CreateReceiver("letters");
        await Until.TrueAsync(async () => (await receiver.PeekMessagesAsync(10, 0)).Count == 1);

        await using var session = await bus.Client.AcceptNextSessionAsync("letters");
        Assert.Equal("2", (await session.ReceiveMessageAsync())!.Body.ToString());
        var none = bus.Client.AcceptNextSessionAsync("letters");
        bus.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(none.IsCompleted);
    }

    [Fact]
    public void SB_4_A_life_is_above_zero()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusMessage { TimeToLive = TimeSpan.Zero });
}
