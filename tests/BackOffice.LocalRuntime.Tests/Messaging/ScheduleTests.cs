using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class ScheduleTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task SB_4_A_message_scheduled_for_tomorrow_comes_tomorrow_and_not_before()
    {
        await using var bus = await TestBus.StartAsync();
        await using var receiver = bus.Client.CreateReceiver("orders");
        var scheduled = await bus.Client.CreateSender("orders").ScheduleMessageAsync(new("x") { MessageId = "late" }, bus.Time.GetUtcNow() + Day);
        await bus.SendAsync("orders", "now");
        var first = await receiver.ReceiveMessageAsync();
        Assert.Equal("now", first!.MessageId);
        await receiver.CompleteMessageAsync(first);

        var waiting = receiver.ReceiveMessageAsync(Day * 2);
        bus.Time.Advance(Day - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        bus.Time.Advance(TimeSpan.FromTicks(1));

        var message = await waiting;
        Assert.Equal(("late", bus.Time.GetUtcNow(), bus.Time.GetUtcNow()), (message!.MessageId, message.EnqueuedTime, message.ScheduledEnqueueTime));
        Assert.True(message.SequenceNumber > scheduled, "It is numbered anew when its time has come.");
    }

    [Fact]
    public async Task SB_4_A_time_set_on_the_message_does_the_same_and_a_time_past_is_now()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("orders").SendMessagesAsync(
        [
            new("x") { MessageId = "later", ScheduledEnqueueTime = bus.Time.GetUtcNow() + TimeSpan.FromMinutes(1) },
            new("x") { MessageId = "past", ScheduledEnqueueTime = bus.Time.GetUtcNow() },
        ]);
        await using var receiver = bus.Client.CreateReceiver("orders");
        Assert.Equal(["past"], (await receiver.ReceiveMessagesAsync(10)).Select(message => message.MessageId));
        var waiting = receiver.ReceiveMessageAsync(Day);
        bus.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("past", (await waiting)!.MessageId); // its lock of 30 seconds ran out before
        Assert.Equal("later", (await receiver.ReceiveMessageAsync())!.MessageId);
    }

    [Fact]
    public async Task SB_4_A_cancelled_message_never_comes_and_cancels_once()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        var numbers = await sender.ScheduleMessagesAsync([new("a"), new("b"), new("c")], bus.Time.GetUtcNow() + Day);
        await sender.CancelScheduledMessageAsync(numbers[1]);
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessagesAsync([numbers[0], numbers[1]]));
        Assert.Equal((ServiceBusFailureReason.MessageNotFound, false), (refused.Reason, refused.IsTransient));

        await bus.RestartAsync();
        bus.Time.Advance(Day);
        await using var receiver = bus.Client.CreateReceiver("orders");
        await Until.TrueAsync(async () => (await receiver.PeekMessagesAsync(10, 0)).Count(message => message.State == ServiceBusMessageState.Active) == 2);
        Assert.Equal(["a", "c"], (await receiver.ReceiveMessagesAsync(10)).Select(message => message.Body.ToString()));
        await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessageAsync(numbers[0]));
    }

    [Fact]
    public async Task SB_4_A_restart_forgets_no_schedule_and_catches_up_in_order()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        for (var day = 3; day >= 1; day--)
        {
            await sender.ScheduleMessageAsync(new($"day {day}"), bus.Time.GetUtcNow() + (Day * day));
        }

        await bus.KillAsync();
        bus.Time.Advance(Day * 2);
        await bus.RestartAsync();
        await using var receiver = bus.Client.CreateReceiver("orders");
        foreach (var expected in new[] { "day 1", "day 2" })
        {
            var message = await receiver.ReceiveMessageAsync();
            Assert.Equal(expected, message!.Body.ToString());
            await receiver.CompleteMessageAsync(message);
        }

        var last = receiver.ReceiveMessageAsync(Day * 2);
        bus.Time.Advance(Day);
        Assert.Equal("day 3", (await last)!.Body.ToString());
    }

    [Fact]
    public async Task SB_4_A_queue_shows_what_is_scheduled_and_a_topic_sends_it_past_the_rules_when_it_is_due()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("orders").ScheduleMessageAsync(new("x"), bus.Time.GetUtcNow() + Day);
        Assert.Equal(ServiceBusMessageState.Scheduled, (await bus.Client.CreateReceiver("orders").PeekMessageAsync())!.State);

        await bus.Client.CreateSender("notices").ScheduleMessageAsync(
            new("x") { MessageId = "n", SessionId = "anna", ApplicationProperties = { ["channel"] = "mail" } }, bus.Time.GetUtcNow() + Day);
        Assert.Null(await bus.Client.CreateReceiver("notices", "mail").PeekMessageAsync());
        var session = bus.Client.AcceptNextSessionAsync("notices", "mail");
        bus.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(session.IsCompleted);
        await bus.RestartAsync();
        bus.Time.Advance(Day);
        await Until.TrueAsync(async () => await bus.Client.CreateReceiver("notices", "mail").PeekMessageAsync(0) is not null);
        Assert.Empty(await bus.ContentAsync(bus.Client.CreateReceiver("notices", "large")));
    }

    [Fact]
    public async Task SB_3_SB_4_A_scheduled_message_is_dropped_if_its_id_is_known_when_it_is_due()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("unique");
        var due = bus.Time.GetUtcNow() + Day;
        await sender.ScheduleMessageAsync(new("first") { MessageId = "a" }, due);
        await sender.ScheduleMessageAsync(new("again, after a crash") { MessageId = "a" }, due);
        bus.Time.Advance(Day);
        await Until.TrueAsync(() => bus.Broker.DroppedDuplicates == 1);
        Assert.Equal("first", (await bus.Client.CreateReceiver("unique").ReceiveMessageAsync())!.Body.ToString());
        Assert.Single(await bus.ContentAsync(bus.Client.CreateReceiver("unique")));
    }

    [Fact]
    public async Task SB_4_A_time_years_away_is_waited_for()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("orders").ScheduleMessageAsync(new("x") { MessageId = "a" }, bus.Time.GetUtcNow() + (Day * 1_000));
        bus.Time.Advance(Day * 999);
        Assert.Equal(ServiceBusMessageState.Scheduled, (await bus.Client.CreateReceiver("orders").PeekMessageAsync())!.State);
        bus.Time.Advance(Day);
        Assert.Equal("a", (await bus.Client.CreateReceiver("orders").ReceiveMessageAsync(Day))!.MessageId);
    }
}
