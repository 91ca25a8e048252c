using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class SessionTriggerTests
{
    private const string HostJson = "--AzureFunctionsJobHost:extensions:serviceBus:";

    [Fact]
    public async Task SB_5_A_function_gets_each_session_in_order_and_one_message_of_it_at_a_time()
    {
        var (running, overlapped, most) = (new ConcurrentDictionary<string, bool>(), false, 0);
        ConcurrentDictionary<string, ConcurrentQueue<string>> seen = new();
        await using var app = await StartAsync(typeof(LetterFunctions), 4, async (message, _, _) =>
        {
            overlapped |= !running.TryAdd(message.SessionId!, true);
            most = Math.Max(most, running.Count);
            await Task.Yield();
            seen.GetOrAdd(message.SessionId!, _ => []).Enqueue(message.Body.ToString());
            running.TryRemove(message.SessionId!, out _);
        });
        await SendAsync(app, "letters", [.. Enumerable.Range(0, 300).Select(number => $"s{number % 20} {number / 20:D2}")]);
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 300);

        Assert.False(overlapped);
        Assert.InRange(most, 1, 4);
        await Until.TrueAsync(() => seen.Values.Sum(session => session.Count) == 300);
        Assert.All(seen.Values, session => Assert.Equal(session.Order(), session));
    }

    [Fact]
    public async Task SB_5_A_subscription_with_rules_and_sessions_triggers()
    {
        await using var app = await StartAsync(typeof(NoticeFunctions), 2);
        await app.Client.CreateSender("notices").SendMessagesAsync(
        [
            new ServiceBusMessage("1") { MessageId = "1", SessionId = "anna", ApplicationProperties = { ["channel"] = "mail" } },
            new ServiceBusMessage("2") { MessageId = "2", SessionId = "anna", ApplicationProperties = { ["channel"] = "push" } },
            new ServiceBusMessage("3") { MessageId = "3", SessionId = "anna", ApplicationProperties = { ["channel"] = "mail" } },
        ]);
        await UntilEmptyAsync(app, app.Client.CreateReceiver("notices", "mail"));
        Assert.Equal(["1/1", "3/1"], app.Inbox.Seen);
    }

    [Fact]
    public async Task SB_2_SB_5_A_failure_is_tried_again_before_what_is_behind_it_then_dead_lettered()
    {
        await using var app = await StartAsync(typeof(LetterFunctions), 1, (message, _, _) =>
            message.MessageId == "anna 1" ? throw new InvalidOperationException("no address") : Task.CompletedTask);
        await SendAsync(app, "letters", "anna 1", "anna 2");
        await UntilEmptyAsync(app, app.Client.CreateReceiver("letters"));

        Assert.Equal(["anna 1/1", "anna 1/2", "anna 1/3", "anna 2/1"], app.Inbox.Seen);
        Assert.Equal("MaxDeliveryCountExceeded", (await app.Client.CreateReceiver("letters/$deadletterqueue").PeekMessageAsync())!.DeadLetterReason);
    }

    [Fact]
    public async Task SB_5_A_session_is_kept_for_the_idle_time_and_others_wait_for_it()
    {
        var time = new FakeTime();
        await using var app = await StartAsync(typeof(LetterFunctions), 1, time: time);
        await SendAsync(app, "letters", "anna 1", "bruno 1");
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 1);
        await SendAsync(app, "letters", "anna 2");
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 2);
        Assert.Equal(["anna 1/1", "anna 2/1"], app.Inbox.Seen);

        await AdvanceUntilAsync(time, TimeSpan.FromMilliseconds(100), () => app.Inbox.Seen.Count == 3);
        Assert.Equal("bruno 1/1", app.Inbox.Seen.Last());
    }

    [Fact]
    public async Task SB_5_A_released_session_makes_room_for_the_next_at_once()
    {
        var time = new FakeTime();
        BusApp? running = null;
        await using var app = await StartAsync(typeof(LetterFunctions), 1, (_, _, cancellation) => running!.Inbox.Session!.ReleaseSession(cancellation), time);
        running = app;
        await SendAsync(app, "letters", "anna 1", "bruno 1", "carla 1");
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 3); // the clock stands still
    }

    [Fact]
    public async Task SB_5_A_function_keeps_state_with_its_session()
    {
        BusApp? running = null;
        await using var app = await StartAsync(typeof(LetterFunctions), 1, async (message, _, cancellation) =>
        {
            var session = running!.Inbox.Session!;
            await session.SetSessionStateAsync(new BinaryData($"{await session.GetSessionStateAsync(cancellation)}{message.Body}"), cancellation);
        });
        running = app;
        await SendAsync(app, "letters", "a 1", "a 2", "a 3");
        await UntilEmptyAsync(app, app.Client.CreateReceiver("letters"));
        await app.StopAsync();
        Assert.Equal(3, app.Inbox.Seen.Count);
        Assert.Contains(app.Store.RowKeys, key => key.Contains("|s|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SB_1_SB_5_The_session_stays_locked_while_its_function_runs()
    {
        var time = new FakeTime();
        using var finish = new SemaphoreSlim(0);
        BusApp? running = null;
        await using var app = await StartAsync(typeof(LetterFunctions), 1, (_, _, _) => finish.WaitAsync(CancellationToken.None), time);
        running = app;
        await SendAsync(app, "letters", "anna 1");
        await Until.TrueAsync(() => app.Inbox.Seen.Count == 1);
        for (var renewal = 0; renewal < 6; renewal++)
        {
            var lockedUntil = running.Inbox.Session!.SessionLockedUntil;
            time.Advance(TimeSpan.FromSeconds(15));
            await Until.TrueAsync(() => running.Inbox.Session!.SessionLockedUntil > lockedUntil);
        }

        finish.Release(10);
        await UntilEmptyAsync(app, app.Client.CreateReceiver("letters"));
        Assert.Equal(["anna 1/1"], app.Inbox.Seen); // 90 seconds under a lock of 30
    }

    [Fact]
    public async Task SB_5_A_stopping_app_lets_its_sessions_finish_and_the_next_goes_on()
    {
        using var finish = new SemaphoreSlim(0);
        var settings = Settings(typeof(LetterFunctions), 1, (_, _, _) => finish.WaitAsync(CancellationToken.None), TimeProvider.System);
        var app = await BusApp.StartAsync(settings);
        await SendAsync(app, "letters", "anna 1", "anna 2");
        await Until.TrueAsync(() => !app.Inbox.Seen.IsEmpty);
        var stopping = app.StopAsync();
        Assert.False(stopping.IsCompleted); // it waits for the call under way
        finish.Release(10);
        await stopping;
        var seen = settings.Inbox.Seen.Count; // the second call may have begun before the stop was heard

        await using var next = await BusApp.StartAsync(settings);
        await UntilEmptyAsync(next, next.Client.CreateReceiver("letters"));
        Assert.InRange(seen, 1, 2);
        Assert.Equal(["anna 1/1", "anna 2/1"], settings.Inbox.Seen); // neither was begun twice
    }

    [Theory]
    [InlineData(typeof(PlainLetterFunctions))]
    [InlineData(typeof(SessionOrderFunctions))]
    public async Task SB_5_The_trigger_and_its_entity_agree_on_sessions(Type functions)
    {
        var refused = await Assert.ThrowsAsync<StartupException>(() => StartAsync(functions, 1));
        Assert.Contains("IsSessionsEnabled", refused.Message, StringComparison.Ordinal);
    }

    private static Task<BusApp> StartAsync(
        Type functions, int sessions, Func<ServiceBusReceivedMessage, Microsoft.Azure.Functions.Worker.ServiceBusMessageActions, CancellationToken, Task>? handle = null, TimeProvider? time = null)
        => BusApp.StartAsync(Settings(functions, sessions, handle, time ?? TimeProvider.System));

    private static BusAppSettings Settings(
        Type functions, int sessions, Func<ServiceBusReceivedMessage, Microsoft.Azure.Functions.Worker.ServiceBusMessageActions, CancellationToken, Task>? handle, TimeProvider time)
        => new(functions)
        {
            Time = time,
            Args = [$"{HostJson}maxConcurrentSessions={sessions}", $"{HostJson}sessionIdleTimeout=00:00:00.100"],
            Inbox = new Inbox { Handle = handle ?? ((_, _, _) => Task.CompletedTask) },
        };

    private static Task SendAsync(BusApp app, string entity, params string[] texts)
        => app.Client.CreateSender(entity).SendMessagesAsync(texts.Select(text => new ServiceBusMessage(text) { MessageId = text, SessionId = text.Split(' ')[0] }));

    private static Task UntilEmptyAsync(BusApp app, ServiceBusReceiver receiver) => Until.TrueAsync(async () => (await app.ContentAsync(receiver)).Length == 0);

    /// <summary>The session begins to wait on another thread, so the clock moves more than once.</summary>
    private static Task AdvanceUntilAsync(FakeTime time, TimeSpan step, Func<bool> condition) => Until.TrueAsync(() =>
    {
        time.Advance(step);
        return condition();
    });
}
