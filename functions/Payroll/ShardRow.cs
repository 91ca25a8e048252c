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

    public PayTotals ReadTotals() => RowJson.Read<PayTotals>(Totals);

    public RunSums ReadSums() => RowJson.Read<RunSums>(Sums);
}
