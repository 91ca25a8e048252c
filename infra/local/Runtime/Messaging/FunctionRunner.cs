using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>One message for one function.</summary>
internal sealed record MessageRun(FunctionDescriptor Function, ServiceBusReceiver Receiver, ServiceBusReceivedMessage Message, ServiceBusOptions Options);

/// <summary>Runs a function for a message and settles it afterwards: completed on success, abandoned on an exception (SB-1).</summary>
internal sealed class FunctionRunner(IFunctionInvoker invoker, TimeProvider time, ILogger<FunctionRunner> logger)
{
    public TimeProvider Time => time;

    public async Task RunAsync(MessageRun run, CancellationToken cancellationToken)
    {
        var actions = new ServiceBusMessageActions(run.Receiver);
        var failure = await InvokeAsync(run, actions, cancellationToken);
        if (actions.IsSettled || (failure is null && !run.Options.AutoCompleteMessages))
        {
            return;
        }

        try
        {
            await SettleAsync(run, failure);
        }
        catch (Exception unsettled) when (unsettled is ServiceBusException or ObjectDisposedException)
        {
            MessagingLog.NotSettled(logger, run.Function.Name, run.Message.MessageId, unsettled);
        }
    }

    /// <summary>Not cancelled with the function: its outcome is known, and is stored if there is time.</summary>
    private static Task SettleAsync(MessageRun run, Exception? failure)
        => failure is null
            ? run.Receiver.CompleteMessageAsync(run.Message, CancellationToken.None)
            : run.Receiver.AbandonMessageAsync(run.Message, cancellationToken: CancellationToken.None);

    private async Task<Exception?> InvokeAsync(MessageRun run, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        await using var renewal = LockRenewal.Start(run, time, logger);
        try
        {
            await invoker.InvokeAsync(run.Function, new ServiceBusTriggerInput(run.Message, actions), cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            MessagingLog.FunctionFailed(logger, run.Function.Name, run.Message.MessageId, run.Message.DeliveryCount, failure);
            return failure;
        }
    }
}
