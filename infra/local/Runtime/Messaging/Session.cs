namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The messages of one SessionId that wait, in order, and what its receivers keep about it.</summary>
internal sealed class Session(string id, BrokerEntity entity)
{
    public string Id { get; } = id;

    public DeliveryLine Line { get; } = new(entity);

    /// <summary>The one receiver that has the session, or null.</summary>
    public SessionLock? Lock { get; set; }

    public byte[]? State { get; set; }

    /// <summary>Waits among those that the next free receiver may have.</summary>
    public bool IsReady { get; set; }

    public bool IsFree => Lock is null && Line.HasMessages;

    public bool IsEmpty => Lock is null && State is null && !Line.HasMessages;
}

/// <summary>One receiver's hold on a session: messages are delivered and settled under it as long as it lasts (SB-5).</summary>
internal sealed class SessionLock(SessionSource source, Session session) : Lease, ILockHolder
{
    private readonly HashSet<MessageLock> held = [];

    public Session Session { get; } = session;

    public bool IsLost { get; set; }

    /// <summary>Delivered under this lock and not being settled, in order.</summary>
    public IReadOnlyList<MessageLock> Open => [.. held.Where(entry => !entry.IsSettling).OrderBy(entry => entry.Message.SequenceNumber)];

    public MessageLock? TryLock(BrokerMessage message)
    {
        if (IsLost || IsSettling)
        {
            return null;
        }

        var taken = new MessageLock(message, this) { Until = Until };
        held.Add(taken);
        source.Hold(taken);
        return taken;
    }

    public void Forget(MessageLock settled) => held.Remove(settled);

    public void GiveBack(IReadOnlyList<BrokerMessage> messages) => source.GiveBack(messages);

    public Exception Lost() => source.Lost(Session.Id);
}
