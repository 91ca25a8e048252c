using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>What a test wants done with a message, and what has been done.</summary>
public sealed class Inbox
{
    public ConcurrentQueue<string> Seen { get; } = new();

    public ConcurrentQueue<int> BatchSizes { get; init; } = new();

    /// <summary>The actions of the session that was served last.</summary>
    public ServiceBusSessionMessageActions? Session { get; set; }

    public Func<ServiceBusReceivedMessage, ServiceBusMessageActions, CancellationToken, Task> Handle { get; set; } = (_, _, _) => Task.CompletedTask;

    public Task HandleAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Seen.Enqueue($"{message.MessageId}/{message.DeliveryCount}");
        return Handle(message, actions, cancellationToken);
    }
}

public sealed record Order(string Customer, decimal Amount);

public sealed class OrderFunctions(Inbox inbox)
{
    [Function("HandleOrder")]
    public Task RunAsync([ServiceBusTrigger("%OrderQueue%")] ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
        => inbox.HandleAsync(message, actions, cancellationToken);
}

public sealed class SelfSettlingFunctions(Inbox inbox)
{
    [Function("SettleOrder")]
    public Task RunAsync(
        [ServiceBusTrigger("orders", AutoCompleteMessages = false)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
        => inbox.HandleAsync(message, actions, cancellationToken);
}

public sealed class BodyFunctions(Inbox inbox)
{
    [Function("AsString")]
    public void AsString([ServiceBusTrigger("events", "audit")] string body, string messageId, int deliveryCount)
        => inbox.Seen.Enqueue($"string {body} {messageId} {deliveryCount}");

    [Function("AsOrder")]
    public void AsOrder([ServiceBusTrigger("events", "billing")] Order order, string? correlationId)
    {
        ArgumentNullException.ThrowIfNull(order);
        inbox.Seen.Enqueue(FormattableString.Invariant($"order {order.Customer} {order.Amount} {correlationId}"));
    }

    [Function("AsBytes")]
    public void AsBytes([ServiceBusTrigger("orders", Connection = "Second")] byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        inbox.Seen.Enqueue($"bytes {body.Length}");
    }

    [Function("AsBinaryData")]
    public void AsBinaryData([ServiceBusTrigger("unique")] BinaryData body, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        inbox.Seen.Enqueue($"data {body} {context.BindingContext.BindingData["SequenceNumber"]}");
    }
}

public sealed class UndeclaredFunctions
{
    [Function("Nobody")]
    public void Run([ServiceBusTrigger("nowhere")] string body) => ArgumentNullException.ThrowIfNull(body);
}

public sealed class UnsetFunctions
{
    [Function("Unset")]
    public void Run([ServiceBusTrigger("orders", Connection = "Unset")] string body) => ArgumentNullException.ThrowIfNull(body);
}
