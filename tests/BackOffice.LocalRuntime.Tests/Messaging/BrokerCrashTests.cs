using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>A working day of the broker, killed before and after every single one of its commits.</summary>
public sealed class BrokerCrashTests
{
    private const int CommitsOfTheDay = 31;

    public static TheoryData<int, bool> Kills
    {
        get
        {
            TheoryData<int, bool> kills = [];
            for (var commit = 1; commit <= CommitsOfTheDay; commit++)
            {
                kills.Add(commit, false);
                kills.Add(commit, true);
            }

            return kills;
        }
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task SB_1_SB_2_SB_3_A_kill_loses_nothing_acknowledged_repeats_nothing_and_forgets_no_count(int commit, bool written)
    {
        var table = new MemoryStore();
        using var store = new CuttingStore(table);
        await using var bus = await TestBus.StartAsync(store);
        store.KillAt(commit, written);
        var day = new WorkingDay(bus);
        var working = day.RunAsync();
        await Task.WhenAny(working, Task.Delay(Timeout.Infinite, store.Killed));
        await bus.RestartAsync(table);
        await working;

        Assert.True(day.IsOver != store.Killed.IsCancellationRequested, "A day that is not killed is worked to its end.");
        await day.AssertNothingAcknowledgedIsLostAsync();
        await day.AssertEverySendAgainMakesItOnceAsync();
    }

    [Fact]
    public async Task The_day_has_as_many_commits_as_it_is_killed_at()
    {
        var table = new MemoryStore();
        await using var bus = await TestBus.StartAsync(table);
        var before = table.Commits;
        var day = new WorkingDay(bus);
        await day.RunAsync();

        Assert.True(day.IsOver);
        Assert.Equal(CommitsOfTheDay, table.Commits - before);
    }

    private sealed class WorkingDay(TestBus bus)
    {
        private readonly HashSet<string> acknowledged = [];
        private readonly HashSet<string> asked = [];
        private readonly HashSet<string> completing = [];
        private readonly HashSet<string> completed = [];
        private readonly HashSet<string> deadLettered = [];
        private readonly Dictionary<string, int> delivered = [];
        private readonly List<string[]> sends = [];

        public bool IsOver { get; private set; }

        public async Task RunAsync()
        {
            try
            {
                await WorkAsync();
                IsOver = true;
            }
            catch (ServiceBusException)
            {
                // The kill: whatever was under way has no answer.
            }
        }

        public async Task AssertNothingAcknowledgedIsLostAsync()
        {
            var there = await ContentAsync("unique");
            var dead = await DeadAsync();
            Assert.Equal(there.Length, there.Distinct().Count());
            Assert.Empty(acknowledged.Except(completing).Except(there).Except(dead));
            Assert.Empty(completed.Intersect(there.Concat(dead)));
            Assert.Empty(deadLettered.Except(dead));
            Assert.Empty(there.Concat(dead).Except(asked));
            Assert.All(sends, send => Assert.True(IsAllOrNothing(send, there, dead)));
            foreach (var message in await bus.Client.CreateReceiver("unique").PeekMessagesAsync(1_000))
            {
                Assert.InRange(message.DeliveryCount, delivered.GetValueOrDefault(message.MessageId!), 10);
            }
        }

        public async Task AssertEverySendAgainMakesItOnceAsync()
        {
            var gone = completing.Except(await ContentAsync("unique")).ToHashSet();
            foreach (var send in sends)
            {
                await bus.SendAsync("unique", send);
                await bus.SendAsync("events", send);
            }

            string[] there = [.. await ContentAsync("unique"), .. await DeadAsync()];
            Assert.Equal(asked.Except(gone).Order(), there.Order());
            var audit = await bus.ContentAsync(bus.Client.CreateReceiver("events", "audit"));
            Assert.Equal(asked.Order(), audit.Order());
            Assert.Equal(audit, await bus.ContentAsync(bus.Client.CreateReceiver("events", "billing")));
        }

        private async Task WorkAsync()
        {
            await using var receiver = bus.Client.CreateReceiver("unique");
            await SendAsync("a");
            await SendAsync("b", "c", "d");
            await SendAsync([.. Enumerable.Range(0, 150).Select(number => number.ToString("D3", CultureInfo.InvariantCulture))]);
            await CompleteAsync(receiver, await ReceiveAsync(receiver));
            await receiver.AbandonMessageAsync(await ReceiveAsync(receiver));
            await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), new Dictionary<string, object> { ["tried"] = true });
            await DeadLetterAsync(receiver, await ReceiveAsync(receiver));
            await SendAsync("e");
            for (var number = 0; number < 5; number++)
            {
                await CompleteAsync(receiver, await ReceiveAsync(receiver));
            }

            await SendAsync("f", "a");
        }

        private async Task SendAsync(params string[] ids)
        {
            sends.Add(ids);
            asked.UnionWith(ids);
            await bus.SendAsync("unique", ids);
            acknowledged.UnionWith(ids);
            await bus.SendAsync("events", ids);
        }

        private async Task<ServiceBusReceivedMessage> ReceiveAsync(ServiceBusReceiver receiver)
        {
            var message = await receiver.ReceiveMessageAsync();
            delivered[message!.MessageId!] = message.DeliveryCount;
            return message;
        }

        private async Task CompleteAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message)
        {
            completing.Add(message.MessageId!);
            await receiver.CompleteMessageAsync(message);
            completed.Add(message.MessageId!);
        }

        private async Task DeadLetterAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message)
        {
            await receiver.DeadLetterMessageAsync(message, "Broken");
            deadLettered.Add(message.MessageId!);
        }

        /// <summary>What an earlier send brought, or what has been completed, says nothing of this one.</summary>
        private bool IsAllOrNothing(string[] send, string[] there, string[] dead)
        {
            string[] telling = [.. send.Where(id => id != "a").Except(completing)];
            return telling.Count(id => there.Contains(id) || dead.Contains(id)) is var found && (found == 0 || found == telling.Length);
        }

        private Task<string[]> ContentAsync(string queue) => bus.ContentAsync(bus.Client.CreateReceiver(queue));

        private async Task<string[]> DeadAsync() => await bus.ContentAsync(bus.DeadLetters("unique"));
    }
}
