using System.Reflection;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Messages that fire a function: whole, or their bodies in the type the parameter has; an array for a batch.</summary>
internal sealed class ServiceBusTriggerInput : TriggerInput
{
    private readonly MessageRun run;

    public ServiceBusTriggerInput(MessageRun run)
    {
        this.run = run;
        BindingData = run.Function.IsBatched ? new Dictionary<string, object?>() : BindingDataOf(run.Messages[0]);
    }

    public override async ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context)
    {
        if (!run.Function.IsBatched)
        {
            return await ConvertAsync(run.Messages[0], parameter, parameter.ParameterType, context);
        }

        var type = parameter.ParameterType.GetElementType()!;
        var batch = Array.CreateInstance(type, run.Messages.Count);
        for (var index = 0; index < run.Messages.Count; index++)
        {
            batch.SetValue(await ConvertAsync(run.Messages[index], parameter, type, context), index);
        }

        return batch;
    }

    public override bool TryBind(ParameterInfo parameter, FunctionContext context, out object? value)
    {
        value = parameter.ParameterType switch
        {
            var type when type == typeof(ServiceBusMessageActions) => run.Actions,
            var type when type == typeof(ServiceBusSessionMessageActions) => run.SessionActions,
            _ => null,
        };
        return value is not null;
    }

    private static Dictionary<string, object?> BindingDataOf(ServiceBusReceivedMessage message) => new(StringComparer.OrdinalIgnoreCase)
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

    private static async ValueTask<object?> ConvertAsync(ServiceBusReceivedMessage message, ParameterInfo parameter, Type type, FunctionContext context) => type switch
    {
        _ when type == typeof(ServiceBusReceivedMessage) => message,
        _ when type == typeof(string) => message.Body.ToString(),
        _ when type == typeof(byte[]) => message.Body.ToArray(),
        _ when type == typeof(BinaryData) => message.Body,
        _ when type.IsArray || type.IsPrimitive => throw new NotSupportedException(
            $"Parameter '{parameter.Name}' cannot be {type.Name}: a message binds to ServiceBusReceivedMessage, string, byte[], BinaryData or a type written as JSON."),
        _ => await DeserializeAsync(message, type, context),
    };

    private static async Task<object?> DeserializeAsync(ServiceBusReceivedMessage message, Type type, FunctionContext context)
    {
        var serializer = context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;
        await using var body = message.Body.ToStream();
        return await serializer.DeserializeAsync(body, type, context.CancellationToken);
    }
}
