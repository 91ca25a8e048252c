using System.Globalization;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>
/// The posted runs of a group, oldest first. The newest regular one holds the closing balances of everybody in the group, those
/// after it of the people in them.
/// </summary>
internal sealed class ChainRow : ITableEntity
{
    /// <summary>One regular run a month and room for many others; older ones are found by their runs.</summary>
    private const int Most = 150;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Links { get; set; } = "[]";

    /// <summary>How many nets of people in the group never arrived after they were taken back; while there is none, nobody looks for any.</summary>
    public int LateReturns { get; set; }

    public static ChainRow Of(string tenant, string group) => new() { PartitionKey = PayrollKeys.Partition(tenant), RowKey = PayrollKeys.Chain(group) };

    /// <summary>
    /// The newest round; empty before the first. It stands for the whole chain: a round is posted only onto the one it was calculated
    /// after, so that two chains with the same end are the same.
    /// </summary>
    [IgnoreDataMember]
    public string Tip => Read() is [.., var last] ? string.Create(CultureInfo.InvariantCulture, $"{last.RunId}-r{last.Round}") : "";

    public IReadOnlyList<ChainLink> Read() => RowJson.Read<ChainLink[]>(Links);

    /// <summary>The runs that count, oldest first: those taken back as a whole are as if they had never been.</summary>
    public IReadOnlyList<ChainLink> Standing()
    {
        var posted = Read().ToList();
        var gone = posted.Select(link => link.Reverses).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return posted.FindAll(link => link.Reverses is null && !gone.Contains(link.RunId));
    }

    /// <summary>The write that adds a run.</summary>
    public TableTransactionAction Append(ChainLink link)
    {
        Links = RowJson.Write(Read().Append(link).TakeLast(Most));
        return Written();
    }

    /// <summary>The writes that add a net that never arrived under the next number.</summary>
    public TableTransactionAction[] Append(LateReturnRow row)
    {
        row.Number = ++LateReturns;
        return [Written(), new(TableTransactionActionType.Add, row)];
    }

    /// <summary>The write that takes the newest run off again, which was not posted after all.</summary>
    public TableTransactionAction TakeBack(ChainLink link)
    {
        var links = Read();
        if (links is not [.., var last] || (last.RunId, last.Round) != (link.RunId, link.Round))
        {
            throw new InvalidOperationException($"{link.RunId} is not the last run of its group.");
        }

        Links = RowJson.Write(links.SkipLast(1));
        return new(TableTransactionActionType.UpdateReplace, this, ETag);
    }

    /// <summary>The runs whose closing balances count: the newest of everybody, and those after it.</summary>
    public IReadOnlyList<ChainLink> Current()
    {
        var links = Read();
        var last = links.Select((link, place) => (link, place)).LastOrDefault(entry => entry.link.IsWhole);
        return last.link is null ? links : [.. links.Skip(last.place)];
    }

    private TableTransactionAction Written() => ETag == default ? new(TableTransactionActionType.Add, this) : new(TableTransactionActionType.UpdateReplace, this, ETag);
}

/// <summary>A posted run.</summary>
/// <param name="RunId">Which one.</param>
/// <param name="Round">The round that was posted.</param>
/// <param name="Period">Its month.</param>
/// <param name="Kind">Why people were paid.</param>
/// <param name="IsWhole">It has a line for everybody who was in the group.</param>
internal sealed record ChainLink(string RunId, int Round, Period Period, PayRunKind Kind, bool IsWhole)
{
    /// <summary>What was said until then it knew.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>The day it paid on; null where it was posted before this was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? PayDay { get; init; }

    /// <summary>The run that it takes back as a whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reverses { get; init; }
}
