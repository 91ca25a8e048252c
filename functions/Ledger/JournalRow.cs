using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Ledger.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Ledger;

/// <summary>An entry as it was posted. Written once with its number and never again; when it is there, its lines are.</summary>
internal sealed class JournalRow : ITableEntity
{
    /// <summary>Lines in one row: with the longest accounts and texts they stay under Azure's 32 768 characters.</summary>
    public const int MostLines = 80;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string EntryId { get; set; } = "";

    public int Year { get; set; }

    public long Number { get; set; }

    public LedgerName Ledger { get; set; }

    public string Day { get; set; } = "";

    /// <summary>The month of the day.</summary>
    public string Month { get; set; } = "";

    /// <summary>The month it is about.</summary>
    public string Period { get; set; } = "";

    public string Description { get; set; } = "";

    public string Source { get; set; } = "";

    public string? Rules { get; set; }

    public string? Reverses { get; set; }

    public string Currency { get; set; } = "";

    /// <summary>Of one side, in minor units.</summary>
    public long Total { get; set; }

    public int LineCount { get; set; }

    /// <summary>By number, as JSON; null for entries that name none. Not in the digest: a label may be written better later.</summary>
    public string? AccountNames { get; set; }

    /// <summary>The lines as JSON; null when they lie in rows of their own.</summary>
    public string? Lines { get; set; }

    /// <summary>Of everything the entry says.</summary>
    public string Digest { get; set; } = "";

    /// <summary>The state of its month when it was posted.</summary>
    public int PeriodVersion { get; set; }

    public DateTimeOffset PostedAt { get; set; }

    public string LocalTime { get; set; } = "";

    public string PostedBy { get; set; } = "";

    [IgnoreDataMember]
    public Currency InCurrency => Primitives.Currency.Of(Currency);

    [IgnoreDataMember]
    public LocalDate On => LocalDatePattern.Iso.Parse(Day).Value;

    public static JournalRow From(JournalEntry entry, string digest) => new()
    {
        PartitionKey = JournalKeys.Partition(entry.Header.Tenant),
        EntryId = entry.Id,
        Year = entry.Header.Day.Year,
        Ledger = entry.Header.Ledger,
        Day = LocalDatePattern.Iso.Format(entry.Header.Day),
        Month = Primitives.Period.Of(entry.Header.Day).ToString(),
        Period = entry.Header.Period.ToString(),
        Description = entry.Header.Description,
        Source = entry.Header.Source,
        Rules = entry.Header.Rules,
        Reverses = entry.Header.Reverses,
        Currency = entry.Total.Currency.Code,
        Total = entry.Total.ToMinorUnits(),
        LineCount = entry.Lines.Count,
        AccountNames = entry.AccountNames.Count == 0 ? null : RowJson.Write(entry.AccountNames),
        Lines = entry.Lines.Count <= MostLines ? Written(entry.Lines) : null,
        Digest = digest,
    };

    /// <summary>A copy with its number, when that is known.</summary>
    public JournalRow Numbered(long number)
    {
        var row = (JournalRow)MemberwiseClone();
        (row.Number, row.RowKey) = (number, JournalKeys.Entry(Year, number));
        return row;
    }

    public JournalHeader Header(string tenant) => new()
    {
        Id = EntryId,
        Tenant = tenant,
        Ledger = Ledger,
        Day = On,
        Period = Primitives.Period.Parse(Period),
        Description = Description,
        Source = Source,
        Rules = Rules,
        Reverses = Reverses,
    };

    public Dictionary<string, string> ReadAccountNames() => AccountNames is null ? [] : RowJson.Read<Dictionary<string, string>>(AccountNames);

    public static string Written(IEnumerable<JournalLine> lines) => RowJson.Write(lines.Select(StoredLine.From));

    public static IEnumerable<JournalLine> Read(string lines, Currency currency) => RowJson.Read<List<StoredLine>>(lines).Select(line => line.ToLine(currency));

    /// <summary>The mark on the entry: ACME-JOURNAL-2026-000000001.</summary>
    public static string MarkOf(string tenant, int year, long number)
        => string.Create(CultureInfo.InvariantCulture, $"{tenant.ToUpperInvariant()}-JOURNAL-{year:D4}-{number:D9}");
}
