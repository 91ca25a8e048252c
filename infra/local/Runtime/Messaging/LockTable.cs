namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Leases in force, each until its own time. Everything runs under the entity's lock.</summary>
/// <param name="entity">Whose clock and lock.</param>
/// <param name="duration">How long a lease lasts from its beginning, and from each renewal.</param>
/// <param name="expire">Ends leases whose time is up.</param>
internal sealed class LockTable<TLease>(BrokerEntity entity, TimeSpan duration, Action<IReadOnlyList<TLease>> expire)
    where TLease : Lease
{
    private readonly Dictionary<Guid, TLease> leases = [];
    private Alarm? alarm;

    public void Take(TLease lease)
    {
        lease.Until = entity.Time.GetUtcNow() + duration;
        leases.Add(lease.Token, lease);
        alarm ??= new Alarm(entity.Time, entity.Gate, ExpireDue);
        alarm.SetFor(lease.Until);
    }

    /// <returns>Null when it has expired, been ended, or belongs to a process that is no more.</returns>
    public TLease? Find(Guid token)
        => leases.TryGetValue(token, out var lease) && !lease.IsSettling && entity.Time.GetUtcNow() < lease.Until ? lease : null;

    public DateTimeOffset Renew(TLease lease) => lease.Until = entity.Time.GetUtcNow() + duration;

    public void Remove(TLease lease) => leases.Remove(lease.Token);

    public void Close() => alarm?.Dispose();

    private void ExpireDue()
    {
        var now = entity.Time.GetUtcNow();
        expire([.. leases.Values.Where(lease => !lease.IsSettling && lease.Until <= now)]);
        foreach (var lease in leases.Values.Where(lease => !lease.IsSettling))
        {
            alarm!.SetFor(lease.Until);
        }
    }
}
