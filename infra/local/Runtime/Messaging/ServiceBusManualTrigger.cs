using System.Text;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Runs a message function by hand: the input is the body of a message that lies in no queue (H-13).</summary>
internal sealed class ServiceBusManualTrigger(TimeProvider time) : IManualTrigger
{
    public bool Serves(FunctionDescriptor function) => function.IsTriggeredBy<ServiceBusTriggerAttribute>();

    public TriggerInput CreateInput(FunctionDescriptor function, string input)
    {
        var content = new BusMessage { MessageId = Guid.NewGuid().ToString("N"), Body = Encoding.UTF8.GetBytes(input) };
        var message = new ServiceBusReceivedMessage(content, new DeliveryFacts(0, time.GetUtcNow(), 1));
        var target = new MessageFunction(function, new ServiceBusOptions(), function.Trigger.Get("IsBatched", false));
        return new ServiceBusTriggerInput(new MessageRun(target, receiver: null, [message]));
    }
}
