using System.Diagnostics;
using System.Globalization;
using BackOffice.Documents;
using BackOffice.Notifications.Domain;
using BackOffice.TestKit;

namespace BackOffice.Notifications;

/// <summary>What goes wrong on the way, each with a retry or a reason, and nothing lost.</summary>
public sealed class NotificationFaultTests : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task A_webhook_that_answers_500_for_an_hour_gets_everything_after_it_in_order_and_nobody_else_waits()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        await AddSystemsAsync(world, receiver, "erp", "dms");
        receiver.Answer = path => path == "/erp" ? 500 : 204;

        await NotificationFlowTests.TellAsync(app, [.. Enumerable.Range(0, 40).Select(number => NotificationsWorld.Notice(number % 2 == 0 ? "erp" : "dms", number))]);
        await app.WaitAsync(async () => receiver.Accepted("dms").Count == 20 && (await world.PlacesAsync()).Count == 20, "the other system to be told");
        await PassAsync(app, TimeSpan.FromHours(1));
        Assert.Empty(receiver.Accepted("erp"));
        Assert.InRange(receiver.Received.Count(call => call.Path == "/erp"), 5, 12); // one at the head of the line, backing off

        receiver.Answer = _ => 204;
        await PassAsync(app, TimeSpan.FromMinutes(61), () => receiver.Accepted("erp").Count == 20);
        await app.WaitAsync(async () => await world.HaveEndedAsync(40) && (await world.LinesAsync()).Count == 0, "all to end");

        Assert.Equal(Enumerable.Range(0, 20).Select(number => Subject(number * 2)), receiver.Accepted("erp").Select(SubjectOf));
        Assert.Equal(Enumerable.Range(0, 20).Select(number => Subject((number * 2) + 1)), receiver.Accepted("dms").Select(SubjectOf));
        Assert.All(await world.RowsAsync(), row => Assert.Equal(NotificationState.Delivered, row.State));
        Assert.Empty(receiver.WronglySigned);
    }

    [Fact]
    public async Task A_webhook_that_never_answers_again_is_given_up_after_a_day_and_redriven_when_it_is_back()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        await AddSystemsAsync(world, receiver, "erp");
        receiver.Answer = _ => 503;

        await NotificationFlowTests.TellAsync(app, NotificationsWorld.Notice("erp", 1), NotificationsWorld.Notice("erp", 2));
        await app.WaitAsync(async () => (await world.PlacesAsync()).Count == 2, "both to wait");
        await PassAsync(app, TimeSpan.FromHours(26));
        await app.WaitAsync(() => world.HaveEndedAsync(2), "both to be given up");
        Assert.All(await world.RowsAsync(), row => Assert.Equal((NotificationState.DeadLettered, "the endpoint answers 503"), (row.State, row.Reason)));

        receiver.Answer = _ => 204;
        var redriven = await app.CommandAsync("acme/notifications/dead-letters/redrive", new { reason = "It is back" }, DocumentsApp.Admin);
        Assert.Equal(2, redriven.Json.GetProperty("redriven").GetInt32());
        await PassAsync(app, TimeSpan.FromMinutes(5), () => receiver.Accepted("erp").Count == 2);
        await app.WaitAsync(() => world.HaveEndedAsync(2), "both to end");

        Assert.Equal([Subject(1), Subject(2)], receiver.Accepted("erp").Select(SubjectOf));
        Assert.Equal(2, receiver.Received.Select(call => call.Id).Distinct(StringComparer.Ordinal).Count()); // a second attempt is known by its id
    }

    [Fact]
    public async Task A_system_that_is_gone_is_told_no_more()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        await AddSystemsAsync(world, receiver, "erp");
        receiver.Answer = _ => 410;

        await NotificationFlowTests.TellAsync(app, NotificationsWorld.Notice("erp", 1));
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to end");

        Assert.Equal((NotificationState.Bounced, "the endpoint is gone (410)"), ((await world.RowsAsync()).Single().State, (await world.RowsAsync()).Single().Reason));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task A_mail_server_that_says_nothing_is_waited_for_half_a_minute_and_tried_again()
    {
        await using var server = new MailServer { IsStalled = true };
        await using var app = await StartWithAsync(server, "ana", "bea");
        var world = new NotificationsWorld(app.Account);

        await NotificationFlowTests.TellAsync(app, NotificationsWorld.Notice("ana", 1), NotificationsWorld.Notice("ana", 2), NotificationsWorld.Notice("bea", 3));
        await app.WaitAsync(async () => (await world.PlacesAsync()).Count == 3, "all three to wait");
        Assert.InRange(server.Connections, 1, 2); // then the server rests, and nobody waits for its silence
        server.IsStalled = false;
        app.Time.Advance(2 * Minute);
        await app.WaitAsync(() => world.HaveEndedAsync(3), "all to end");

        Assert.All(await world.RowsAsync(), row => Assert.Equal(NotificationState.Delivered, row.State));
        Assert.Equal((await world.RowsAsync()).Select(row => $"Message-ID: <{row.Id}@backoffice.example>").Order(StringComparer.Ordinal), server.Mails.Select(mail => mail.Split("\r\n").Single(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(server.Mails, mail => Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_bounces_without_its_name_in_the_reason()
    {
        await using var server = new MailServer { RecipientAnswer = "550 5.1.1 <ana@acme.example> unknown" };
        await using var app = await StartWithAsync(server, "ana");
        var world = new NotificationsWorld(app.Account);

        await NotificationFlowTests.TellAsync(app, NotificationsWorld.Notice("ana", 1));
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to end");

        var row = (await world.RowsAsync()).Single();
        Assert.Equal((NotificationState.Bounced, "the mail server refuses the recipient (550)"), (row.State, row.Reason));
        Assert.DoesNotContain("@", row.Changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_erased_in_between_is_told_nothing_and_leaves_nothing()
    {
        await using var app = await NotificationFlowTests.StartAsync(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero), "bea");
        var world = new NotificationsWorld(app.Account);
        var night = NotificationsWorld.Person("ana");
        await world.AddAsync(night);
        await NotificationFlowTests.TellAsync(app, NotificationsWorld.Notice("ana", 1), NotificationsWorld.Notice("bea", 2));
        await app.WaitAsync(() => world.HaveEndedAsync(2), "two to be delivered");
        var known = (await world.Recipients.GetEntityIfExistsAsync<RecipientRow>(night.PartitionKey, night.RowKey)).Value!;
        (known.QuietFrom, known.QuietTo) = ("20:00", "07:00");
        await world.Recipients.UpdateEntityAsync(known, known.ETag, Azure.Data.Tables.TableUpdateMode.Replace);
        await NotificationFlowTests.TellAsync(app, NotificationsWorld.Notice("ana", 3));
        await app.WaitAsync(async () => (await world.PlacesAsync()).Count == 1, "one to wait for the morning");

        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await app.CommandAsync("acme/recipients/ana/erase", new { reason = "Asked for it" }, DocumentsApp.Admin)).Status);
        await PassAsync(app, TimeSpan.FromMinutes(3));
        await NotificationFlowTests.TellAsync(app, NotificationsWorld.Notice("ana", 4));
        await app.WaitAsync(() => world.HaveEndedAsync(4), "all to end");

        Assert.Equal(["doc-000003", "doc-000004"], (await world.RowsAsync()).Where(row => (row.State, row.Reason, row.Body) == (NotificationState.Suppressed, "erased", "{}")).Select(row => row.Subject).Order(StringComparer.Ordinal));
        Assert.Contains("doc-000002", NotificationsWorld.BodyOf(Assert.Single(await world.MailsAsync()).Value), StringComparison.Ordinal);
        var mark = (await app.GetAsync("acme/recipients/ana", DocumentsApp.Admin)).Json;
        Assert.Equal((0, System.Text.Json.JsonValueKind.Null), (mark.GetProperty("channels").GetArrayLength(), mark.GetProperty("email").ValueKind));
    }

    [Fact]
    public async Task An_app_that_stops_in_the_middle_loses_nothing_and_sends_nothing_twice()
    {
        const int Count = 300;
        string[] people = ["ana", "bea", "cai", "dan", "eva", "flo"];
        var account = AzuriteFixture.FreshAccount();
        var world = new NotificationsWorld(account);
        await world.FoundAsync(people);
        var setup = new DocumentsSetup { Account = account, Start = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero) };
        await world.RequestAsync([.. Enumerable.Range(0, Count).Select(number => NotificationsWorld.Notice(people[number % people.Length], number))], setup.Start);

        for (var stop = 1; stop <= 3; stop++)
        {
            await using var first = await NotificationFlowTests.StartAsync(setup);
            var sweep = NotificationsWorld.SweepAsync(first.Runner);
            await first.WaitAsync(async () => await world.CountMailsAsync() >= stop * 40, "some to be delivered");
            first.Runner.Abandon();
            await Task.WhenAny(sweep, Task.Delay(TimeSpan.FromSeconds(5)));
        }

        await using var last = await NotificationFlowTests.StartAsync(setup);
        await NotificationsWorld.SweepAsync(last.Runner);
        await last.WaitAsync(() => world.HaveEndedAsync(Count), "all to end");

        var mails = await world.MailsAsync();
        Assert.Equal((Count, Count), (mails.Count, mails.Values.Select(NotificationsWorld.BodyOf).Distinct(StringComparer.Ordinal).Count()));
    }

    private static Task<DocumentsApp> StartWithAsync(MailServer server, params string[] people)
        => NotificationFlowTests.StartAsync(
            new DocumentsSetup
            {
                Start = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero),
                StandsStill = true,
                Settings = ["--Notifications:Smtp:Host=127.0.0.1", $"--Notifications:Smtp:Port={server.Port.ToString(CultureInfo.InvariantCulture)}", "--Notifications:Smtp:UseTls=false"],
            },
            people);

    internal static async Task AddSystemsAsync(NotificationsWorld world, WebhookReceiver receiver, params IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            var system = NotificationsWorld.Person(id);
            (system.ChannelList, system.Email, system.WebhookUrl, system.WebhookSecret) = ([Channel.Webhook], null, receiver.Url(id), WebhookReceiver.Secret);
            await world.AddAsync(system);
        }
    }

    /// <summary>Minute by minute; what falls due in one has its time before the next begins, however slow the machine is. Ends early when all is done.</summary>
    internal static async Task PassAsync(DocumentsApp app, TimeSpan time, Func<bool>? isDone = null)
    {
        for (var passed = TimeSpan.Zero; passed < time && isDone?.Invoke() != true; passed += Minute)
        {
            app.Time.Advance(Minute);
            await Task.Delay(TimeSpan.FromMilliseconds(15));
            await UntilMovedAsync(app);
        }
    }

    /// <summary>Until the tick of this minute has moved every line that was due for it. Where the tick did not come, the next one does it.</summary>
    private static async Task UntilMovedAsync(DocumentsApp app)
    {
        var now = app.Time.GetUtcNow();
        var tick = now.AddTicks(-(now.AddSeconds(-15).Ticks % TimeSpan.TicksPerMinute)); // the 15th second
        var started = Stopwatch.GetTimestamp();
        while ((await new NotificationsWorld(app.Account).LinesAsync()).Where(line => line.DueAt <= tick).ToList() is { Count: > 0 } due)
        {
            if (Stopwatch.GetElapsedTime(started) > (due.Exists(line => line.ClaimedUntil > now) ? Patience : Soon))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    internal static string Subject(int number) => string.Create(CultureInfo.InvariantCulture, $"doc-{number:000000}");

    internal static string SubjectOf(string body) => System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("subject").GetString()!;
}
