using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Payroll;

/// <summary>Calculates a past round again and certifies what came out. It pays nobody, posts nothing and changes nothing of the run.</summary>
public static class PayrollReplayOrchestrator
{
    [Function(nameof(PayrollReplayOrchestrator))]
    public static async Task<ReplayVerdict> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var (replay, shards) = context.GetInput<ReplayWork>()!;
        await Task.WhenAll(ShardBatch.Of((replay.Round, ShardWork.Replay, replay.Number), shards).Select(context.WorkOnShards));
        return await context.CertifyReplay(replay);
    }
}
