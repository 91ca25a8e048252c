using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Payroll;

/// <summary>One kind of work on up to a hundred shards of a run, side by side.</summary>
public static class PayrollShardsOrchestrator
{
    [Function(nameof(PayrollShardsOrchestrator))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var batch = context.GetInput<ShardBatch>()!;
        var people = await Task.WhenAll(batch.Shards.Select(shard => batch.Work switch
        {
            ShardWork.Calculate => context.CalculateShard(shard),
            ShardWork.Pay => context.PayShard(shard),
            ShardWork.Replay => context.ReplayShard(shard),
            _ => throw new InvalidOperationException($"'{batch.Work}' is no work on shards."),
        }));
        return people.Sum();
    }
}
