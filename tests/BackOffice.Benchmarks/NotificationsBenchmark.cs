using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using BackOffice.Notifications;
using BackOffice.Notifications.Domain;

namespace BackOffice.Benchmarks;

/// <summary>Notifications that lie in an outbox at once, from the sweep to the last delivery: by mail into the container, and by webhook to a receiver in this process.</summary>
internal static class NotificationsBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static async Task<int> RunAsync(int notifications, int recipients, CancellationToken cancellationToken)
    {
        var mail = await PlayAsync(new Play(Channel.Email, notifications, recipients), cancellationToken);
        var webhook = await PlayAsync(new Play(Channel.Webhook, notifications, recipients), cancellationToken);
        return mail && webhook ? 0 : 1;
    }

    private static async Task<bool> PlayAsync(Play play, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
        var account = azurite.ConnectionString();
        var world = new NotificationsWorld(account);
        await using var receiver = await WebhookReceiver.StartAsync();
        await FoundAsync(world, play, receiver);
        var asked = DateTimeOffset.UtcNow.AddMinutes(-1);
        await world.RequestAsync([.. Enumerable.Range(0, play.Notifications).Select(number => NotificationsWorld.Notice(IdOf(number % play.Recipients), number))], asked);

        await using var app = await AppProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "BackOffice.Functions.dll"),
            [$"--AzureWebJobsStorage={account}", "--Notifications:SweepAfterMinutes=0", "--Notifications:AllowPrivateWebhooks=true", "--LocalRuntime:Keys:_master=bench"],
            cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await SweepAsync(app, cancellationToken);
        while ((play.Channel == Channel.Email ? await world.CountMailsAsync() : receiver.Received.Count) < play.Notifications)
        {
            if (Stopwatch.GetElapsedTime(started) > Limit || app.HasExited)
            {
                throw new TimeoutException($"The notifications did not all arrive; the log is {app.LogFile}.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        while (!await world.HaveEndedAsync(play.Notifications))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        var right = Check(await world.RowsAsync(), receiver, play, seconds);
        await app.StopAsync();
        await azurite.StopAsync(cancellationToken);
        return right;
    }

    private static async Task FoundAsync(NotificationsWorld world, Play play, WebhookReceiver receiver)
    {
        var ids = Enumerable.Range(0, play.Recipients).Select(IdOf).ToList();
        await world.FoundAsync(play.Channel == Channel.Email ? ids : []);
        foreach (var id in play.Channel == Channel.Webhook ? ids : [])
        {
            var system = NotificationsWorld.Person(id);
            (system.ChannelList, system.Email, system.WebhookUrl, system.WebhookSecret) = ([Channel.Webhook], null, receiver.Url(id), WebhookReceiver.Secret);
            await world.AddAsync(system);
        }
    }

    private static async Task SweepAsync(AppProcess app, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Add("x-functions-key", "bench");
        using var answer = await client.PostAsJsonAsync(new Uri("/admin/functions/OutboxSweepTimer", UriKind.Relative), new { }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static bool Check(IReadOnlyList<NotificationRow> rows, WebhookReceiver receiver, Play play, double seconds)
    {
        var delivered = rows.Count(row => row.State == NotificationState.Delivered);
        var twice = play.Channel == Channel.Webhook ? receiver.Received.Count - receiver.Received.Select(call => call.Id).Distinct(StringComparer.Ordinal).Count() : 0;
        var outOfOrder = rows.GroupBy(row => row.Recipient).Count(ofOne => !IsInOrder([.. ofOne.OrderBy(row => row.Subject, StringComparer.Ordinal).Select(row => row.DeliveredAt!.Value)]));
        Print($"{Channels.NameOf(play.Channel)}: {play.Notifications} notifications to {play.Recipients} recipients in {seconds:0.0} s, {play.Notifications / seconds:0} messages/s; delivered {delivered}, seen twice {twice}, recipients out of order {outOfOrder}, wrongly signed {receiver.WronglySigned.Count}");
        return delivered == play.Notifications && twice == 0 && outOfOrder == 0 && receiver.WronglySigned.IsEmpty;
    }

    private static bool IsInOrder(IReadOnlyList<DateTimeOffset> times) => times.Zip(times.Skip(1)).All(pair => pair.First <= pair.Second);

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"recipient-{number:00000}");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Play(Channel Channel, int Notifications, int Recipients);
}
