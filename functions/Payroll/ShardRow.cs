using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;

namespace BackOffice.Payroll;

/// <summary>A shard of a round whose slips are calculated; it is written once, after its blobs.</summary>
internal sealed class ShardRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Sums { get; set; } = "";

    /// <summary>Lines summed for journal and dues, as JSON.</summary>
    public string Totals { get; set; } = "";

    /// <summary>SHA-256 of what went in.</summary>
    public string InputDigest { get; set; } = "";

    /// <summary>SHA-256 of the slips.</summary>
    public string SlipDigest { get; set; } = "";

    public string Rules { get; set; } = "";

    [IgnoreDataMember]
    public int Number => int.Parse(RowKey.AsSpan(RowKey.LastIndexOf('|') + 1), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>SHA-256 over all that went into the shards of a round and came out: what is approved, and what a replay must come to.</summary>
    /// <param name="shards">Digests of what went in and came out, and the version of the rules, in the order of the shards.</param>
    public static string ResultOf(IEnumerable<(string Inputs, string Slips, string Rules)> shards)
        => Digest.Of([.. shards.SelectMany(shard => new[] { shard.Inputs, shard.Slips, shard.Rules })]);

    public PayTotals ReadTotals() => RowJson.Read<PayTotals>(Totals);

    public RunSums ReadSums() => RowJson.Read<RunSums>(Sums);
}
