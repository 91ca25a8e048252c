using BackOffice.Runs;
using Microsoft.DurableTask;

namespace BackOffice.Payroll;

/// <summary>The steps of a payroll run: the name, input, output and retry of each, once.</summary>
internal static class PayrollSteps
{
    extension(TaskOrchestrationContext context)
    {
        public Task<RunProgress> PlanRun(RunRound round)
            => context.CallActivityAsync<RunProgress>(nameof(PlanRun), round, Patience.Stubborn);

        public Task<int> CalculateShard(ShardReference shard)
            => context.CallActivityAsync<int>(nameof(CalculateShard), shard, Patience.Stubborn);

        public Task<RunProgress> SumUpRun(RunRound round)
            => context.CallActivityAsync<RunProgress>(nameof(SumUpRun), round, Patience.Stubborn);

        public Task<RunProgress> LookAtRun(RunRound round)
            => context.CallActivityAsync<RunProgress>(nameof(LookAtRun), round, Patience.Stubborn);

        public Task<RunProgress> RemindOfRun(RunReminder reminder)
            => context.CallActivityAsync<RunProgress>(nameof(RemindOfRun), reminder, Patience.Stubborn);

        public Task<RunProgress> DecideRun(RunVerdict verdict)
            => context.CallActivityAsync<RunProgress>(nameof(DecideRun), verdict, Patience.Stubborn);

        public Task<RunProgress> PostRun(RunRound round)
            => context.CallActivityAsync<RunProgress>(nameof(PostRun), round, Patience.Stubborn);

        public Task OpenRunOrder(RunOrder order)
            => context.CallActivityAsync(nameof(OpenRunOrder), order, Patience.Stubborn);

        public Task<int> PayShard(ShardReference shard)
            => context.CallActivityAsync<int>(nameof(PayShard), shard, Patience.Stubborn);

        public Task<RunProgress> SealRunOrder(RunOrder order)
            => context.CallActivityAsync<RunProgress>(nameof(SealRunOrder), order, Patience.Stubborn);

        public Task<int> ReplayShard(ShardReference shard)
            => context.CallActivityAsync<int>(nameof(ReplayShard), shard, Patience.Stubborn);

        public Task<ReplayVerdict> CertifyReplay(RunReplay replay)
            => context.CallActivityAsync<ReplayVerdict>(nameof(CertifyReplay), replay, Patience.Stubborn);

        public Task SendPayrollNotice(PayrollNotice notice)
            => context.CallActivityAsync(nameof(SendPayrollNotice), notice, Patience.Stubborn);

        public Task<int> WorkOnShards(ShardBatch batch)
            => context.CallSubOrchestratorAsync<int>(nameof(PayrollShardsOrchestrator), batch, new TaskOptions().WithInstanceId(batch.InstanceId));
    }
}
