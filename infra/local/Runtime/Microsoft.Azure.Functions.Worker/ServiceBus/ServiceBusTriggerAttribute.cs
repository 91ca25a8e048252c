using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for each message of a queue or of a topic's subscription.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute
{
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    public ServiceBusTriggerAttribute(string topicName, string subscriptionName)
    {
        TopicName = topicName;
        SubscriptionName = subscriptionName;
    }

    public string? QueueName { get; }

    public string? TopicName { get; }

    public string? SubscriptionName { get; }

    /// <summary>The setting with the connection; AzureWebJobsServiceBus when left out.</summary>
    public string? Connection { get; set; }

    /// <summary>True for an entity that requires sessions: then messages of one session come in order, one after the other.</summary>
    public bool IsSessionsEnabled { get; set; }

    /// <summary>True for a function that takes an array of messages.</summary>
    public bool IsBatched { get; set; }

    /// <summary>Left out, the host decides: true (W-4). Reading this property says false all the same.</summary>
    public bool AutoCompleteMessages { get; set; }
}
