using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class SessionTests
{
    private const string Queue = "letters";

    private static readonly TimeSpan LockDuration = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task SB_5_Each_session_is_received_in_order_by_its_one_receiver()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1", "bruno 1", "anna 2", "bruno 2", "anna 3");
        await using var first = await bus.Client.AcceptNextSessionAsync(Queue);
        await using var second = await bus.Client.AcceptNextSessionAsync(Queue);

        Assert.Equal(("anna", "bruno"), (first.SessionId, second.SessionId));
        Assert.Equal(["anna 1", "anna 2", "anna 3"], await BodiesAsync(first));
        Assert.Equal(["bruno 1", "bruno 2"], await BodiesAsync(second));
    }

    [Fact]
    public async Task SB_5_A_session_is_locked_for_one_receiver_until_he_lets_it_go()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1");
        var holder = await bus.Client.AcceptSessionAsync(Queue, "anna");

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.AcceptSessionAsync(Queue, "anna"));
        Assert.Equal((ServiceBusFailureReason.SessionCannotBeLocked, false), (refused.Reason, refused.IsTransient));

        await holder.CloseAsync();
        await using var next = await bus.Client.AcceptSessionAsync(Queue, "anna");
        Assert.Equal("anna 1", (await next.ReceiveMessageAsync())!.Body.ToString());
    }

    [Fact]
    public async Task SB_5_Waiting_for_a_session_ends_with_a_time_out_or_with_the_next_message()
    {
        await using var bus = await TestBus.StartAsync();
        var late = bus.Client.AcceptNextSessionAsync(Queue);
        bus.Time.Advance(TimeSpan.FromSeconds(60));
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => late);
        Assert.Equal((ServiceBusFailureReason.ServiceTimeout, true), (refused.Reason, refused.IsTransient));

        var waiting = bus.Client.AcceptNextSessionAsync(Queue);
        await SendAsync(bus, "anna 1");
        Assert.Equal("anna", (await waiting).SessionId);
    }

    [Fact]
    public async Task SB_5_A_cancelled_wait_takes_no_session()
    {
        await using var bus = await TestBus.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = bus.Client.AcceptNextSessionAsync(Queue, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await SendAsync(bus, "anna 1");
        Assert.Equal("anna", (await bus.Client.AcceptNextSessionAsync(Queue)).SessionId);
    }

    [Fact]
    public async Task SB_5_A_receiver_that_dies_lets_its_session_go_after_the_lock_time_and_its_deliveries_count()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1", "anna 2");
        var dead = await bus.Client.AcceptNextSessionAsync(Queue);
        var unsettled = await dead.ReceiveMessageAsync();
        var waiting = bus.Client.AcceptNextSessionAsync(Queue);

        bus.Time.Advance(LockDuration - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        bus.Time.Advance(TimeSpan.FromTicks(1));

        await using var next = await waiting;
        var again = await next.ReceiveMessageAsync();
        Assert.Equal(("anna 1", 2), (again!.Body.ToString(), again.DeliveryCount));
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await RefusalAsync(() => dead.CompleteMessageAsync(unsettled!)));
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await RefusalAsync(() => dead.ReceiveMessageAsync()));
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await RefusalAsync(() => dead.RenewSessionLockAsync()));
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await RefusalAsync(() => dead.SetSessionStateAsync(new BinaryData("x"))));
    }

    [Fact]
    public async Task SB_5_A_receive_that_waits_ends_with_the_lock()
    {
        await using var bus = await TestBus.StartAsync();
        await using var holder = await bus.Client.AcceptSessionAsync(Queue, "anna");
        var waiting = holder.ReceiveMessageAsync();
        bus.Time.Advance(LockDuration);
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await RefusalAsync(() => waiting));
    }

    [Fact]
    public async Task SB_5_A_closed_session_goes_back_at_once_and_its_deliveries_do_not_count()
    {
        var table = new MemoryStore();
        await using var bus = await TestBus.StartAsync(table);
        await SendAsync(bus, "anna 1", "anna 2", "anna 3");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await using var holder = await bus.Client.AcceptNextSessionAsync(Queue);
            Assert.Equal([1, 1, 1], (await holder.ReceiveMessagesAsync(10)).Select(message => message.DeliveryCount));
        }

        await bus.RestartAsync(table);
        await using var last = await bus.Client.AcceptNextSessionAsync(Queue);
        Assert.Equal(["anna 1", "anna 2", "anna 3"], await BodiesAsync(last));
    }

    [Fact]
    public async Task SB_5_A_renewed_session_holds_on()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1");
        await using var holder = await bus.Client.AcceptNextSessionAsync(Queue);
        var message = await holder.ReceiveMessageAsync();
        for (var renewal = 0; renewal < 5; renewal++)
        {
            bus.Time.Advance(LockDuration - TimeSpan.FromSeconds(1));
            await holder.RenewSessionLockAsync();
        }

        Assert.Equal(bus.Time.GetUtcNow() + LockDuration, holder.SessionLockedUntil);
        await holder.CompleteMessageAsync(message!);
        Assert.Empty(await bus.ContentAsync(bus.Client.CreateReceiver(Queue)));
    }

    [Fact]
    public async Task SB_5_An_abandoned_message_comes_again_before_the_ones_behind_it()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1", "anna 2");
        await using var holder = await bus.Client.AcceptNextSessionAsync(Queue);
        await holder.AbandonMessageAsync((await holder.ReceiveMessageAsync())!);
        Assert.Equal(["anna 1", "anna 2"], await BodiesAsync(holder));
    }

    [Fact]
    public async Task SB_2_SB_5_The_third_failure_of_three_dead_letters_and_the_session_goes_on()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1", "anna 2");
        await using var holder = await bus.Client.AcceptNextSessionAsync(Queue);
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            await holder.AbandonMessageAsync((await holder.ReceiveMessageAsync())!);
        }

        Assert.Equal(["anna 2"], await BodiesAsync(holder));
        var dead = await bus.DeadLetters(Queue).ReceiveMessageAsync();
        Assert.Equal(("anna 1", "anna", "MaxDeliveryCountExceeded"), (dead!.Body.ToString(), dead.SessionId, dead.DeadLetterReason));
    }

    [Fact]
    public async Task SB_5_The_state_of_a_session_outlives_its_receivers_its_messages_and_the_process()
    {
        await using var bus = await TestBus.StartAsync();
        await using (var first = await bus.Client.AcceptSessionAsync(Queue, "anna"))
        {
            Assert.Empty((await first.GetSessionStateAsync()).ToArray());
            await first.SetSessionStateAsync(new BinaryData("one"));
            await first.SetSessionStateAsync(new BinaryData("two"));
        }

        await bus.RestartAsync();
        await using var second = await bus.Client.AcceptSessionAsync(Queue, "anna");
        Assert.Equal("two", (await second.GetSessionStateAsync()).ToString());
        await using var other = await bus.Client.AcceptSessionAsync(Queue, "ANNA");
        Assert.Empty((await other.GetSessionStateAsync()).ToArray());

        await second.SetSessionStateAsync(null!);
        await bus.RestartAsync();
        await using var third = await bus.Client.AcceptSessionAsync(Queue, "anna");
        Assert.Empty((await third.GetSessionStateAsync()).ToArray());
    }

    [Fact]
    public async Task SB_5_State_is_written_in_the_order_in_which_it_is_set()
    {
        await using var bus = await TestBus.StartAsync();
        await using var session = await bus.Client.AcceptSessionAsync(Queue, "a/b#?%\\");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => session.SetSessionStateAsync(new BinaryData($"{number}"))));
        await bus.RestartAsync();
        await using var again = await bus.Client.AcceptSessionAsync(Queue, "a/b#?%\\");
        Assert.Equal("199", (await again.GetSessionStateAsync()).ToString());
    }

    [Fact]
    public async Task SB_5_After_a_restart_sessions_are_free_and_in_order()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1", "bruno 1", "anna 2");
        var before = await bus.Client.AcceptNextSessionAsync(Queue);
        await before.ReceiveMessageAsync();
        await bus.RestartAsync();

        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await RefusalAsync(() => before.RenewSessionLockAsync()));
        await using var after = await bus.Client.AcceptSessionAsync(Queue, "anna");
        Assert.Equal([("anna 1", 2), ("anna 2", 1)], (await after.ReceiveMessagesAsync(10)).Select(message => (message.Body.ToString(), message.DeliveryCount)));
    }

    [Fact]
    public async Task SB_5_A_queue_with_sessions_refuses_messages_and_receivers_without_one()
    {
        await using var bus = await TestBus.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.SendAsync(Queue, "a"));
        await SendAsync(bus, "anna 1");
        await using var plain = bus.Client.CreateReceiver(Queue);
        await Assert.ThrowsAsync<InvalidOperationException>(() => plain.ReceiveMessageAsync());
        Assert.Equal("anna 1", (await plain.PeekMessageAsync())!.Body.ToString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.AcceptNextSessionAsync("orders"));

        await using var holder = await bus.Client.AcceptNextSessionAsync(Queue);
        var message = await holder.ReceiveMessageAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => holder.RenewMessageLockAsync(message!));
    }

    [Fact]
    public async Task SB_5_A_session_receiver_sees_its_own_session_alone()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, "anna 1", "bruno 1");
        await using var holder = await bus.Client.AcceptSessionAsync(Queue, "bruno");
        Assert.Equal("bruno 1", (await holder.PeekMessageAsync())!.Body.ToString());
        Assert.Equal(2, (await bus.Client.CreateReceiver(Queue).PeekMessagesAsync(10)).Count);
    }

    [Fact]
    public async Task SB_5_A_subscription_with_sessions_dead_letters_what_has_none()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("notices").SendMessageAsync(new("x") { ApplicationProperties = { ["channel"] = "mail" } });
        await bus.RestartAsync();
        await using var dead = bus.Client.CreateReceiver("notices", "mail", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("Session ID is null", (await dead.ReceiveMessageAsync())!.DeadLetterReason);
    }

    [Fact]
    public async Task SB_5_Two_hundred_sessions_are_shared_by_their_receivers_and_stay_in_order()
    {
        await using var bus = await TestBus.StartAsync();
        await SendAsync(bus, [.. Enumerable.Range(0, 1_000).Select(number => $"s{number % 200:D3} {number / 200:D2}")]);
        Dictionary<string, List<string>> seen = [];
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancellation) =>
        {
            await using var session = await bus.Client.AcceptNextSessionAsync(Queue, cancellationToken: cancellation);
            var bodies = await BodiesAsync(session);
            lock (seen)
            {
                seen.Add(session.SessionId, bodies);
            }
        });

        Assert.Equal(200, seen.Count);
        Assert.All(seen, session => Assert.Equal(Enumerable.Range(0, 5).Select(number => $"{session.Key} {number:D2}"), session.Value));
    }

    /// <summary>Each text is a message; its first word is its session.</summary>
    private static Task SendAsync(TestBus bus, params string[] texts)
        => bus.Client.CreateSender(Queue).SendMessagesAsync(texts.Select(text => new ServiceBusMessage(text) { MessageId = text, SessionId = text.Split(' ')[0] }));

    /// <summary>Receives and completes one after the other, as long as there are any.</summary>
    private static async Task<List<string>> BodiesAsync(ServiceBusSessionReceiver session)
    {
        List<string> bodies = [];
        while (await session.PeekMessageAsync(0) is not null)
        {
            var message = await session.ReceiveMessageAsync();
            bodies.Add(message!.Body.ToString());
            await session.CompleteMessageAsync(message);
        }

        return bodies;
    }

    private static async Task<ServiceBusFailureReason> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<ServiceBusException>(act)).Reason;
}
