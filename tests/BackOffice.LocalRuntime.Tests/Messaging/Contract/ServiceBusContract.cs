using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging.Contract;

/// <summary>
/// What the app relies on, said through the public client alone: true of any namespace, in Azure as here, that has the
/// entities of entities.json beside this file and no other user while it runs.
/// </summary>
public abstract class ServiceBusContract(string connectionString) : IAsyncLifetime
{
    private const string Queue = "contract-queue";
    private const string Unique = "contract-unique";
    private const string Topic = "contract-topic";
    private const string Expiring = "contract-expiring";
    private const string Sessions = "contract-sessions";
    private const string Rules = "contract-rules";

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Briefly = TimeSpan.FromSeconds(1);

    private readonly ServiceBusClient client = new(connectionString);

    /// <summary>Empties what an earlier test left.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        ServiceBusReceiver[] sources =
        [
            client.CreateReceiver(Queue), client.CreateReceiver(Unique), client.CreateReceiver(Expiring), client.CreateReceiver(Topic, "one"), client.CreateReceiver(Topic, "two"),
            client.CreateReceiver(Rules, "large"), DeadLetters(Queue), DeadLetters(Expiring), DeadLetters(Sessions),
        ];
        foreach (var source in sources)
        {
            while (await source.PeekMessageAsync(0) is not null && await source.ReceiveMessageAsync(Soon) is { } left)
            {
                await source.CompleteMessageAsync(left);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        GC.SuppressFinalize(this);
    }

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
    public async Task SB_4_A_scheduled_message_comes_when_it_is_due_unless_it_is_cancelled()
    {
        var sender = client.CreateSender(Queue);
        var due = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(3);
        var cancelled = await sender.ScheduleMessageAsync(new ServiceBusMessage("cancelled"), due);
        var number = await sender.ScheduleMessageAsync(new ServiceBusMessage("kept"), due);
        await sender.CancelScheduledMessageAsync(cancelled);
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, await RefusalAsync(() => sender.CancelScheduledMessageAsync(cancelled)));

        await using var receiver = client.CreateReceiver(Queue);
        Assert.Null(await receiver.ReceiveMessageAsync(Briefly));
        var message = await receiver.ReceiveMessageAsync(Soon);
        Assert.Equal("kept", message!.Body.ToString());
        Assert.True(message.EnqueuedTime >= due - TimeSpan.FromSeconds(1));
        Assert.NotEqual(number, message.SequenceNumber);
        await receiver.CompleteMessageAsync(message);
        Assert.Null(await receiver.ReceiveMessageAsync(Briefly));
    }

    [Fact]
    public async Task SB_4_What_has_expired_is_dead_lettered_where_the_entity_says_so()
    {
        var id = NewId();
        await client.CreateSender(Expiring).SendMessageAsync(new ServiceBusMessage("x") { MessageId = id, TimeToLive = TimeSpan.FromSeconds(1) });
        await Task.Delay(TimeSpan.FromSeconds(2));
        await using var receiver = client.CreateReceiver(Expiring);
        Assert.Null(await receiver.ReceiveMessageAsync(Briefly));

        await using var deadLetters = DeadLetters(Expiring);
        var dead = await deadLetters.ReceiveMessageAsync(Soon);
        Assert.Equal((id, "TTLExpiredException"), (dead!.MessageId, dead.DeadLetterReason));
        await deadLetters.CompleteMessageAsync(dead);
    }

    [Fact]
    public async Task SB_1_A_deferred_message_is_received_by_its_number()
    {
        await client.CreateSender(Queue).SendMessageAsync(new ServiceBusMessage("x") { MessageId = NewId() });
        await using var receiver = client.CreateReceiver(Queue);
        var message = await receiver.ReceiveMessageAsync(Soon);
        await receiver.DeferMessageAsync(message!);
        Assert.Null(await receiver.ReceiveMessageAsync(Briefly));
        Assert.Equal(ServiceBusMessageState.Deferred, (await receiver.PeekMessageAsync(message!.SequenceNumber))!.State);

        var again = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        Assert.Equal(message.MessageId, again.MessageId);
        await receiver.CompleteMessageAsync(again);
    }

    [Fact]
    public async Task SB_5_A_session_has_one_receiver_who_gets_its_messages_in_order()
    {
        var (one, other) = (NewId(), NewId());
        await client.CreateSender(Sessions).SendMessagesAsync([Letter(one, "1"), Letter(other, "1"), Letter(one, "2"), Letter(one, "3")]);
        await using var session = await client.AcceptSessionAsync(Sessions, one);
        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, await RefusalAsync(() => client.AcceptSessionAsync(Sessions, one)));
        for (var number = 1; number <= 3; number++)
        {
            var message = await session.ReceiveMessageAsync(Soon);
            Assert.Equal((one, $"{number}"), (message!.SessionId, message.Body.ToString()));
            await session.CompleteMessageAsync(message);
        }

        Assert.Null(await session.ReceiveMessageAsync(Briefly));
        await using var next = await client.AcceptNextSessionAsync(Sessions);
        Assert.Equal(other, next.SessionId);
        await next.CompleteMessageAsync((await next.ReceiveMessageAsync(Soon))!);
    }

    [Fact]
    public async Task SB_5_A_session_goes_on_elsewhere_when_its_lock_has_run_out_and_keeps_its_state()
    {
        var id = NewId();
        await client.CreateSender(Sessions).SendMessageAsync(Letter(id, "1"));
        var first = await client.AcceptSessionAsync(Sessions, id);
        var unsettled = await first.ReceiveMessageAsync(Soon);
        await first.SetSessionStateAsync(new BinaryData("half way"));
        await first.RenewSessionLockAsync();
        await Task.Delay(TimeSpan.FromSeconds(6)); // the lock is of 5

        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await RefusalAsync(() => first.CompleteMessageAsync(unsettled!)));
        await using var second = await client.AcceptSessionAsync(Sessions, id);
        Assert.Equal("half way", (await second.GetSessionStateAsync()).ToString());
        var again = await second.ReceiveMessageAsync(Soon);
        Assert.Equal(("1", 2), (again!.Body.ToString(), again.DeliveryCount));
        await second.CompleteMessageAsync(again);
        await second.SetSessionStateAsync(null!);
    }

    [Fact]
    public async Task SB_5_A_queue_with_sessions_refuses_messages_without_one()
        => await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateSender(Sessions).SendMessageAsync(new ServiceBusMessage("x")));

    [Fact]
    public async Task Rules_say_which_subscription_gets_a_message()
    {
        var session = NewId();
        var sender = client.CreateSender(Rules);
        (string Subject, Dictionary<string, object> Properties, string To)[] cases =
        [
            ("notice", new() { ["channel"] = "mail" }, "mail"),
            ("Notice", new() { ["channel"] = "mail" }, ""),
            ("notice", new() { ["channel"] = "mail", ["amount"] = 5_000, ["tenant"] = "acme" }, "mail large"),
            ("paid", new() { ["amount"] = 1_000L, ["tenant"] = "acme" }, "large"),
            ("paid", new() { ["amount"] = 999.99, ["tenant"] = "acme" }, ""),
            ("paid", new() { ["amount"] = 5_000, ["tenant"] = "demo" }, ""),
            ("paid", new() { ["amount"] = 5_000 }, ""), // the tenant is unknown, and so is its negation
            ("urgent_call", [], "large"),
            ("urgent call", [], ""),
            ("x", new() { ["urgent"] = true }, "large"),
            ("x", new() { ["urgent"] = true, ["note"] = "none" }, ""),
        ];
        foreach (var (subject, properties, to) in cases)
        {
            var message = new ServiceBusMessage(to) { Subject = subject, SessionId = session };
            foreach (var (name, value) in properties)
            {
                message.ApplicationProperties[name] = value;
            }

            await sender.SendMessageAsync(message);
        }

        await using var mail = await client.AcceptSessionAsync(Rules, "mail", session);
        Assert.Equal(["mail", "mail large"], await BodiesAsync(mail));
        Assert.Equal(["mail large", "large", "large", "large"], await BodiesAsync(client.CreateReceiver(Rules, "large")));
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

    private static ServiceBusMessage Letter(string session, string body) => new(body) { MessageId = NewId(), SessionId = session };

    private static async Task<List<string>> BodiesAsync(ServiceBusReceiver receiver)
    {
        List<string> bodies = [];
        while (await receiver.ReceiveMessageAsync(Briefly) is { } message)
        {
            bodies.Add(message.Body.ToString());
            await receiver.CompleteMessageAsync(message);
        }

        return bodies;
    }

    private static async Task<ServiceBusFailureReason> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<ServiceBusException>(act)).Reason;

    private ServiceBusReceiver DeadLetters(string queue) => client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private static string NewId() => Guid.NewGuid().ToString("N");
}
