using System.Runtime.CompilerServices;

namespace BackOffice.Payroll;

/// <summary>The posted runs that a round knows; read once for all its shards.</summary>
public sealed class RoundChain(PayrollStore store)
{
    private readonly ConditionalWeakTable<RoundPlan, IReadOnlyList<ChainLink>> chains = [];

    /// <summary>Those that stood when the round was planned, oldest first.</summary>
    internal async Task<IReadOnlyList<ChainLink>> ReadAsync(string tenant, RoundPlan plan, CancellationToken cancellationToken)
    {
        if (chains.TryGetValue(plan, out var known))
        {
            return known;
        }

        var standing = (await store.ReadChainAsync(tenant, plan.Group, cancellationToken)).StandingAt(plan.ChainLength);
        chains.AddOrUpdate(plan, standing);
        return standing;
    }
}
