using System.Collections.Concurrent;
using System.Globalization;
using BackOffice.Notifications.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BackOffice.Notifications;

/// <summary>A system that is told by webhook: it checks signatures as a receiver should and remembers what came, in order.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly WebApplication app;

    private WebhookReceiver(WebApplication app) => this.app = app;

    /// <summary>What is answered; 204 unless set.</summary>
    public Func<string, int> Answer { get; set; } = _ => StatusCodes.Status204NoContent;

    /// <summary>Everything that came: id, path, body, what was answered.</summary>
    public ConcurrentQueue<(string Id, string Path, string Body, int Answered)> Received { get; } = new();

    public ConcurrentQueue<string> WronglySigned { get; } = new();

    public string Url(string path) => $"{app.Urls.Single()}/{path}";

    /// <summary>What was accepted at a path, in order; a second call is known by its id.</summary>
    public IReadOnlyList<string> Accepted(string path) => [.. Received.Where(call => call.Path == $"/{path}" && call.Answered < 300).DistinctBy(call => call.Id).Select(call => call.Body)];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var receiver = new WebhookReceiver(built);
        built.Run(receiver.ReceiveAsync);
        await built.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var id = context.Request.Headers["webhook-id"].Single()!;
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(context.Request.Headers["webhook-timestamp"].Single()!, CultureInfo.InvariantCulture));
        var expected = WebhookSignature.Sign([Secret], id, at, body);
        if (!context.Request.Headers["webhook-signature"].Single()!.Split(' ').Contains(expected, StringComparer.Ordinal))
        {
            WronglySigned.Enqueue(id);
        }

        var answer = Answer(context.Request.Path);
        Received.Enqueue((id, context.Request.Path, body, answer));
        context.Response.StatusCode = answer;
    }
}
