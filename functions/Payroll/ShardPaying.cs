using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>What a shard of a posted run comes to: its nets in the payment order, and its payslips.</summary>
public sealed class ShardPaying(PayrollBlobs blobs, RunOrdering ordering, PayslipPublishing payslips, ShardGate gate)
{
    /// <summary>Puts the nets into the order and, with the first order, writes the payslips. A second call asks for the same, writes the same and tells nobody again.</summary>
    /// <returns>How many are in the order.</returns>
    [Function(nameof(PayrollSteps.PayShard))]
    public async Task<int> PayAsync([ActivityTrigger] ShardReference shard, CancellationToken cancellationToken)
    {
        using var place = await gate.EnterAsync(cancellationToken);
        var file = await blobs.ReadShardAsync(shard, await blobs.ReadPlanAsync(shard.Round, cancellationToken), cancellationToken);
        var papers = shard.Order == 1 ? await payslips.RenderAsync(shard, file, cancellationToken) : null;
        var ordered = await ordering.OrderAsync(shard, file, cancellationToken);
        if (papers is not null)
        {
            await payslips.PublishAsync(shard, papers, cancellationToken);
        }

        return ordered;
    }
}
