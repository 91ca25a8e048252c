using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BackOffice.Approvals;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>One payroll run.</summary>
/// <param name="Tenant">Whose people.</param>
/// <param name="RunId">Group, month and kind: office-2026-11-regular; office-2026-11-off-cycle-2 where several are allowed.</param>
public sealed record RunReference(string Tenant, string RunId)
{
    /// <summary>The id of a run. There is one regular run of a group in a month that lives; of the other kinds there may be several.</summary>
    /// <param name="group">The pay group.</param>
    /// <param name="period">The month.</param>
    /// <param name="kind">Why people are paid.</param>
    /// <param name="number">1 for the first of its kind.</param>
    public static string IdOf(string group, Period period, PayRunKind kind, int number)
        => string.Create(CultureInfo.InvariantCulture, $"{group}-{period}-{RunWords.Of(kind)}{(number == 1 ? "" : $"-{number}")}");

    /// <summary>The id of a preview: office-2026-11-regular-preview. The word stands behind the month, where no name of a group reaches.</summary>
    public static string PreviewIdOf(string group, Period period, PayRunKind kind, int number)
        => string.Create(CultureInfo.InvariantCulture, $"{IdOf(group, period, kind, number: 1)}-preview{(number == 1 ? "" : $"-{number}")}");
}

/// <summary>One round of a run: each calculation is a new one, and the old ones are kept.</summary>
/// <param name="Tenant">Whose people.</param>
/// <param name="RunId">Which run.</param>
/// <param name="Round">1 for the first.</param>
public sealed record RunRound(string Tenant, string RunId, int Round)
{
    [JsonIgnore]
    public RunReference Run => new(Tenant, RunId);

    /// <summary>payroll-acme.office-2026-11-regular.1: one orchestration of each, ever. Neither tenant nor run has a '.', so no two share an id.</summary>
    [JsonIgnore]
    public string InstanceId => string.Create(CultureInfo.InvariantCulture, $"payroll-{Tenant}.{RunId}.{Round}");
}

/// <summary>How far a round is, for its orchestration.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="State">Of the run; a round that was replaced by another one says Superseded.</param>
/// <param name="Shards">In how many parts its people are worked on.</param>
/// <param name="Orders">How many payment orders were built of it.</param>
/// <param name="MessageId">The notification that tells of it.</param>
/// <param name="Approval">What has to be approved, once it is submitted.</param>
public sealed record RunProgress(string Tenant, RunState State, int Shards, int Orders, string? MessageId, ApprovalRequest? Approval);

/// <summary>How the approval of a round ended.</summary>
public sealed record RunVerdict(RunRound Round, ApprovalOutcome Outcome);

/// <summary>Nobody has moved a round for some time.</summary>
/// <param name="Round">Which one.</param>
/// <param name="At">When that was noticed; each reminder has its own time.</param>
public sealed record RunReminder(RunRound Round, DateTimeOffset At);

/// <summary>One shard of a round: up to a thousand people.</summary>
/// <param name="Round">Which round.</param>
/// <param name="Number">1 for the first; people are in the order of their ids.</param>
public sealed record ShardReference(RunRound Round, int Number)
{
    /// <summary>Which payment order of the run it goes into: 1, more where money came back or was released later. Which replay, where it is replayed.</summary>
    public int Order { get; init; } = 1;
}

/// <summary>One payment order of a run.</summary>
/// <param name="Round">Which run, and the round that was approved.</param>
/// <param name="Number">1 for the first.</param>
public sealed partial record RunOrder(RunRound Round, int Number)
{
    /// <summary>payroll-office-2026-11-regular-r2-1.</summary>
    [JsonIgnore]
    public string OrderId => string.Create(CultureInfo.InvariantCulture, $"payroll-{Round.RunId}-r{Round.Round}-{Number}");

    /// <summary>The run of an order; null for orders that are none of a run.</summary>
    public static string? RunIdOf(string orderId) => NameOfOrder().Match(orderId) is { Success: true } match ? match.Groups["run"].Value : null;

    [GeneratedRegex("^payroll-(?<run>.+)-r[0-9]+-[0-9]+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameOfOrder();
}

/// <summary>What is done to shards.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShardWork>))]
public enum ShardWork
{
    /// <summary>Reads the people and calculates their slips.</summary>
    [JsonStringEnumMemberName("calculate")]
    Calculate,

    /// <summary>Puts their nets into the payment order; with the first, writes their payslips and tells them.</summary>
    [JsonStringEnumMemberName("pay")]
    Pay,

    /// <summary>Calculates their slips again and compares; changes nothing.</summary>
    [JsonStringEnumMemberName("replay")]
    Replay,
}

/// <summary>Up to a hundred shards for one sub-orchestration.</summary>
/// <param name="Round">Which round.</param>
/// <param name="First">Number of the first shard.</param>
/// <param name="Last">Number of the last, included.</param>
/// <param name="Work">What is done to them.</param>
public sealed record ShardBatch(RunRound Round, int First, int Last, ShardWork Work)
{
    /// <summary>Of the payment order, or of the replay.</summary>
    public int Order { get; init; } = 1;

    private const int Most = 100;

    [JsonIgnore]
    public IEnumerable<ShardReference> Shards => Enumerable.Range(First, Last - First + 1).Select(number => new ShardReference(Round, number) { Order = Order });

    [JsonIgnore]
    public string InstanceId => string.Create(CultureInfo.InvariantCulture, $"{Round.InstanceId}.{RunWords.Of(Work)}{Order}-{First}");

    /// <summary>All shards of a round.</summary>
    /// <param name="work">What is done, in which round, for which order or replay.</param>
    /// <param name="shards">How many there are.</param>
    public static IEnumerable<ShardBatch> Of((RunRound Round, ShardWork Work, int Order) work, int shards)
        => Enumerable.Range(0, (shards + Most - 1) / Most).Select(batch => new ShardBatch(work.Round, (batch * Most) + 1, Math.Min(shards, (batch + 1) * Most), work.Work) { Order = work.Order });
}

/// <summary>One notification of a tenant's payroll, by its message id.</summary>
public sealed record PayrollNotice(string Tenant, string MessageId);
