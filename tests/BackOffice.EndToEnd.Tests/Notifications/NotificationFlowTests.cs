using System.Globalization;
using BackOffice.Documents;
using BackOffice.Notifications.Domain;
using BackOffice.TestKit;

namespace BackOffice.Notifications;

/// <summary>From the outbox of a feature to the mailbox, with the whole app.</summary>
public sealed class NotificationFlowTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Five_hundred_notifications_arrive_once_each_and_in_order()
    {
        string[] people = [.. Enumerable.Range(0, 25).Select(number => string.Create(CultureInfo.InvariantCulture, $"person-{number:00}"))];
        await using var app = await StartAsync(people);
        var world = new NotificationsWorld(app.Account);
        await world.RequestAsync([.. Enumerable.Range(0, 500).Select(number => NotificationsWorld.Notice(people[number % people.Length], number))], app.Time.GetUtcNow());

        Assert.Equal(500, await NotificationsWorld.SweepAsync(app.Runner));
        await app.WaitAsync(() => world.HaveEndedAsync(500), "500 notifications to end");

        var rows = await world.RowsAsync();
        Assert.All(rows, row => Assert.Equal((NotificationState.Delivered, 1, 0), (row.State, row.Attempts, row.Duplicates)));
        Assert.Equal(500, (await world.MailsAsync()).Values.Select(NotificationsWorld.BodyOf).Distinct(StringComparer.Ordinal).Count());
        foreach (var ofOne in rows.GroupBy(row => row.Recipient))
        {
            var inOrder = ofOne.OrderBy(row => row.Subject, StringComparer.Ordinal).ToList();
            Assert.Equal(inOrder.Select(row => row.Order).Order(), inOrder.Select(row => row.Order));
            Assert.Equal(inOrder.Select(row => row.DeliveredAt).Order(), inOrder.Select(row => row.DeliveredAt));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows, {rows.Sum(row => row.Attempts)} attempts"));
    }

    [Fact]
    public async Task A_sweep_sends_no_more_than_it_may_the_oldest_first_and_the_next_one_the_others()
    {
        await using var app = await StartAsync("anna");
        var world = new NotificationsWorld(app.Account);
        Notification[] notices = [.. Enumerable.Range(0, 130).Select(number => NotificationsWorld.Notice("anna", number))];
        await world.RequestAsync(notices, app.Time.GetUtcNow());

        Assert.Equal(50, await NotificationsWorld.SweepAsync(app.Runner, most: 50));
        Assert.Equal(notices[50..].Select(notice => notice.Subject), await NotificationsWorld.PendingAsync(app.Runner));
        Assert.Equal(50, await NotificationsWorld.SweepAsync(app.Runner, most: 50));
        Assert.Equal(30, await NotificationsWorld.SweepAsync(app.Runner, most: 50));
        Assert.Empty(await NotificationsWorld.PendingAsync(app.Runner));
        await app.WaitAsync(() => world.HaveEndedAsync(130), "all to end");
    }

    [Fact]
    public async Task A_recipient_nobody_knows_is_seen_and_nothing_is_tried_again()
    {
        await using var app = await StartAsync();
        var world = new NotificationsWorld(app.Account);

        await TellAsync(app, NotificationsWorld.Notice("supplier-invoices", 1), NotificationsWorld.Notice("Nobody / at all?", 2));
        await app.WaitAsync(() => world.HaveEndedAsync(2), "both to end");

        Assert.All(await world.RowsAsync(), row => Assert.Equal((NotificationState.Suppressed, "no address", 0), (row.State, row.Reason, row.Attempts)));
    }

    [Fact]
    public async Task A_message_that_comes_again_after_the_window_is_counted_and_not_sent()
    {
        await using var app = await StartAsync("ana");
        var world = new NotificationsWorld(app.Account);
        await TellAsync(app, NotificationsWorld.Notice("ana", 1));
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to end");
        var row = (await world.RowsAsync()).Single();
        var again = NotificationsWorld.Notice("ana", 1) with { RequestedAt = row.RequestedAt };

        await NotificationsWorld.SendAsync(app.Runner, Envelope.Seal(again, [Channel.Email]));
        app.Time.Advance(TimeSpan.FromHours(25));
        await NotificationsWorld.SendAsync(app.Runner, Envelope.Seal(again, [Channel.Email]));
        await app.WaitAsync(async () => (await world.RowsAsync()).Single().Duplicates > 0, "the second delivery to be seen");

        var seen = (await world.RowsAsync()).Single();
        Assert.Equal((NotificationState.Delivered, 1, 1), (seen.State, seen.Attempts, seen.Duplicates));
        Assert.Equal(1, await world.CountMailsAsync());
    }

    [Fact]
    public async Task What_comes_in_quiet_hours_goes_out_in_the_morning_and_in_order()
    {
        await using var app = await StartAsync(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero));
        var world = new NotificationsWorld(app.Account);
        var night = NotificationsWorld.Person("ana");
        (night.QuietFrom, night.QuietTo) = ("20:00", "07:00"); // 21:00 in Rome
        await world.AddAsync(night);

        await TellAsync(app, [.. Enumerable.Range(1, 5).Select(number => NotificationsWorld.Notice("ana", number))]);
        await app.WaitAsync(async () => (await world.RowsAsync()).Count(row => row.State == NotificationState.Waiting) == 5, "five to wait");
        app.Time.AdvanceTo(new DateTimeOffset(2026, 11, 22, 5, 58, 0, TimeSpan.Zero));
        Assert.Equal(0, await world.CountMailsAsync());
        app.Time.AdvanceTo(new DateTimeOffset(2026, 11, 22, 6, 0, 30, TimeSpan.Zero));
        await app.WaitAsync(() => world.HaveEndedAsync(5), "five to go out");

        var rows = (await world.RowsAsync()).OrderBy(row => row.Subject, StringComparer.Ordinal).ToList();
        Assert.All(rows, row => Assert.InRange(row.DeliveredAt!.Value, new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 22, 6, 5, 0, TimeSpan.Zero)));
        Assert.Equal(rows.Select(row => row.DeliveredAt).Order(), rows.Select(row => row.DeliveredAt));
        await app.WaitAsync(async () => (await world.LinesAsync()).Count == 0 && (await world.PlacesAsync()).Count == 0, "the line to be gone");
    }

    [Fact]
    public async Task A_digest_is_one_mail_in_the_morning_and_what_is_mandatory_does_not_wait_for_it()
    {
        await using var app = await StartAsync(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var world = new NotificationsWorld(app.Account);
        var reader = NotificationsWorld.Person("ana");
        (reader.Digest, reader.Language) = (DigestOption.Daily, Language.Romanian);
        await world.AddAsync(reader);

        await TellAsync(app, [.. Enumerable.Range(1, 3).Select(number => NotificationsWorld.Notice("ana", number))]);
        await app.WaitAsync(async () => (await world.RowsAsync()).Count(row => row.State == NotificationState.Waiting) == 3, "three to wait");
        app.Time.AdvanceTo(new DateTimeOffset(2026, 11, 22, 7, 0, 30, TimeSpan.Zero));
        await app.WaitAsync(() => world.HaveEndedAsync(3), "the digest to go out");

        var mail = NotificationsWorld.BodyOf(Assert.Single(await world.MailsAsync()).Value);
        Assert.StartsWith("Notificări de la ultimul rezumat: 3.", mail, StringComparison.Ordinal);
        Assert.Equal(["doc-000001", "doc-000002", "doc-000003"], Enumerable.Range(1, 3).Select(number => string.Create(CultureInfo.InvariantCulture, $"doc-{number:000000}")).Where(id => mail.Contains($"Documentul {id} a fost respins", StringComparison.Ordinal)));
        Assert.All(await world.RowsAsync(), row => Assert.Equal((NotificationState.Delivered, "digest"), (row.State, row.Reason)));
    }

    [Fact]
    public async Task Who_takes_up_digests_while_something_waits_gets_it_in_the_next()
    {
        await using var app = await StartAsync(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero));
        var world = new NotificationsWorld(app.Account);
        var night = NotificationsWorld.Person("ana");
        (night.QuietFrom, night.QuietTo) = ("20:00", "07:00");
        await world.AddAsync(night);
        await TellAsync(app, NotificationsWorld.Notice("ana", 1));
        await app.WaitAsync(async () => (await world.PlacesAsync()).Count == 1, "it to wait for the morning");
        var known = (await world.Recipients.GetEntityIfExistsAsync<RecipientRow>(night.PartitionKey, night.RowKey)).Value!;
        known.Digest = DigestOption.Daily;
        await world.Recipients.UpdateEntityAsync(known, known.ETag, Azure.Data.Tables.TableUpdateMode.Replace);

        app.Time.AdvanceTo(new DateTimeOffset(2026, 11, 22, 6, 0, 30, TimeSpan.Zero));
        await app.WaitAsync(async () => await world.LinesAsync() is [{ Lane: "Digest" }], "it to wait for the digest");
        app.Time.AdvanceTo(new DateTimeOffset(2026, 11, 22, 7, 0, 30, TimeSpan.Zero));
        await app.WaitAsync(() => world.HaveEndedAsync(1), "the digest to go out");

        Assert.Equal((NotificationState.Delivered, "digest"), ((await world.RowsAsync()).Single().State, (await world.RowsAsync()).Single().Reason));
        Assert.StartsWith("Notifiche dall'ultimo riepilogo: 1.", NotificationsWorld.BodyOf(Assert.Single(await world.MailsAsync()).Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_does_not_fit_is_given_up_with_its_reason_and_a_person_decides()
    {
        await using var app = await StartAsync("ana");
        var world = new NotificationsWorld(app.Account);
        var poison = NotificationsWorld.Notice("ana", 1) with { Body = "{}" };

        await TellAsync(app, poison, NotificationsWorld.Notice("ana", 2), NotificationsWorld.Notice("ana", 3, "nothing.of-ours"));
        await app.WaitAsync(() => world.HaveEndedAsync(3), "all to end");
        await app.WaitAsync(async () => await world.DeadInBrokerAsync(app.Runner) == 0, "the broker's dead letters to be collected");

        var dead = (await app.GetAsync("acme/notifications/dead-letters")).Items;
        Assert.Equal(
            ["The template of document.refused names 'documentId', which the notification does not have.", "There is no template of nothing.of-ours."],
            dead.Select(item => item.GetProperty("reason").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(1, await world.CountMailsAsync());

        var id = dead.Single(item => item.GetProperty("subject").GetString() == "doc-000001").GetProperty("id").GetString();
        var redriven = await app.CommandAsync($"acme/notifications/{id}/redrive", new { reason = "The text was mended" }, DocumentsApp.Admin);
        Assert.Equal((System.Net.HttpStatusCode.Accepted, 1), (redriven.Status, redriven.Json.GetProperty("redriven").GetInt32()));
        await app.WaitAsync(async () => await StateOfAsync(app, id!) is ["Queue", "Dispatch", "GiveUp", "Redrive", "GiveUp"], "it to be given up again");

        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await app.CommandAsync($"acme/notifications/{id}/abandon", new { reason = "Told by phone" }, DocumentsApp.Admin)).Status);
        (await app.CommandAsync($"acme/notifications/{id}/redrive", new { reason = "Once more" }, DocumentsApp.Admin)).AssertRefused(System.Net.HttpStatusCode.Conflict, "transition-refused");
        (await app.CommandAsync($"acme/notifications/{id}/redrive", new { reason = "Once more" })).AssertRefused(System.Net.HttpStatusCode.Forbidden, "role-missing");
    }

    private static async Task<IReadOnlyList<string>> StateOfAsync(DocumentsApp app, string id)
        => [.. (await app.GetAsync($"acme/notifications/{id}")).Json.GetProperty("channels")[0].GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("event").GetString()!)];

    [Fact]
    public async Task A_message_that_is_none_of_ours_is_listed_among_the_dead()
    {
        await using var app = await StartAsync();
        var world = new NotificationsWorld(app.Account);
        var message = Envelope.Seal(NotificationsWorld.Notice("ana", 1), [Channel.Email]);
        message.ApplicationProperties.Remove("occurrence");

        await NotificationsWorld.SendAsync(app.Runner, message);
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to be listed");

        var row = (await world.RowsAsync()).Single();
        Assert.Equal((NotificationState.DeadLettered, "unreadable: The message has no occurrence: it is none of ours."), (row.State, row.Reason));
    }

    [Fact]
    public async Task Who_changes_to_another_channel_in_between_is_told_there()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var app = await StartAsync();
        var world = new NotificationsWorld(app.Account);
        var system = NotificationsWorld.Person("erp");
        (system.ChannelList, system.Email, system.WebhookUrl, system.WebhookSecret) = ([Channel.Webhook], null, receiver.Url("erp"), WebhookReceiver.Secret);
        await world.AddAsync(system);

        // Addressed when the directory still had a mailbox.
        await NotificationsWorld.SendAsync(app.Runner, Envelope.Seal(NotificationsWorld.Notice("erp", 1) with { RequestedAt = app.Time.GetUtcNow() }, [Channel.Email]));
        await app.WaitAsync(() => world.HaveEndedAsync(2), "both channels to end");

        Assert.Equal([(Channel.Email, NotificationState.Suppressed), (Channel.Webhook, NotificationState.Delivered)], (await world.RowsAsync()).Select(row => (row.Channel, row.State)).Order());
        Assert.Single(receiver.Received);
    }

    internal static async Task TellAsync(DocumentsApp app, params IReadOnlyList<Notification> notifications)
    {
        await new NotificationsWorld(app.Account).RequestAsync(notifications, app.Time.GetUtcNow());
        await NotificationsWorld.SweepAsync(app.Runner);
    }

    /// <summary>Real clocks have parts below a millisecond.</summary>
    internal static Task<DocumentsApp> StartAsync(params string[] people) => StartAsync(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_567), people);

    internal static Task<DocumentsApp> StartAsync(DateTimeOffset start, params string[] people) => StartAsync(new DocumentsSetup { Start = start, StandsStill = true }, people);

    internal static async Task<DocumentsApp> StartAsync(DocumentsSetup setup, params string[] people)
    {
        var account = setup.Account ?? AzuriteFixture.FreshAccount();
        if (setup.Account is null)
        {
            await new NotificationsWorld(account).FoundAsync(people);
        }

        return await DocumentsApp.StartAsync(setup with
        {
            Account = account,
            Settings = ["--Notifications:AllowPrivateWebhooks=true", "--Notifications:WebhookTimeoutSeconds=120", .. setup.Settings],
        });
    }
}
