namespace BackOffice.LocalRuntime.Messaging;

/// <summary>What one receiver has for itself for a time. Leases die with the process: what they held is free at the next start.</summary>
internal abstract class Lease
{
    public Guid Token { get; } = Guid.NewGuid();

    public DateTimeOffset Until { get; set; }

    /// <summary>Its end is on the way to the table: it neither expires nor is ended again.</summary>
    public bool IsSettling { get; set; }
}

/// <summary>A delivered message nobody has settled yet; in a session it lasts as long as the session's lock.</summary>
internal sealed class MessageLock(BrokerMessage message, SessionLock? session = null) : Lease
{
    public BrokerMessage Message { get; } = message;

    public SessionLock? Session { get; } = session;
}

/// <summary>Whoever takes messages under locks: a source without sessions, or the receiver of one session.</summary>
internal interface ILockHolder
{
    /// <returns>Null when the holder has lost its own lock meanwhile; the message is then to be given back.</returns>
    MessageLock? TryLock(BrokerMessage message);

    void GiveBack(IReadOnlyList<BrokerMessage> messages);

    Exception Lost();
}
