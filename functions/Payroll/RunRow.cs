using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payroll;

/// <summary>A payroll run as it is kept; every change of it is a row of its own beside it.</summary>
internal sealed partial class RunRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public RunState State { get; set; }

    /// <summary>Counts the changes from 1; 0 before the first.</summary>
    public int Version { get; set; }

    public string Group { get; set; } = "";

    public string PeriodText { get; set; } = "";

    public PayRunKind Kind { get; set; }

    public string PayDayText { get; set; } = "";

    /// <summary>It is calculated and looked at, and can never be submitted.</summary>
    public bool IsPreview { get; set; }

    public string CurrencyCode { get; set; } = "";

    /// <summary>0 while nothing was calculated.</summary>
    public int Round { get; set; }

    /// <summary>What people and sheets said until this instant is what the round knows.</summary>
    public DateTimeOffset? KnownAt { get; set; }

    public int Shards { get; set; }

    /// <summary>The people it is for, as JSON; null for the whole group.</summary>
    public string? Only { get; set; }

    /// <summary>The people whom this round reads and calculates anew, as JSON; the others keep what the round before had. Null for everybody.</summary>
    public string? Renewed { get; set; }

    public string CreatedBy { get; set; } = "";

    /// <summary>Everybody who started a round, submitted, left out or corrected, as JSON: none of them approves.</summary>
    public string Preparers { get; set; } = "[]";

    /// <summary>The newest posted run of the group when the round was planned; another by now, and the sums of the year are stale.</summary>
    public string ChainTip { get; set; } = "";

    /// <summary>Versions of the rules of the round, as JSON.</summary>
    public string Rules { get; set; } = "[]";

    /// <summary>Other versions under which a preview of it or an earlier round was calculated, as JSON.</summary>
    public string RulesBefore { get; set; } = "[]";

    /// <summary>What of the group became known to have been otherwise in paid months, as JSON.</summary>
    public string GroupNews { get; set; } = "[]";

    /// <summary>What the round came to, as JSON; null before.</summary>
    public string? Sums { get; set; }

    public int Failed { get; set; }

    /// <summary>SHA-256 of all inputs and slips of the round; what is approved.</summary>
    public string? ResultDigest { get; set; }

    /// <summary>Who submitted the round; null before.</summary>
    public string? SubmittedBy { get; set; }

    /// <summary>The day it is posted on; null for the last day of its month.</summary>
    public string? PostOnText { get; set; }

    /// <summary>The day its order is executed on: the pay day, or the first banking day after the approval.</summary>
    public string? OrderDayText { get; set; }

    /// <summary>When the present order was asked for: accounts as they were known then.</summary>
    public DateTimeOffset? OrderKnownAt { get; set; }

    /// <summary>Whether anybody was decided about when the present order was opened; null before.</summary>
    public bool? HasMarks { get; set; }

    /// <summary>A person or a bank moved it, and its orchestration may not have heard of it.</summary>
    public bool HasNews { get; set; }

    /// <summary>The journal entry of the posting.</summary>
    public string? EntryId { get; set; }

    /// <summary>Payment orders, oldest first, as JSON.</summary>
    public string Orders { get; set; } = "[]";

    /// <summary>Orders that nobody was in or that were refused; their numbers are used up.</summary>
    public int EmptyOrders { get; set; }

    /// <summary>The run that this one takes back.</summary>
    public string? Reverses { get; set; }

    /// <summary>Of a reversal: what is recovered of each person a month at most, as JSON; null for as much as the law allows.</summary>
    public string? MonthlyRecovery { get; set; }

    /// <summary>The run that takes this one back, or some people of it.</summary>
    public string? ReversedBy { get; set; }

    public string? MessageId { get; set; }

    [IgnoreDataMember]
    public string RunId => RowKey[PayrollKeys.RunPrefix.Length..];

    [IgnoreDataMember]
    public Period Period => Period.Parse(PeriodText);

    [IgnoreDataMember]
    public LocalDate PayDay => LocalDatePattern.Iso.Parse(PayDayText).Value;

    [IgnoreDataMember]
    public LocalDate PostOn => PostOnText is null ? Period.Last : LocalDatePattern.Iso.Parse(PostOnText).Value;

    [IgnoreDataMember]
    public LocalDate? OrderDay => OrderDayText is null ? null : LocalDatePattern.Iso.Parse(OrderDayText).Value;

    [IgnoreDataMember]
    public ChainLink Link => new(RunId, Round, Period, Kind, IsWhole: Only is null && Kind == PayRunKind.Regular) { KnownAt = KnownAt!.Value, PayDay = PayDay, Reverses = Only is null ? Reverses : null };

    [IgnoreDataMember]
    public Currency Currency => Currency.Of(CurrencyCode);

    [IgnoreDataMember]
    public RunReference Reference => new(PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)], RunId);

    [IgnoreDataMember]
    public RunRound Current => new(Reference.Tenant, RunId, Round);

    public ISet<string>? ReadOnly() => ReadPeople(Only);

    public ISet<string>? ReadRenewed() => ReadPeople(Renewed);

    public IReadOnlyList<string> ReadPreparers() => RowJson.Read<string[]>(Preparers);

    public IReadOnlyList<string> ReadRules() => RowJson.Read<string[]>(Rules);

    public IReadOnlyList<string> ReadRulesBefore() => RowJson.Read<string[]>(RulesBefore);

    public IReadOnlyList<GroupNews> ReadGroupNews() => RowJson.Read<GroupNews[]>(GroupNews);

    public IReadOnlyList<string> ReadOrders() => RowJson.Read<string[]>(Orders);

    public decimal ReadMonthlyRecovery() => MonthlyRecovery is null ? 0 : RowJson.Read<decimal>(MonthlyRecovery);

    public RunSums? ReadSums() => Sums is null ? null : RowJson.Read<RunSums>(Sums);

    private static HashSet<string>? ReadPeople(string? json) => json is null ? null : RowJson.Read<HashSet<string>>(json);
}
