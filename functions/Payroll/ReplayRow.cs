using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Storage;

namespace BackOffice.Payroll;

/// <summary>A replay as it is kept, beside the runs: what was asked for and never started is found there.</summary>
internal sealed class ReplayRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public ReplayRules By { get; set; }

    /// <summary>The version of the rules it is calculated with.</summary>
    public string Rules { get; set; } = "";

    public int Shards { get; set; }

    public string AskedBy { get; set; } = "";

    public DateTimeOffset AskedAt { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Of the command that asked for it.</summary>
    public string Correlation { get; set; } = "";

    /// <summary>What came out, as JSON; null while it is calculated.</summary>
    public string? Certificate { get; set; }

    /// <summary>It has its certificate.</summary>
    public bool IsCertified { get; set; }

    [IgnoreDataMember]
    public RunReplay Reference => RowKey.Split('|') is [_, var run, var round, var number]
        ? new(new(PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)], run, int.Parse(round, CultureInfo.InvariantCulture)), int.Parse(number, CultureInfo.InvariantCulture))
        : throw new InvalidDataException($"{RowKey} is no replay.");

    public ReplayCertificate? ReadCertificate() => Certificate is null ? null : RowJson.Read<ReplayCertificate>(Certificate);
}

/// <summary>One shard of a replay; written once, after its differences.</summary>
internal sealed class ReplayedShardRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public int People { get; set; }

    /// <summary>How many slips came out otherwise, byte by byte.</summary>
    public int Different { get; set; }

    /// <summary>SHA-256 of what goes in as the records say today that it was known then; of what is kept, where nothing was read again.</summary>
    public string InputDigest { get; set; } = "";

    /// <summary>SHA-256 of the slips that came out.</summary>
    public string SlipDigest { get; set; } = "";

    /// <summary>Net sums then and now, as JSON.</summary>
    public string Nets { get; set; } = "";
}

/// <summary>What came out of a replay: enough for somebody else to calculate it again and compare.</summary>
/// <param name="Verdict">Whether every slip came out the same, byte for byte.</param>
/// <param name="KnownAt">What was said until then counted.</param>
/// <param name="People">Slips that were calculated again.</param>
/// <param name="Different">How many came out otherwise.</param>
/// <param name="RulesThen">The version of the rules of the round.</param>
/// <param name="RulesUsed">The version that it was calculated with now.</param>
/// <param name="InputsThen">SHA-256 over the shards of what went in.</param>
/// <param name="InputsNow">The same over what the records say today that was known then; equal to the other where nothing was read again.</param>
/// <param name="ResultThen">SHA-256 over what went in and came out: what was approved.</param>
/// <param name="ResultNow">The same of the replay.</param>
/// <param name="NetThen">12.50 EUR.</param>
/// <param name="NetNow">12.50 EUR.</param>
internal sealed record ReplayCertificate(
    ReplayVerdict Verdict,
    DateTimeOffset KnownAt,
    int People,
    int Different,
    string RulesThen,
    string RulesUsed,
    string InputsThen,
    string InputsNow,
    string ResultThen,
    string ResultNow,
    string NetThen,
    string NetNow);
