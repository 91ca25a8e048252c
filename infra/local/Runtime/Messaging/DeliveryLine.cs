using System.Diagnostics.CodeAnalysis;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>
/// Messages that wait for a receiver, in order of their sequence numbers, and receivers that wait for messages, first come
/// first served. Everything but the wait itself runs under the entity's lock.
/// </summary>
internal sealed class DeliveryLine(BrokerEntity entity)
{
    private readonly SortedDictionary<long, BrokerMessage> available = [];
    private readonly LinkedList<Receive> receives = new();

    public bool HasMessages => available.Count > 0;

    public void Add(BrokerMessage message) => available.Add(message.SequenceNumber, message);

    /// <returns>False when the message is not here, but with a receiver.</returns>
    public bool Remove(BrokerMessage message) => available.Remove(message.SequenceNumber);

    /// <returns>What is there as soon as anything is; empty when nothing came in time.</returns>
    public async Task<IReadOnlyList<MessageLock>> ReceiveAsync(ILockHolder holder, ReceiveRequest request)
    {
        request.Cancellation.ThrowIfCancellationRequested();
        var receive = new Receive(Math.Min(request.AtMost, DeliverChange.Limit), holder);
        lock (entity.Gate)
        {
            entity.ThrowIfClosed();
            receives.AddLast(receive);
            Serve();
        }

        return await AwaitDeliveryAsync(receive, request) is { } delivery ? await delivery.LocksAsync() : [];
    }

    /// <summary>Hands what is available to those who wait.</summary>
    public void Serve()
    {
        while (available.Count > 0 && receives.First is { } first)
        {
            receives.RemoveFirst();
            List<BrokerMessage> taken = [.. available.Values.Take(first.Value.AtMost)];
            foreach (var message in taken)
            {
                available.Remove(message.SequenceNumber);
            }

            first.Value.Serve(entity.Post(new DeliverChange(taken, first.Value.Holder)));
        }
    }

    /// <summary>Ends every wait.</summary>
    public void Fail(Exception cause)
    {
        while (receives.First is { } first)
        {
            receives.RemoveFirst();
            first.Value.Fail(cause);
        }
    }

    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the entity's writer ends it.")]
    private async Task<DeliverChange?> AwaitDeliveryAsync(Receive receive, ReceiveRequest request)
    {
        try
        {
            return await receive.Delivery.WaitAsync(request.Wait, entity.Time, request.Cancellation);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            lock (entity.Gate)
            {
                if (receives.Remove(receive))
                {
                    request.Cancellation.ThrowIfCancellationRequested();
                    return null;
                }
            }

            return await receive.Delivery;
        }
    }

    private sealed class Receive(int atMost, ILockHolder holder)
    {
        private readonly TaskCompletionSource<DeliverChange> delivery = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int AtMost { get; } = atMost;

        public ILockHolder Holder { get; } = holder;

        [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the line ends it.")]
        public Task<DeliverChange> Delivery => delivery.Task;

        public void Serve(DeliverChange change) => delivery.TrySetResult(change);

        public void Fail(Exception cause) => delivery.TrySetException(cause);
    }
}

/// <summary>How many messages somebody wants, and for how long he waits for the first.</summary>
internal sealed record ReceiveRequest(int AtMost, TimeSpan Wait, CancellationToken Cancellation);
