using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using BackOffice.Documents;
using BackOffice.Notifications.Domain;
using BackOffice.Tenancy;
using BackOffice.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Notifications;

/// <summary>What notifications leave in a store, looked at past the app; and features that ask for them.</summary>
internal sealed class NotificationsWorld(string account)
{
    public const string Tenant = "acme";

    private readonly TableServiceClient tables = new(account);

    private readonly BlobContainerClient mailOut = new BlobServiceClient(account).GetBlobContainerClient(MailOut.Container);

    public TableClient Recipients => tables.GetTableClient(RecipientDirectory.TableName);

    public TableClient Notifications => tables.GetTableClient(NotificationKeys.Table);

    public NotificationStore Store => new(tables);

    /// <summary>A company with these people, each with a mailbox.</summary>
    public async Task FoundAsync(params IEnumerable<string> people)
    {
        await new DocumentsWorld(account).FoundCompanyAsync();
        await Recipients.CreateIfNotExistsAsync();
        await Notifications.CreateIfNotExistsAsync();
        await mailOut.CreateIfNotExistsAsync();
        foreach (var some in people.Select(Person).Chunk(100))
        {
            await Recipients.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }
    }

    public static RecipientRow Person(string id) => new()
    {
        PartitionKey = RecipientDirectory.Partition(Tenant),
        RowKey = id,
        ChannelList = [Channel.Email],
        Email = $"{id}@acme.example",
    };

    public Task AddAsync(RecipientRow row) => Recipients.AddEntityAsync(row);

    /// <summary>What a document's notification looks like.</summary>
    public static Notification Notice(string recipient, int number, string @event = "document.refused")
        => new(Tenant, @event, string.Create(CultureInfo.InvariantCulture, $"doc-{number:000000}"), recipient, string.Create(CultureInfo.InvariantCulture, $$"""{"documentId":"doc-{{number:000000}}"}"""));

    /// <summary>Writes outbox rows as a feature does, in this order.</summary>
    public async Task RequestAsync(IReadOnlyList<Notification> notifications, DateTimeOffset from)
    {
        foreach (var (some, chunk) in notifications.Chunk(100).Select((some, chunk) => (some, chunk)))
        {
            await new DocumentsWorld(account).Table.SubmitTransactionAsync(some.Select((notification, index) => OutboxRow.Insert(DocumentKeys.Partition(Tenant), notification, from.AddMilliseconds((chunk * 100) + index))));
        }
    }

    /// <summary>The sweep of the outbox, now.</summary>
    /// <param name="most">How many it sends at most.</param>
    public static Task<int> SweepAsync(AppRunner app, int most = 10_000)
        => app.Services.GetRequiredService<Outbox>().SendLeftoversAsync(new Leftovers(DocumentKeys.Table, DocumentKeys.Partition(Tenant), DateTimeOffset.MaxValue) { Most = most }, CancellationToken.None);

    /// <summary>What waits in the outbox, by subject.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(AppRunner app)
        => await app.Services.GetRequiredService<Outbox>().QueryPending(DocumentKeys.Table, DocumentKeys.Partition(Tenant)).Select(row => OutboxRow.ToNotification(row).Subject).Order().ToListAsync();

    /// <summary>Sends a message to the topic past the outbox.</summary>
    public static async Task SendAsync(AppRunner app, params IEnumerable<ServiceBusMessage> messages)
    {
        await using var client = new ServiceBusClient(app.Services.GetRequiredService<IConfiguration>()["AzureWebJobsServiceBus"]!);
        await using var sender = client.CreateSender(Outbox.Topic);
        foreach (var message in messages)
        {
            await sender.SendMessageAsync(message);
        }
    }

    public async Task<int> DeadInBrokerAsync(AppRunner app)
    {
        await using var client = new ServiceBusClient(app.Services.GetRequiredService<IConfiguration>()["AzureWebJobsServiceBus"]!);
        var dead = 0;
        foreach (var channel in Channels.All)
        {
            await using var receiver = client.CreateReceiver(Outbox.Topic, Channels.NameOf(channel), new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
            dead += (await receiver.PeekMessagesAsync(100)).Count;
        }

        return dead;
    }

    public async Task<IReadOnlyList<NotificationRow>> RowsAsync() => await ReadAsync<NotificationRow>(NotificationKeys.RecordPrefix);

    public Task<IReadOnlyList<LineRow>> LinesAsync() => ReadAsync<LineRow>(NotificationKeys.LinePrefix);

    public Task<IReadOnlyList<PlaceRow>> PlacesAsync() => ReadAsync<PlaceRow>("wait|");

    /// <summary>The mails that were kept, by their place.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MailsAsync()
    {
        var mails = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in mailOut.GetBlobsAsync())
        {
            mails[blob.Name] = (await mailOut.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();
        }

        return mails;
    }

    public async Task<int> CountMailsAsync()
    {
        var count = 0;
        await foreach (var _ in mailOut.GetBlobsAsync())
        {
            count++;
        }

        return count;
    }

    public static string BodyOf(string mail) => Encoding.UTF8.GetString(Convert.FromBase64String(mail.Split("\r\n\r\n", 2)[1]));

    /// <summary>So many notifications have come to an end.</summary>
    public async Task<bool> HaveEndedAsync(int count)
        => await RowsAsync() is var rows && rows.Count == count && rows.All(row => NotificationLifecycle.Table.IsFinal(row.State) || NotificationLifecycle.Dead.Contains(row.State));

    /// <summary>Everything that is left when all is done, without times.</summary>
    public async Task<string> SnapshotAsync()
    {
        var text = new StringBuilder();
        foreach (var row in (await RowsAsync()).OrderBy(row => row.Subject, StringComparer.Ordinal).ThenBy(row => row.Recipient, StringComparer.Ordinal).ThenBy(row => row.Channel))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Subject} {row.Recipient} {row.Channel}: {row.State} {row.Reason} lane={row.Lane}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"lines: {(await LinesAsync()).Count}, places: {(await PlacesAsync()).Count}");
        foreach (var mail in (await MailsAsync()).Values.Select(BodyOf).Order(StringComparer.Ordinal))
        {
            text.AppendLine(mail);
        }

        return text.ToString();
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string prefix)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        await foreach (var row in Notifications.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey eq {NotificationKeys.Partition(Tenant)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}")))
        {
            rows.Add(row);
        }

        return rows;
    }
}
