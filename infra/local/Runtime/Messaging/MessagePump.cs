using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Receives for one function without sessions, as many messages or batches as may run at a time.</summary>
[SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "A function that outlives the drain still gives back its slot.")]
internal sealed class MessagePump(MessageFunction function, ServiceBusReceiver receiver, FunctionRunner runner, ILogger logger) : IMessagePump
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource receiving = new();
    private readonly CancellationTokenSource running = new();
    private readonly SemaphoreSlim slots = new(function.Options.MaxConcurrentCalls);
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(ReceiveAsync);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var abandoning = cancellationToken.Register(running.Cancel);
        await receiving.CancelAsync();
        await loop;
        for (var taken = 0; taken < function.Options.MaxConcurrentCalls; taken++)
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
                var runs = await ReceiveRunsAsync(free);
                free -= runs.Count;
                foreach (var run in runs)
                {
                    _ = Task.Run(() => ProcessAsync(run), CancellationToken.None);
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

    /// <summary>A run for each of several messages, or one for a batch of them.</summary>
    private async Task<IReadOnlyList<MessageRun>> ReceiveRunsAsync(int free)
    {
        if (function.IsBatched)
        {
            var batch = await function.ReceiveAsync(receiver, null, runner.Time, receiving.Token);
            return batch.Count == 0 ? [] : [new MessageRun(function, receiver, batch)];
        }

        var messages = await receiver.ReceiveMessagesAsync(free, null, receiving.Token);
        return [.. messages.Select(message => new MessageRun(function, receiver, [message]))];
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

    private async Task ProcessAsync(MessageRun run)
    {
        try
        {
            await runner.RunAsync(run, running.Token);
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
