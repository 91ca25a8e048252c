using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.People;

/// <summary>An import that was decided: from this row on, it takes place, however often the power fails.</summary>
internal sealed class ImportHead : ITableEntity
{
    public const string Prefix = "import|";

    /// <summary>Beside it while not every person is written.</summary>
    public const string PendingPrefix = "pending|";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Group { get; set; } = "";

    public ImportFormat Format { get; set; }

    /// <summary>The first day of rows that say none, 2026-01-31; null when each must.</summary>
    public string? ValidFrom { get; set; }

    public string Reason { get; set; } = "";

    public string By { get; set; } = "";

    /// <summary>Since when all it says is known.</summary>
    public DateTimeOffset At { get; set; }

    public int Rows { get; set; }

    public int People { get; set; }

    public int Entries { get; set; }

    public bool IsApplied { get; set; }

    [IgnoreDataMember]
    public string Id => RowKey[Prefix.Length..];

    [IgnoreDataMember]
    public LocalDate? From => ValidFrom is { } text ? LocalDatePattern.Iso.Parse(text).Value : null;

    public static string KeyOf(string id) => Prefix + id;

    public static string PendingOf(string group, string id) => $"{PendingPrefix}{group}|{id}";

    public ReadImport Read(ReadOnlyMemory<byte> content) => Format == ImportFormat.Csv ? CsvImport.Read(content, From) : JsonImport.Read(content);
}

/// <summary>How an import is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportFormat>))]
public enum ImportFormat
{
    [JsonStringEnumMemberName("csv")]
    Csv,

    [JsonStringEnumMemberName("json")]
    Json,
}
