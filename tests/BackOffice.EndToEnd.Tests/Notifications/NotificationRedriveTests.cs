using System.Globalization;
using System.Net;
using Azure.Data.Tables;
using BackOffice.Approvals;
using BackOffice.Documents;
using BackOffice.Notifications.Domain;
using BackOffice.TestKit;

namespace BackOffice.Notifications;

/// <summary>What waits for a person or for its turn, and how it goes on.</summary>
public sealed class NotificationRedriveTests : IClassFixture<AzuriteFixture>
{
    private static readonly Notification Warning = NotificationsWorld.Notice("payroll", 1, "deadline.warning") with
    {
        Body = """{"title":"F24","subject":"2026-10","due":"2026-11-16","daysLeft":5,"workingDaysLeft":3}""",
    };

    [Fact]
    public async Task What_nobody_may_miss_waits_for_an_address_and_is_redriven()
    {
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        await NotificationFlowTests.TellAsync(app, Warning);
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to be given up");
        Assert.Equal((NotificationState.DeadLettered, "no address"), ((await world.RowsAsync()).Single().State, (await world.RowsAsync()).Single().Reason));
        Assert.Equal(0, await world.DeadInBrokerAsync(app.Runner));

        await world.AddAsync(NotificationsWorld.Person("payroll"));
        Assert.Equal(1, await RedriveAllAsync(app));
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to be delivered");

        Assert.Equal(NotificationState.Delivered, (await world.RowsAsync()).Single().State);
        Assert.Contains("F24", NotificationsWorld.BodyOf(Assert.Single(await world.MailsAsync()).Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_redriven_goes_to_the_channel_that_the_recipient_has_by_then()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        await NotificationFlowTests.TellAsync(app, Warning);
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to be given up");

        await NotificationFaultTests.AddSystemsAsync(world, receiver, "payroll");
        Assert.Equal(1, await RedriveAllAsync(app));
        await app.WaitAsync(async () => await world.HaveEndedAsync(2) && !receiver.Received.IsEmpty, "it to be delivered");

        Assert.Equal([(Channel.Email, NotificationState.Abandoned), (Channel.Webhook, NotificationState.Delivered)], (await world.RowsAsync()).Select(row => (row.Channel, row.State)).Order());
        Assert.Contains("F24", Assert.Single(receiver.Received).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_redriven_some_at_a_time_the_oldest_first()
    {
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        foreach (var some in Enumerable.Range(1, 203).Select(Dead).Chunk(100))
        {
            await world.Notifications.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }

        var first = await app.CommandAsync("acme/notifications/dead-letters/redrive", new { reason = "All again" }, DocumentsApp.Admin);
        Assert.Equal((200, 3), (first.Json.GetProperty("redriven").GetInt32(), first.Json.GetProperty("left").GetInt32()));
        Assert.Equal([201L, 202, 203], (await world.RowsAsync()).Where(row => row.State == NotificationState.DeadLettered).Select(row => row.Order).Order());
        var second = await app.CommandAsync("acme/notifications/dead-letters/redrive", new { reason = "The rest" }, DocumentsApp.Admin);
        Assert.Equal((3, 0), (second.Json.GetProperty("redriven").GetInt32(), second.Json.GetProperty("left").GetInt32()));
    }

    [Fact]
    public async Task What_waits_in_the_outboxes_is_listed_in_pages()
    {
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        await world.RequestAsync([.. Enumerable.Range(1, 3).Select(number => NotificationsWorld.Notice("ana", number))], app.Time.GetUtcNow());
        var approvals = new TableServiceClient(app.Account).GetTableClient(ApprovalKeys.Table);
        await approvals.SubmitTransactionAsync([OutboxRow.Insert(ApprovalKeys.Partition("acme"), NotificationsWorld.Notice("ana", 4), app.Time.GetUtcNow())]);
        await approvals.SubmitTransactionAsync([OutboxRow.Insert(ApprovalKeys.Partition("bravo"), NotificationsWorld.Notice("ana", 5) with { Tenant = "bravo" }, app.Time.GetUtcNow())]);

        List<string> subjects = [];
        string? next = null;
        do
        {
            var page = await app.GetAsync($"acme/notifications/pending?top=2{(next is null ? "" : $"&continuation={Uri.EscapeDataString(next)}")}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.InRange(page.Items.Count, 0, 2);
            subjects.AddRange(page.Items.Select(item => item.GetProperty("subject").GetString()!));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(1, 4).Select(NotificationFaultTests.Subject), subjects.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Messages_that_came_over_both_subscriptions_keep_the_order_of_the_topic()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var app = await NotificationFlowTests.StartAsync();
        var world = new NotificationsWorld(app.Account);
        await NotificationFaultTests.AddSystemsAsync(world, receiver, "erp");
        receiver.Answer = _ => 500;

        // Odd ones were addressed when the directory still had a mailbox.
        for (var number = 1; number <= 4; number++)
        {
            await NotificationsWorld.SendAsync(app.Runner, Envelope.Seal(NotificationsWorld.Notice("erp", number) with { RequestedAt = app.Time.GetUtcNow() }, [number % 2 == 1 ? Channel.Email : Channel.Webhook]));
        }

        await app.WaitAsync(async () => (await world.PlacesAsync()).Count == 4, "all four to wait");
        receiver.Answer = _ => 204;
        await NotificationFaultTests.PassAsync(app, TimeSpan.FromMinutes(61), () => receiver.Accepted("erp").Count == 4);

        Assert.Equal(Enumerable.Range(1, 4).Select(NotificationFaultTests.Subject), receiver.Accepted("erp").Select(NotificationFaultTests.SubjectOf));
    }

    [Fact]
    public async Task A_place_that_another_notification_has_is_asked_for_only_so_often()
    {
        var world = new NotificationsWorld(AzuriteFixture.FreshAccount());
        await world.Notifications.CreateIfNotExistsAsync();
        var store = world.Store;
        var lines = new Lines(store, TimeProvider.System);
        var (one, other) = (Dead(1), Dead(2));
        other.Order = one.Order;
        var parking = new Parking(Lane.Email, DateTimeOffset.UtcNow);
        foreach (var row in new[] { one, other })
        {
            Assert.True(await store.TryAddAsync(row));
        }

        Assert.Equal(Parked.InLine, await lines.ParkAsync((await store.FindAsync("acme", one.Id, Channel.Email, CancellationToken.None))!, parking, CancellationToken.None));
        var second = (await store.FindAsync("acme", other.Id, Channel.Email, CancellationToken.None))!;
        await Assert.ThrowsAsync<LineCrowdedException>(() => lines.ParkAsync(second, parking, CancellationToken.None));
        Assert.Equal(one.RowKey, Assert.Single(await world.PlacesAsync()).Notification);
    }

    private static NotificationRow Dead(int number)
    {
        var notification = NotificationsWorld.Notice("ana", number);
        var at = new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero).AddSeconds(number);
        return new NotificationRow
        {
            PartitionKey = NotificationKeys.Partition(notification.Tenant),
            RowKey = NotificationKeys.Record(NotificationKeys.IdOf(at, notification.MessageId), Channel.Email),
            State = NotificationState.DeadLettered,
            MessageId = notification.MessageId,
            Event = notification.Event,
            Subject = notification.Subject,
            Recipient = notification.Recipient,
            Body = notification.Body,
            RequestedAt = at,
            Order = number,
        };
    }

    private static async Task<int> RedriveAllAsync(DocumentsApp app)
    {
        var redriven = await app.CommandAsync("acme/notifications/dead-letters/redrive", new { reason = "The address is there" }, DocumentsApp.Admin);
        Assert.Equal(HttpStatusCode.Accepted, redriven.Status);
        return int.Parse(redriven.Json.GetProperty("redriven").GetRawText(), CultureInfo.InvariantCulture);
    }
}
