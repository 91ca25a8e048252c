using System.Globalization;

namespace BackOffice.Payroll;

/// <summary>
/// The keys of what the feature keeps: the runs of a tenant with their history, replays and notifications in one partition, the shards
/// and people of each run in one of its own.
/// </summary>
internal static class PayrollKeys
{
    public const string Table = "Payroll";

    /// <summary>The blobs of runs: what went in, what came out, payslips. Written once and never overwritten.</summary>
    public const string Container = "payroll";

    public const string RunPrefix = "run|";

    public static string Partition(string tenant) => $"{tenant}|payroll";

    public static string Run(string runId) => RunPrefix + runId;

    public static string ChangePrefix(string runId) => $"change|{runId}|";

    public static string Change(string runId, int version) => ChangePrefix(runId) + version.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>What the people of a group begin their next slip with: the list of posted runs.</summary>
    public static string Chain(string group) => $"chain|{group}";

    /// <summary>What never arrived, by pay group and person. The mark after the person is less than every sign of an id, so that keys are in the order of people.</summary>
    public static string LateReturn(string group, string person, string order) => $"late-return|{group}|{person}!{order}";

    /// <summary>The keys of a range of people: from the first, and before the second.</summary>
    public static (string From, string Before) LateReturns(string group, ShardPlan shard) => ($"late-return|{group}|{shard.First}!", $"late-return|{group}|{shard.Last}\"");

    public static string RunPartition(RunReference run) => $"{run.Tenant}|{run.RunId}";

    public static string ShardPrefix(int round) => string.Create(CultureInfo.InvariantCulture, $"shard|{round:D3}|");

    public static string Shard(int round, int number) => string.Create(CultureInfo.InvariantCulture, $"{ShardPrefix(round)}{number:D4}");

    public const string PersonPrefix = "person|";

    public static string Person(string person) => PersonPrefix + person;

    public static string PlanBlob(RunRound round) => string.Create(CultureInfo.InvariantCulture, $"{round.Tenant}/{round.RunId}/{round.Round:D3}/plan.json");

    /// <summary>What went into a shard, as the round that read it wrote it.</summary>
    public static string InputsOf(RunRound round, ShardPlan shard, int number) => ShardBlob(round with { Round = shard.CarriedFrom ?? round.Round }, number, "inputs");

    /// <summary>What came out of a shard, as the round that calculated it wrote it.</summary>
    public static string SlipsOf(RunRound round, ShardPlan shard, int number) => ShardBlob(round with { Round = shard.CarriedFrom ?? round.Round }, number, "slips");

    /// <summary>The payslips of a shard, with what says where each lies.</summary>
    public static string PayslipBlob(RunRound round, int number)
        => string.Create(CultureInfo.InvariantCulture, $"{round.Tenant}/{round.RunId}/{round.Round:D3}/{number:D4}.payslips");

    public const string ReplayPrefix = "replay|";

    /// <summary>The replays of a run, beside the runs of the tenant.</summary>
    public static string ReplaysOf(string runId) => $"{ReplayPrefix}{runId}|";

    public static string Replay(RunReplay replay) => string.Create(CultureInfo.InvariantCulture, $"{ReplaysOf(replay.Round.RunId)}{replay.Round.Round:D3}|{replay.Number:D3}");

    public static string ReplayedShardPrefix(RunReplay replay) => string.Create(CultureInfo.InvariantCulture, $"replayed-shard|{replay.Round.Round:D3}|{replay.Number:D3}|");

    public static string ReplayedShard(RunReplay replay, int number) => string.Create(CultureInfo.InvariantCulture, $"{ReplayedShardPrefix(replay)}{number:D4}");

    /// <summary>The people of a shard whose slip is another one when it is calculated again.</summary>
    public static string DifferencesBlob(RunReplay replay, int number)
        => string.Create(CultureInfo.InvariantCulture, $"{replay.Round.Tenant}/{replay.Round.RunId}/{replay.Round.Round:D3}/replay-{replay.Number}/{number:D4}.differences.jsonl.gz");

    private static string ShardBlob(RunRound round, int number, string what)
        => string.Create(CultureInfo.InvariantCulture, $"{round.Tenant}/{round.RunId}/{round.Round:D3}/{number:D4}.{what}.jsonl.gz");
}
