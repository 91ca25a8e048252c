using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>A day with sessions, deferred, scheduled, cancelled and expiring messages, killed before and after every one of its commits.</summary>
public sealed class SessionCrashTests
{
    private const int CommitsOfTheDay = 17;

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
    public async Task SB_4_SB_5_A_kill_loses_nothing_acknowledged_and_brings_nothing_twice(int commit, bool written)
    {
        var table = new MemoryStore();
        using var store = new CuttingStore(table);
        await using var bus = await TestBus.StartAsync(store);
        store.KillAt(commit, written);
        var day = new SessionDay(bus, store.Killed);
        var working = day.RunAsync();
        await Task.WhenAny(working, Task.Delay(Timeout.Infinite, store.Killed));
        await bus.RestartAsync(table);
        await working;

        Assert.True(day.IsOver != store.Killed.IsCancellationRequested, "A day that is not killed is worked to its end.");
        bus.Time.AdvanceTo(day.Due);
        await day.AssertAsync();
    }

    [Fact]
    public async Task The_day_has_as_many_commits_as_it_is_killed_at()
    {
        var table = new MemoryStore();
        await using var bus = await TestBus.StartAsync(table);
        var before = table.Commits;
        var day = new SessionDay(bus, CancellationToken.None);
        await day.RunAsync();

        Assert.True(day.IsOver);
        Assert.Equal(CommitsOfTheDay, table.Commits - before);
        await day.AssertAsync();
    }

    private sealed class SessionDay(TestBus bus, CancellationToken killed)
    {
        private static readonly string[] Letters = ["anna 1", "anna 2", "anna 3", "bruno 1"];

        private readonly HashSet<string> acknowledged = [];
        private readonly HashSet<string> asked = [];
        private long deferred;

        /// <summary>When the schedule is due and the message without a reader expires; nothing moves the clock but this day.</summary>
        public DateTimeOffset Due { get; } = bus.Time.GetUtcNow() + TimeSpan.FromHours(1);

        public bool IsOver { get; private set; }

        public async Task RunAsync()
        {
            try
            {
                await WorkAsync();
                IsOver = true;
            }
            catch (Exception end) when (end is ServiceBusException || killed.IsCancellationRequested)
            {
                // The kill: whatever was under way has no answer.
            }
        }

        public async Task AssertAsync()
        {
            var there = await ContentAsync("letters");
            Assert.Equal(there.Distinct(), there);
            Assert.All(Letters, letter => AssertPresence(letter, letter is "anna 1" or "anna 3" ? $"complete {letter}" : null, there.Contains(letter)));
            Assert.All(there.GroupBy(letter => letter.Split(' ')[0]), session => Assert.Equal(session.Order(), session));
            await AssertStateAsync();
            await AssertDeferredAsync();
            await AssertScheduledAsync();

            await Until.TrueAsync(async () => (await ContentAsync("fresh")).Length == 0);
            AssertPresence("expiring", null, (await bus.ContentAsync(bus.DeadLetters("fresh"))).Length == 1);
        }

        /// <summary>Acknowledged and never asked to go: there. Acknowledged to be gone: not there. Anything between: either.</summary>
        private void AssertPresence(string sent, string? removal, bool isThere)
        {
            Assert.False(isThere && !asked.Contains(sent), $"{sent} was never sent.");
            Assert.False(!isThere && acknowledged.Contains(sent) && (removal is null || !asked.Contains(removal)), $"{sent} is lost.");
            Assert.False(isThere && removal is not null && acknowledged.Contains(removal), $"{sent} is there after {removal}.");
        }

        private async Task AssertStateAsync()
        {
            await using var anna = await bus.Client.AcceptSessionAsync("letters", "anna");
            var state = (await anna.GetSessionStateAsync()).ToString();
            string[] possible = ["", "one", "two"];
            var latest = acknowledged.Contains("state two") ? 2 : acknowledged.Contains("state one") ? 1 : 0;
            var furthest = asked.Contains("state two") ? 2 : asked.Contains("state one") ? 1 : 0;
            Assert.Contains(state, possible[latest..(furthest + 1)]);
        }

        private async Task AssertDeferredAsync()
        {
            if (acknowledged.Contains("defer"))
            {
                await using var anna = await bus.Client.AcceptSessionAsync("letters", "anna");
                Assert.Equal("anna 2", (await anna.ReceiveDeferredMessageAsync(deferred)).MessageId);
            }
        }

        private async Task AssertScheduledAsync()
        {
            await Until.TrueAsync(async () => (await bus.Client.CreateReceiver("unique").PeekMessagesAsync(10, 0)).All(message => message.State == ServiceBusMessageState.Active));
            if (asked.Contains("scheduled"))
            {
                // As the outbox does after a crash: once more under the same id, in any case.
                await bus.SendAsync("unique", "scheduled");
                await Until.TrueAsync(async () => (await ContentAsync("unique")).Contains("scheduled"));
            }

            var there = await ContentAsync("unique");
            Assert.Equal(there.Distinct(), there);
            AssertPresence("cancelled", "cancel", there.Contains("cancelled"));
        }

        private async Task WorkAsync()
        {
            await DoAsync(Letters, () => bus.Client.CreateSender("letters").SendMessagesAsync(Letters.Select(text => new ServiceBusMessage(text) { MessageId = text, SessionId = text.Split(' ')[0] })));
            await using (var anna = await bus.Client.AcceptSessionAsync("letters", "anna"))
            {
                var messages = await anna.ReceiveMessagesAsync(3);
                await DoAsync(["complete anna 1"], () => anna.CompleteMessageAsync(messages[0]));
                await DoAsync(["state one"], () => anna.SetSessionStateAsync(new BinaryData("one")));
                await DoAsync(["defer"], () => anna.DeferMessageAsync(messages[1]));
                deferred = messages[1].SequenceNumber;
                await DoAsync(["close"], () => anna.CloseAsync());
            }

            var sender = bus.Client.CreateSender("unique");
            await DoAsync(["scheduled"], () => sender.ScheduleMessageAsync(new("x") { MessageId = "scheduled" }, Due));
            var number = 0L;
            await DoAsync(["cancelled"], async () => number = await sender.ScheduleMessageAsync(new("x") { MessageId = "cancelled" }, Due));
            await DoAsync(["cancel"], () => sender.CancelScheduledMessageAsync(number));
            await DoAsync(["expiring"], () => bus.SendAsync("fresh", "expiring"));
            bus.Time.AdvanceTo(Due);
            await UntilAsync(async () => (await bus.Client.CreateReceiver("unique").PeekMessageAsync(0))?.State == ServiceBusMessageState.Active);
            await UntilAsync(async () => (await bus.ContentAsync(bus.DeadLetters("fresh"))).Length == 1);

            await using var again = await bus.Client.AcceptSessionAsync("letters", "anna");
            var third = await again.ReceiveMessageAsync();
            await DoAsync(["state two"], () => again.SetSessionStateAsync(new BinaryData("two")));
            await DoAsync(["complete anna 3"], () => again.CompleteMessageAsync(third!));
            await again.ReceiveDeferredMessageAsync(deferred);
            await DoAsync(["close again"], () => again.CloseAsync());
        }

        private async Task DoAsync(string[] what, Func<Task> act)
        {
            asked.UnionWith(what);
            await act();
            acknowledged.UnionWith(what);
        }

        private Task UntilAsync(Func<Task<bool>> condition) => Until.TrueAsync(async () =>
        {
            killed.ThrowIfCancellationRequested();
            return await condition();
        });

        private Task<string[]> ContentAsync(string queue) => bus.ContentAsync(bus.Client.CreateReceiver(queue));
    }
}
