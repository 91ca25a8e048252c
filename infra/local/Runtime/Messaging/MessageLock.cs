namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A delivered message nobody has settled yet. Locks die with the process: its messages are free at the next start.</summary>
internal sealed class MessageLock(BrokerMessage message)
{
    public Guid Token { get; } = Guid.NewGuid();

    public BrokerMessage Message { get; } = message;

    public DateTimeOffset Until { get; set; }

    /// <summary>Its settlement is on the way to the table: it neither expires nor is settled again.</summary>
    public bool IsSettling { get; set; }
}
