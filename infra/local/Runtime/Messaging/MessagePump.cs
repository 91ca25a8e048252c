using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Receives for one function, as many messages as may run at a time.</summary>
[SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "A function that outlives the drain still gives back its slot.")]
internal sealed class MessagePump(
    FunctionDescriptor function,
    ServiceBusReceiver receiver,
    ServiceBusOptions options,
    FunctionRunner runner,
    ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource receiving = new();
    private readonly CancellationTokenSource running = new();
    private readonly SemaphoreSlim slots = new(options.MaxConcurrentCalls);
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(ReceiveAsync);

    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the loop never waits for its stopper.")]
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var abandoning = cancellationToken.Register(running.Cancel);
        await receiving.CancelAsync();
        await loop;
        for (var taken = 0; taken < options.MaxConcurrentCalls; taken++)
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await receiving.CancelAsync();
        await running.CancelAsync();
        await receiver.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        while (!receiving.IsCancellationRequested)
        {
            var free = 0;
            try
            {
                free = await TakeFreeSlotsAsync();
                var messages = await receiver.ReceiveMessagesAsync(free, null, receiving.Token);
                free -= messages.Count;
                foreach (var message in messages)
                {
                    _ = Task.Run(() => ProcessAsync(message), CancellationToken.None);
                }
            }
            catch (Exception fault) when (!receiving.IsCancellationRequested)
            {
                MessagingLog.NotReceived(logger, function.Name, fault);
                await Task.Delay(PauseAfterFault, runner.Time, receiving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                Free(free);
            }
        }
    }

    private async Task<int> TakeFreeSlotsAsync()
    {
        var taken = 0;
        do
        {
            await slots.WaitAsync(receiving.Token); // nobody else takes any, so only the first may have to wait
            taken++;
        }
        while (slots.CurrentCount > 0);

        return taken;
    }

    private async Task ProcessAsync(ServiceBusReceivedMessage message)
    {
        try
        {
            await runner.RunAsync(new MessageRun(function, receiver, message, options), running.Token);
        }
        finally
        {
            Free(1);
        }
    }

    private void Free(int count)
    {
        if (count > 0)
        {
            slots.Release(count);
        }
    }
}
