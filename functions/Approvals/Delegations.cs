using Azure.Data.Tables;
using BackOffice.Approvals.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Approvals;

/// <summary>A delegation as it is kept.</summary>
public sealed record StoredDelegation(string Id, Delegation Delegation, DateTimeOffset MadeAt)
{
    /// <summary>Since when it no longer holds, before its last day; null when it runs to its end.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? EndedBy { get; init; }

    /// <summary>Whether it holds for a kind now, by the tenant's calendar, whatever last day was written down.</summary>
    internal bool HoldsAt(DateTimeOffset now, string kind, Tenant tenant)
        => EndedAt is null && Delegation.HoldsFor(kind, tenant.DayAt(now)) && tenant.DayAt(now) <= Delegation.LatestEnd(tenant.DayAt(MadeAt));
}

/// <summary>Who stands in for whom.</summary>
public sealed class Delegations(ApprovalStore store, TimeProvider time)
{
    /// <summary>All of a tenant, ended ones too.</summary>
    internal Task<IReadOnlyList<StoredDelegation>> ListAsync(string tenant, CancellationToken cancellationToken)
        => store.ListAsync<StoredDelegation>(tenant, ApprovalKeys.DelegationPrefix, cancellationToken);

    /// <summary>Those that hold for a kind at this moment, by the tenant's calendar.</summary>
    internal async Task<IReadOnlyList<Delegation>> InForceAsync(Tenant tenant, string kind, DateTimeOffset now, CancellationToken cancellationToken)
        => [.. (await ListAsync(tenant.Id, cancellationToken)).Where(stored => stored.HoldsAt(now, kind, tenant)).Select(stored => stored.Delegation)];

    /// <summary>Writes it down; a second call under the same id changes nothing.</summary>
    internal Task AddAsync(string tenant, StoredDelegation delegation)
        => store.TryAddAsync(ApprovalStore.JsonRow(tenant, ApprovalKeys.DelegationPrefix + delegation.Id, RowJson.Write(delegation)));

    internal async Task<StoredDelegation?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
        => ApprovalKeys.CanBeId(id) && await store.FindRowAsync(tenant, ApprovalKeys.DelegationPrefix + id, cancellationToken) is { } row
            ? RowJson.Read<StoredDelegation>(row.Text("Json"))
            : null;

    /// <summary>Ends it now; one that was ended stays as it was.</summary>
    internal async Task<StoredDelegation?> EndAsync(string tenant, string id, string by, CancellationToken cancellationToken)
    {
        while (await store.FindRowAsync(tenant, ApprovalKeys.DelegationPrefix + id, cancellationToken) is { } row)
        {
            var stored = RowJson.Read<StoredDelegation>(row.Text("Json"));
            var ended = stored.EndedAt is null ? stored with { EndedAt = time.GetUtcNow(), EndedBy = by } : stored;
            var changed = ApprovalStore.JsonRow(tenant, row.RowKey, RowJson.Write(ended));
            if (ended == stored || await store.TryWriteAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, changed, row.ETag)]))
            {
                return ended;
            }
        }

        return null;
    }
}
