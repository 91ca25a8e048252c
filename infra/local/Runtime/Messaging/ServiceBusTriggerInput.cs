using System.Reflection;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A message that fires a function: whole, or its body in the type the parameter has.</summary>
internal sealed class ServiceBusTriggerInput : TriggerInput
{
    private readonly ServiceBusReceivedMessage message;
    private readonly ServiceBusMessageActions actions;

    public ServiceBusTriggerInput(ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
    {
        (this.message, this.actions) = (message, actions);
        BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageId"] = message.MessageId,
            ["SessionId"] = message.SessionId,
            ["CorrelationId"] = message.CorrelationId,
            ["Subject"] = message.Subject,
            ["To"] = message.To,
            ["ReplyTo"] = message.ReplyTo,
            ["ContentType"] = message.ContentType,
            ["ApplicationProperties"] = message.ApplicationProperties,
            ["DeliveryCount"] = message.DeliveryCount,
            ["SequenceNumber"] = message.SequenceNumber,
            ["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime,
            ["LockToken"] = message.LockToken,
        };
    }

    public override async ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context)
    {
        var type = parameter.ParameterType;
        return type switch
        {
            _ when type == typeof(ServiceBusReceivedMessage) => message,
            _ when type == typeof(string) => message.Body.ToString(),
            _ when type == typeof(byte[]) => message.Body.ToArray(),
            _ when type == typeof(BinaryData) => message.Body,
            _ when type.IsArray || type.IsPrimitive => throw new NotSupportedException(
                $"Parameter '{parameter.Name}' cannot be {type.Name}: a message binds to ServiceBusReceivedMessage, string, byte[], BinaryData or a type written as JSON."),
            _ => await DeserializeAsync(type, context),
        };
    }

    public override bool TryBind(ParameterInfo parameter, FunctionContext context, out object? value)
    {
        value = parameter.ParameterType == typeof(ServiceBusMessageActions) ? actions : null;
        return value is not null;
    }

    private async Task<object?> DeserializeAsync(Type type, FunctionContext context)
    {
        var serializer = context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;
        await using var body = message.Body.ToStream();
        return await serializer.DeserializeAsync(body, type, context.CancellationToken);
    }
}
