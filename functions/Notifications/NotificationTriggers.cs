using Azure.Messaging.ServiceBus;
using BackOffice.Notifications.Domain;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Notifications;

/// <summary>How notifications reach their channels: a subscription for each, and its dead-letter queue.</summary>
public sealed class NotificationTriggers(Dispatcher dispatcher, DeadLetters deadLetters, TimeProvider time)
{
    private const string DeadLetterQueue = "/$DeadLetterQueue";
    private const string Unreadable = "unreadable";
    private const string Poison = "poison";
    private const int LongestPause = 30;

    [Function("DispatchEmail")]
    public Task DispatchEmailAsync([ServiceBusTrigger(Outbox.Topic, "email", IsSessionsEnabled = true)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
        => DispatchAsync(message, actions, Channel.Email, cancellationToken);

    [Function("DispatchWebhook")]
    public Task DispatchWebhookAsync([ServiceBusTrigger(Outbox.Topic, "webhook", IsSessionsEnabled = true)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
        => DispatchAsync(message, actions, Channel.Webhook, cancellationToken);

    /// <summary>What Service Bus gave up is listed with the rest that was given up.</summary>
    [Function("CollectDeadEmail")]
    public Task CollectDeadEmailAsync([ServiceBusTrigger(Outbox.Topic, "email" + DeadLetterQueue)] ServiceBusReceivedMessage message, CancellationToken cancellationToken)
        => deadLetters.CollectAsync(message, Channel.Email, cancellationToken);

    [Function("CollectDeadWebhook")]
    public Task CollectDeadWebhookAsync([ServiceBusTrigger(Outbox.Topic, "webhook" + DeadLetterQueue)] ServiceBusReceivedMessage message, CancellationToken cancellationToken)
        => deadLetters.CollectAsync(message, Channel.Webhook, cancellationToken);

    private async Task DispatchAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, Channel channel, CancellationToken cancellationToken)
    {
        Envelope envelope;
        try
        {
            envelope = Envelope.Open(message);
        }
        catch (InvalidDataException unreadable)
        {
            await actions.DeadLetterMessageAsync(message, deadLetterReason: Unreadable, deadLetterErrorDescription: unreadable.Message, cancellationToken: cancellationToken);
            return;
        }

        try
        {
            if (await dispatcher.DispatchAsync(envelope, channel, cancellationToken) is { } poison)
            {
                await actions.DeadLetterMessageAsync(message, deadLetterReason: Poison, deadLetterErrorDescription: poison, cancellationToken: cancellationToken);
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Our own storage is away, whether it refuses or does not answer; ten deliveries within a second would end in the dead-letter queue.
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(1 << Math.Min(message.DeliveryCount, 5), LongestPause)), time, cancellationToken);
            throw;
        }
    }
}
