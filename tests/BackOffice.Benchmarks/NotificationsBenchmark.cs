using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using BackOffice.Notifications;
using BackOffice.Notifications.Domain;
using BackOffice.TestKit;

namespace BackOffice.Benchmarks;

/// <summary>
/// Notifications that lie in an outbox at once, from the sweep to the last delivery: by mail to an SMTP server, and by webhook to an
/// endpoint, both in this process. Order and duplicates are judged by what arrives there, in the order in which it arrives.
/// </summary>
internal static partial class NotificationsBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>What comes twice comes soon after.</summary>
    private static readonly TimeSpan Straggling = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(int notifications, int recipients, CancellationToken cancellationToken)
    {
        await using var mails = new MailServer();
        var mail = await PlayAsync(new MailArm(mails), (notifications, recipients), cancellationToken);
        await using var receiver = await WebhookReceiver.StartAsync();
        var webhook = await PlayAsync(new WebhookArm(receiver), (notifications, recipients), cancellationToken);
        return mail && webhook ? 0 : 1;
    }

    private static async Task<bool> PlayAsync(IArm arm, (int Notifications, int Recipients) size, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
        var account = azurite.ConnectionString();
        var world = new NotificationsWorld(account);
        await world.FoundAsync();
        foreach (var some in Enumerable.Range(0, size.Recipients).Select(number => arm.Recipient(IdOf(number))).Chunk(100))
        {
            await world.Recipients.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellationToken);
        }

        await world.RequestAsync([.. Enumerable.Range(0, size.Notifications).Select(number => NotificationsWorld.Notice(IdOf(number % size.Recipients), number))], DateTimeOffset.UtcNow.AddMinutes(-1));
        await using var app = await AppProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "BackOffice.Functions.dll"),
            [$"--AzureWebJobsStorage={account}", "--Notifications:SweepAfterMinutes=0", "--Notifications:AllowPrivateWebhooks=true", "--LocalRuntime:Keys:_master=bench", .. arm.Settings],
            cancellationToken);
        var seconds = await DeliverAsync(app, arm, size.Notifications, cancellationToken);
        var memory = app.PeakWorkingSet >> 20;
        var delivered = await EndAsync(world, size.Notifications, cancellationToken);
        await app.StopAsync();
        await azurite.StopAsync(cancellationToken);
        return Judge(arm, size, (seconds, memory, delivered));
    }

    /// <returns>Seconds from the sweep until as many as were asked for have arrived, or until the limit.</returns>
    private static async Task<double> DeliverAsync(AppProcess app, IArm arm, int notifications, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await SweepAsync(app, cancellationToken);
        while (arm.Count < notifications && Stopwatch.GetElapsedTime(started) < Limit && !app.HasExited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <returns>How many the app says are delivered, once it says that all have ended.</returns>
    private static async Task<int> EndAsync(NotificationsWorld world, int notifications, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); !await world.HaveEndedAsync(notifications) && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2);)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        await Task.Delay(Straggling, cancellationToken);
        return (await world.RowsAsync()).Count(row => row.State == NotificationState.Delivered);
    }

    private static async Task SweepAsync(AppProcess app, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Add("x-functions-key", "bench");
        using var answer = await client.PostAsJsonAsync(new Uri("/admin/functions/OutboxSweepTimer", UriKind.Relative), new { }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static bool Judge(IArm arm, (int Notifications, int Recipients) size, (double Seconds, long Megabytes, int Delivered) run)
    {
        var arrived = arm.Arrived;
        var lost = size.Notifications - arrived.Select(one => (one.Recipient, one.Subject)).Distinct().Count();
        var twice = arrived.Count - arrived.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count();
        var outOfOrder = arrived.GroupBy(one => one.Recipient, StringComparer.Ordinal).Count(ofOne => !IsInOrder([.. ofOne.Select(one => one.Subject)]));
        Print($"{arm.Name}: {size.Notifications} notifications to {size.Recipients} recipients in {run.Seconds:0.0} s, {size.Notifications / run.Seconds:0} a second, peak working set {run.Megabytes} MB; at the receiver: lost {lost}, twice {twice}, recipients out of order {outOfOrder}, wrongly signed {arm.WronglySigned}; delivered by the app's rows: {run.Delivered}");
        return (lost, twice, outOfOrder, arm.WronglySigned, run.Delivered) == (0, 0, 0, 0, size.Notifications);
    }

    private static bool IsInOrder(IReadOnlyList<string> subjects) => subjects.Zip(subjects.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) <= 0);

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"recipient-{number:00000}");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>What arrived: under which id, for whom, about what.</summary>
    private sealed record Arrival(string Id, string Recipient, string Subject);

    /// <summary>One way to be told, with the receiver at its end.</summary>
    private interface IArm
    {
        string Name { get; }

        IReadOnlyList<string> Settings { get; }

        int Count { get; }

        /// <summary>In the order in which it came.</summary>
        IReadOnlyList<Arrival> Arrived { get; }

        int WronglySigned { get; }

        RecipientRow Recipient(string id);
    }

    private sealed partial class MailArm(MailServer server) : IArm
    {
        public string Name => "mail";

        public IReadOnlyList<string> Settings { get; } =
            ["--Notifications:Smtp:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Notifications:Smtp:Port={server.Port}"), "--Notifications:Smtp:UseTls=false"];

        public int Count => server.Mails.Count;

        public IReadOnlyList<Arrival> Arrived => [.. server.Mails.Select(Read)];

        public int WronglySigned => 0;

        public RecipientRow Recipient(string id) => NotificationsWorld.Person(id);

        private static Arrival Read(string mail)
            => new(Header(mail, "Message-ID"), Header(mail, "To"), DocumentId().Match(NotificationsWorld.BodyOf(mail)).Value);

        private static string Header(string mail, string name)
            => mail.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));

        [GeneratedRegex("doc-[0-9]{6}", RegexOptions.None, 1_000)]
        private static partial Regex DocumentId();
    }

    private sealed class WebhookArm(WebhookReceiver receiver) : IArm
    {
        public string Name => "webhook";

        public IReadOnlyList<string> Settings => [];

        public int Count => receiver.Received.Count;

        public IReadOnlyList<Arrival> Arrived => [.. receiver.Received.Select(call => new Arrival(call.Id, call.Path, SubjectOf(call.Body)))];

        public int WronglySigned => receiver.WronglySigned.Count;

        public RecipientRow Recipient(string id)
        {
            var system = NotificationsWorld.Person(id);
            (system.ChannelList, system.Email, system.WebhookUrl, system.WebhookSecret) = ([Channel.Webhook], null, receiver.Url(id), WebhookReceiver.Secret);
            return system;
        }

        private static string SubjectOf(string body)
        {
            using var said = JsonDocument.Parse(body);
            return said.RootElement.GetProperty("subject").GetString()!;
        }
    }
}
