using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class LimitsTests
{
    [Fact]
    public void SB_6_Ids_have_at_most_128_characters()
    {
        var message = new ServiceBusMessage { MessageId = new string('m', 128), SessionId = new string('s', 128) };
        Assert.Throws<ArgumentException>(() => message.MessageId = new string('m', 129));
        Assert.Throws<ArgumentException>(() => message.MessageId = string.Empty);
        Assert.Throws<ArgumentException>(() => message.SessionId = new string('s', 129));
        Assert.Equal(128, message.MessageId!.Length);
    }

    [Fact]
    public async Task SB_6_A_message_has_at_most_256_KB()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        await sender.SendMessageAsync(new(new byte[255 * 1024]));

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => sender.SendMessageAsync(new(new byte[256 * 1024])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
        Assert.Single(await bus.Client.CreateReceiver("orders").PeekMessagesAsync(10));
    }

    [Fact]
    public async Task SB_6_A_list_that_is_too_large_is_refused_as_a_whole()
    {
        await using var bus = await TestBus.StartAsync();
        var half = new byte[200 * 1024];
        var refused = await Assert.ThrowsAsync<ServiceBusException>(
            () => bus.Client.CreateSender("orders").SendMessagesAsync([new ServiceBusMessage(half), new ServiceBusMessage(half)]));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
        Assert.Empty(await bus.Client.CreateReceiver("orders").PeekMessagesAsync(10));
    }

    [Fact]
    public async Task SB_6_A_batch_takes_what_one_send_may_carry()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        using var batch = await sender.CreateMessageBatchAsync();
        while (batch.TryAddMessage(new ServiceBusMessage(new byte[10_000])))
        {
        }

        Assert.Equal(25, batch.Count); // 25 x (10 000 + 128) = 253 200 <= 262 144
        Assert.InRange(batch.SizeInBytes, 0, batch.MaxSizeInBytes);
        await sender.SendMessagesAsync(batch);
        Assert.Equal(25, (await bus.Client.CreateReceiver("orders").PeekMessagesAsync(100)).Count);
    }

    [Fact]
    public async Task SB_6_A_batch_may_be_made_smaller_but_not_larger()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        using var small = await sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 1_000 });
        Assert.False(small.TryAddMessage(new ServiceBusMessage(new byte[1_000])));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 2_000_000 }));
    }

    [Fact]
    public async Task SB_6_One_property_has_at_most_32_KB_and_all_of_them_64_KB()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        var one = new ServiceBusMessage { ApplicationProperties = { ["a"] = new string('x', 33_000) } };
        var all = new ServiceBusMessage
        {
            ApplicationProperties = { ["a"] = new string('x', 30_000), ["b"] = new string('x', 30_000), ["c"] = new string('x', 30_000) },
        };

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, (await Assert.ThrowsAsync<ServiceBusException>(() => sender.SendMessageAsync(one))).Reason);
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, (await Assert.ThrowsAsync<ServiceBusException>(() => sender.SendMessageAsync(all))).Reason);
    }

    [Fact]
    public async Task SB_6_Every_property_type_arrives_as_it_was_sent()
    {
        await using var bus = await TestBus.StartAsync();
        var sent = new Dictionary<string, object>
        {
            ["string"] = "ąä\n",
            ["bool"] = true,
            ["char"] = 'ż',
            ["byte"] = (byte)1,
            ["sbyte"] = (sbyte)-1,
            ["short"] = (short)-2,
            ["ushort"] = (ushort)2,
            ["int"] = int.MinValue,
            ["uint"] = uint.MaxValue,
            ["long"] = long.MinValue,
            ["ulong"] = ulong.MaxValue,
            ["float"] = 0.1f,
            ["double"] = 0.1,
            ["decimal"] = 1234567890.12m,
            ["guid"] = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
            ["uri"] = new Uri("https://example.eu/a?b=c"),
            ["datetimeoffset"] = new DateTimeOffset(2026, 1, 31, 23, 59, 0, 1, TimeSpan.FromHours(2)),
            ["datetime"] = new DateTime(2026, 1, 31, 23, 59, 0, 1, DateTimeKind.Utc),
            ["timespan"] = TimeSpan.FromTicks(7),
        };
        var message = new ServiceBusMessage();
        foreach (var (name, value) in sent)
        {
            message.ApplicationProperties[name] = value;
        }

        await bus.Client.CreateSender("orders").SendMessageAsync(message);
        await bus.RestartAsync();

        var received = await bus.Client.CreateReceiver("orders").ReceiveMessageAsync();
        Assert.Equal(sent.OrderBy(property => property.Key), received!.ApplicationProperties.OrderBy(property => property.Key));
    }

    [Fact]
    public async Task SB_6_A_DateTime_travels_in_milliseconds()
    {
        await using var bus = await TestBus.StartAsync();
        var time = new DateTime(2026, 1, 31, 23, 59, 0, DateTimeKind.Utc).AddTicks(12_345);
        await bus.Client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage { ApplicationProperties = { ["time"] = time } });

        var received = await bus.Client.CreateReceiver("orders").ReceiveMessageAsync();
        Assert.Equal(time.AddTicks(-2_345), received!.ApplicationProperties["time"]);
    }

    [Fact]
    public async Task SB_6_What_is_written_on_a_message_later_is_held_to_the_same_limits()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a");
        await using var receiver = bus.Client.CreateReceiver("orders");
        var message = await receiver.ReceiveMessageAsync();
        var tooLarge = new Dictionary<string, object> { ["p"] = new string('x', 33_000) };

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, (await Assert.ThrowsAsync<ServiceBusException>(() => receiver.AbandonMessageAsync(message!, tooLarge))).Reason);
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, (await Assert.ThrowsAsync<ServiceBusException>(() => receiver.DeadLetterMessageAsync(message!, tooLarge))).Reason);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.DeadLetterMessageAsync(message!, new string('r', 4_097)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.DeadLetterMessageAsync(message!, "r", new string('d', 4_097)));
        await receiver.DeadLetterMessageAsync(message!, new string('r', 4_096), new string('d', 4_096));
        Assert.Equal(4_096, (await bus.DeadLetters("orders").PeekMessageAsync())!.DeadLetterReason!.Length);
    }

    [Fact]
    public async Task SB_6_Other_property_types_are_refused()
    {
        await using var bus = await TestBus.StartAsync();
        var sender = bus.Client.CreateSender("orders");
        await Assert.ThrowsAsync<SerializationException>(
            () => sender.SendMessageAsync(new ServiceBusMessage { ApplicationProperties = { ["list"] = new List<int>() } }));
    }
}
