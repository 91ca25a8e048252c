using System.Diagnostics.Metrics;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Messaging;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class DuplicateDetectionTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task SB_3_A_duplicate_send_succeeds_and_is_dropped_visibly()
    {
        await using var bus = await TestBus.StartAsync();
        var measured = 0L;
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == BrokerMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref measured, count));
        meters.Start();

        await bus.SendAsync("unique", "a");
        await bus.SendAsync("unique", "a");

        Assert.Equal(["a"], await bus.ContentAsync(bus.Client.CreateReceiver("unique")));
        Assert.Equal(1, bus.Broker.DroppedDuplicates);
        Assert.InRange(Interlocked.Read(ref measured), 1, long.MaxValue);
    }

    [Fact]
    public async Task SB_3_A_completed_message_is_remembered_for_the_window()
    {
        await using var bus = await TestBus.StartAsync();
        await using var receiver = bus.Client.CreateReceiver("unique");
        await bus.SendAsync("unique", "a");
        await receiver.CompleteMessageAsync((await receiver.ReceiveMessageAsync())!);

        bus.Time.Advance(Window - TimeSpan.FromTicks(1));
        await bus.SendAsync("unique", "a");
        Assert.Empty(await bus.ContentAsync(receiver));

        bus.Time.Advance(TimeSpan.FromTicks(1));
        await bus.SendAsync("unique", "a");
        Assert.Equal(["a"], await bus.ContentAsync(receiver));
    }

    [Fact]
    public async Task SB_3_A_restart_forgets_no_id()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("unique", "a", "b");
        await bus.RestartAsync();
        await bus.SendAsync("unique", "b", "a", "c");

        Assert.Equal(["a", "b", "c"], await bus.ContentAsync(bus.Client.CreateReceiver("unique")));
    }

    [Fact]
    public async Task SB_3_Duplicates_within_one_batch_and_among_concurrent_sends_are_dropped()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("unique", "a", "a", "b");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bus.SendAsync("unique", "c")));

        Assert.Equal(["a", "b", "c"], await bus.ContentAsync(bus.Client.CreateReceiver("unique")));
        Assert.Equal(50, bus.Broker.DroppedDuplicates);
    }

    [Fact]
    public async Task SB_3_Messages_without_an_id_are_no_duplicates_of_one_another()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.Client.CreateSender("unique").SendMessagesAsync([new ServiceBusMessage("x"), new ServiceBusMessage("x")]);
        Assert.Equal(2, (await bus.Client.CreateReceiver("unique").PeekMessagesAsync(10)).Count);
    }

    [Fact]
    public async Task SB_3_An_entity_without_the_flag_keeps_duplicates()
    {
        await using var bus = await TestBus.StartAsync();
        await bus.SendAsync("orders", "a", "a");
        Assert.Equal(["a", "a"], await bus.ContentAsync(bus.Client.CreateReceiver("orders")));
    }

    [Fact]
    public async Task SB_3_Forgotten_ids_leave_the_table()
    {
        var table = new MemoryStore();
        await using var bus = await TestBus.StartAsync(table);
        await bus.SendAsync("unique", "a");
        await bus.SendAsync("unique", "b");
        Assert.Equal(2, table.RowKeys.Count(IsHistory));

        bus.Time.Advance(Window);
        await bus.SendAsync("unique", "c");
        Assert.Equal(1, table.RowKeys.Count(IsHistory));
    }

    private static bool IsHistory(string rowKey) => rowKey.Contains("|d|", StringComparison.Ordinal);
}
