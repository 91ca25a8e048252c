using System.Net;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BackOffice.Documents;
using BackOffice.Notifications.Domain;
using BackOffice.Storage;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Notifications;

public sealed class NotificationErasureTests : IClassFixture<AzuriteFixture>
{
    private const string Address = "ana@acme.example";
    private const string Said = "a-thing-said-to-ana";

    [Fact]
    public async Task After_an_erasure_nothing_that_is_stored_has_the_address_or_what_was_said()
    {
        // As it ships: without the copy of everything that tests look at.
        var account = AzuriteFixture.FreshAccount();
        var world = new NotificationsWorld(account);
        await world.FoundAsync("ana", "bea");
        await using var app = await NotificationFlowTests.StartAsync(new DocumentsSetup
        {
            Account = account,
            Start = new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero),
            StandsStill = true,
            Settings = [$"--LocalRuntime:ServiceBusEntities={Path.Combine(AppContext.BaseDirectory, "servicebus.json")}"],
        });
        await NotificationFlowTests.TellAsync(app, Secret("ana", 1), Secret("ana", 2, "nothing.of-ours"), NotificationsWorld.Notice("bea", 3));
        await app.CommandAsync("acme/recipients/ana/webhook-secret", new { secret = WebhookReceiver.Secret }, DocumentsApp.Admin);
        await app.WaitAsync(() => world.HaveEndedAsync(3), "two to be delivered and one to be given up");
        await WaitAtNightAsync(world);
        await NotificationFlowTests.TellAsync(app, Secret("ana", 4));
        await app.WaitAsync(async () => (await world.PlacesAsync()).Count == 1, "one to wait for the morning");
        Assert.NotEmpty(await TracesAsync(app, Address));
        Assert.NotEmpty(await TracesAsync(app, Said));

        Assert.Equal(HttpStatusCode.Accepted, (await app.CommandAsync("acme/recipients/ana/erase", new { reason = "Asked for it" }, DocumentsApp.Admin)).Status);

        Assert.Empty(await TracesAsync(app, Address));
        Assert.Empty(await TracesAsync(app, Said));
        await NotificationFaultTests.PassAsync(app, TimeSpan.FromMinutes(2));
        await app.WaitAsync(async () => await world.HaveEndedAsync(4) && (await world.LinesAsync()).Count == 0, "the line to be gone");
        Assert.Empty(await TracesAsync(app, Said));
        Assert.Equal(["doc-000001 Delivered", "doc-000002 DeadLettered", "doc-000003 Delivered", "doc-000004 Suppressed"], (await world.RowsAsync()).Select(row => $"{row.Subject} {row.State}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_delivered_notification_said_is_not_kept()
    {
        await using var app = await NotificationFlowTests.StartAsync("ana");
        var world = new NotificationsWorld(app.Account);

        await NotificationFlowTests.TellAsync(app, Secret("ana", 1));
        await app.WaitAsync(() => world.HaveEndedAsync(1), "it to be delivered");

        Assert.Equal((NotificationState.Delivered, "{}"), ((await world.RowsAsync()).Single().State, (await world.RowsAsync()).Single().Body));
    }

    private static Notification Secret(string recipient, int number, string @event = "document.refused")
        => NotificationsWorld.Notice(recipient, number, @event) with { Body = $$"""{"documentId":"{{Said}}"}""" };

    private static async Task WaitAtNightAsync(NotificationsWorld world)
    {
        var known = (await world.Recipients.GetEntityIfExistsAsync<RecipientRow>(RecipientDirectory.Partition("acme"), "ana")).Value!;
        (known.QuietFrom, known.QuietTo) = ("20:00", "07:00");
        await world.Recipients.UpdateEntityAsync(known, known.ETag, TableUpdateMode.Replace);
    }

    /// <summary>Every row and every blob that holds the words, in clear or in the base64 of a mail.</summary>
    private static async Task<IReadOnlyList<string>> TracesAsync(DocumentsApp app, string words)
    {
        List<string> traces = [];
        var tables = new TableServiceClient(app.Account);
        foreach (var name in app.Runner.Services.GetServices<StorageNeed>().Where(need => need.IsTable).Select(need => need.Name).Append("ServiceBus").Distinct(StringComparer.Ordinal))
        {
            await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>())
            {
                traces.AddRange(row.Where(property => TextOf(property.Value).Contains(words, StringComparison.Ordinal)).Select(property => $"{name} {row.RowKey} {property.Key}"));
            }
        }

        var blobs = new BlobServiceClient(app.Account);
        await foreach (var container in blobs.GetBlobContainersAsync())
        {
            await foreach (var blob in blobs.GetBlobContainerClient(container.Name).GetBlobsAsync())
            {
                var content = (await blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();
                if (content.Contains(words, StringComparison.Ordinal) || (container.Name == MailOut.Container && NotificationsWorld.BodyOf(content).Contains(words, StringComparison.Ordinal)))
                {
                    traces.Add($"{container.Name} {blob.Name}");
                }
            }
        }

        return traces;
    }

    private static string TextOf(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}";
}
