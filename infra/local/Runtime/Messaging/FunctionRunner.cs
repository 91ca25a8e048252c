using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A function that messages trigger, and how it wants them.</summary>
internal sealed record MessageFunction(FunctionDescriptor Function, ServiceBusOptions Options, bool IsBatched)
{
    public string Name => Function.Name;

    /// <summary>What one call gets: one message, or a batch.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(ServiceBusReceiver receiver, TimeSpan? wait, TimeProvider time, CancellationToken cancellationToken)
    {
        List<ServiceBusReceivedMessage> messages = [.. await receiver.ReceiveMessagesAsync(IsBatched ? Options.MaxMessageBatchSize : 1, wait, cancellationToken)];
        var until = time.GetUtcNow() + Options.MaxBatchWaitTime;
        while (IsBatched && messages.Count > 0 && messages.Count < Options.MinMessageBatchSize && until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            messages.AddRange(await receiver.ReceiveMessagesAsync(Options.MaxMessageBatchSize - messages.Count, left, cancellationToken));
        }

        return messages;
    }
}

/// <summary>The messages of one call.</summary>
internal sealed class MessageRun(MessageFunction function, ServiceBusReceiver? receiver, IReadOnlyList<ServiceBusReceivedMessage> messages)
{
    public MessageFunction Function { get; } = function;

    public IReadOnlyList<ServiceBusReceivedMessage> Messages { get; } = messages;

    /// <exception cref="InvalidOperationException">The function was started by hand: its message lies in no queue.</exception>
    public ServiceBusReceiver Receiver => receiver ?? throw new InvalidOperationException("The function was started by hand: there is no message to settle.");

    public ServiceBusMessageActions Actions { get; } = new(receiver);

    public ServiceBusSessionMessageActions SessionActions { get; } = new(receiver as ServiceBusSessionReceiver);
}

/// <summary>Runs a function for its messages and settles them afterwards: completed on success, abandoned on an exception (SB-1).</summary>
internal sealed class FunctionRunner(IFunctionInvoker invoker, TimeProvider time, ILogger<FunctionRunner> logger)
{
    public TimeProvider Time => time;

    public async Task RunAsync(MessageRun run, CancellationToken cancellationToken)
    {
        var failure = await InvokeAsync(run, cancellationToken);
        if (failure is not null || run.Function.Options.AutoCompleteMessages)
        {
            await Task.WhenAll(run.Messages.Where(message => !run.Actions.HasSettled(message)).Select(message => SettleAsync(run, message, failure)));
        }
    }

    /// <summary>Not cancelled with the function: its outcome is known, and is stored if there is time.</summary>
    private async Task SettleAsync(MessageRun run, ServiceBusReceivedMessage message, Exception? failure)
    {
        try
        {
            await (failure is null
                ? run.Receiver.CompleteMessageAsync(message, CancellationToken.None)
                : run.Receiver.AbandonMessageAsync(message, cancellationToken: CancellationToken.None));
        }
        catch (Exception unsettled) when (unsettled is ServiceBusException or ObjectDisposedException)
        {
            MessagingLog.NotSettled(logger, run.Function.Name, message.MessageId, unsettled);
        }
    }

    private async Task<Exception?> InvokeAsync(MessageRun run, CancellationToken cancellationToken)
    {
        await using var renewal = LockRenewal.ForMessage(run, time, logger);
        try
        {
            await invoker.InvokeAsync(run.Function.Function, new ServiceBusTriggerInput(run), cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            MessagingLog.FunctionFailed(logger, run.Function.Name, run.Messages[0].MessageId, run.Messages[0].DeliveryCount, failure);
            return failure;
        }
    }
}
