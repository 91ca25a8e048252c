using BackOffice.LocalRuntime.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that fit into one send.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly List<BusMessage> contents = [];

    internal ServiceBusMessageBatch(long maxSizeInBytes) => MaxSizeInBytes = maxSizeInBytes;

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    public int Count => contents.Count;

    internal IReadOnlyList<BusMessage> Contents => contents;

    /// <returns>False when the message does not fit any more; it belongs into the next batch.</returns>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var content = BusMessage.Of(message);
        if (SizeInBytes + content.Size > MaxSizeInBytes)
        {
            return false;
        }

        contents.Add(content);
        SizeInBytes += content.Size;
        return true;
    }

    public void Dispose() => contents.Clear();
}

/// <summary>How large a batch may become.</summary>
public class CreateMessageBatchOptions
{
    /// <summary>Null takes what the namespace allows; more than that is refused.</summary>
    public long? MaxSizeInBytes { get; set; }
}
