using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BackOffice.Http;
using BackOffice.Notifications.Domain;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>Signed webhooks, in the form of Standard Webhooks 1.0: webhook-id, webhook-timestamp, webhook-signature.</summary>
internal sealed class WebhookChannel(WebhookGuard guard, TimeProvider time, IOptions<NotificationsOptions> options) : IDeliveryChannel, IDisposable
{
    private readonly HttpClient client = new(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    public Channel Kind => Channel.Webhook;

    public async Task SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        if (guard.ProblemWith(parcel.To.WebhookUrl!) is { } problem)
        {
            throw new DeliveryException(problem, isPermanent: true);
        }

        using var request = Compose(parcel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .WaitAsync(TimeSpan.FromSeconds(options.Value.WebhookTimeoutSeconds), time, cancellationToken);
            RequireAccepted(answer.StatusCode);
        }
        catch (TimeoutException silence)
        {
            await limit.CancelAsync();
            throw new DeliveryException("the endpoint does not answer", isPermanent: false, silence);
        }
        catch (HttpRequestException unreachable)
        {
            var refusal = unreachable.InnerException as ForbiddenAddressException;
            throw new DeliveryException(refusal?.Message ?? "the endpoint cannot be reached", isPermanent: refusal is not null, unreachable);
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Compose(Parcel parcel)
    {
        var now = time.GetUtcNow();
        var secrets = parcel.To.SecretsAt(now);
        if (secrets is [])
        {
            throw new DeliveryException("the recipient has no webhook secret", isPermanent: false);
        }

        var body = BodyOf(parcel.Notification ?? throw new InvalidOperationException("A webhook tells of one notification."));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(parcel.To.WebhookUrl!)) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("webhook-id", parcel.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(secrets, parcel.Id, now, body));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("BackOffice.Functions", "1"));
        return request;
    }

    /// <summary>The same at every attempt: a receiver may compare.</summary>
    private static string BodyOf(NotificationRow notification)
    {
        try
        {
            using var data = JsonDocument.Parse(notification.Body);
            return JsonSerializer.Serialize(
                new WebhookBody(notification.Event, notification.RequestedAt, notification.Tenant, notification.Subject, notification.Occurrence, data.RootElement),
                Json.Options);
        }
        catch (JsonException malformed)
        {
            throw new TemplateException("The notification's body is no JSON.", malformed);
        }
    }

    private static void RequireAccepted(HttpStatusCode status)
    {
        if (status == HttpStatusCode.Gone)
        {
            throw new DeliveryException("the endpoint is gone (410)", isPermanent: true);
        }

        if ((int)status is < 200 or > 299)
        {
            throw new DeliveryException(string.Create(CultureInfo.InvariantCulture, $"the endpoint answers {(int)status}"), isPermanent: false);
        }
    }
}

/// <summary>What a webhook says.</summary>
/// <param name="Type">The event.</param>
/// <param name="Timestamp">When it was asked for: the attempt's is in the header.</param>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, string Tenant, string Subject, int Occurrence, JsonElement Data);
