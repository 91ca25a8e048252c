using System.IO.Compression;
using System.Text;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>Maps instances and their logs to rows and back.</summary>
internal static class InstanceRows
{
    /// <summary>Characters of a text property, with room below the 32 768 of a table (TS-23).</summary>
    public const int TextLimit = 32_000;

    /// <summary>Beyond this the tail of a log moves to a row of its own.</summary>
    public const int TailLimit = 8_000;

    private const int BinaryLimit = 60_000;
    private const int BinariesInRow = 12;

    public static RowWrite ToRow(InstanceRecord record, bool isNew)
    {
        var values = new Dictionary<string, object>
        {
            ["Name"] = record.Name,
            ["ExecutionId"] = record.ExecutionId,
            ["Version"] = record.Version,
            ["Status"] = record.Status.ToString(),
            ["CreatedAt"] = record.CreatedAt,
            ["UpdatedAt"] = record.UpdatedAt,
            ["LogRows"] = (long)record.LogRows,
            ["DeliveredThrough"] = (long)record.DeliveredThrough,
            ["Tail"] = record.Tail,
        };
        Add(values, "ScheduledStart", record.ScheduledStart);
        Add(values, "Purging", record.IsPurging ? 1L : null);
        Add(values, "CustomStatus", record.CustomStatus);
        Add(values, "Tags", record.Tags is { Count: > 0 } tags ? HistoryJson.Write(tags) : null);
        Add(values, "Parent", record.Parent is { } parent ? HistoryJson.Write(parent) : null);
        AddPayload(values, "Input", record.Input);
        AddPayload(values, "Output", record.Output);
        AddPayload(values, "Failure", record.Failure is { } failure ? HistoryJson.Write(failure) : null);
        return new RowWrite(EngineKeys.Instance(record.Id), values) { IsNew = isNew };
    }

    public static InstanceRecord FromRow(string id, StoredRow row)
    {
        var values = row.Values;
        return new InstanceRecord(id, Text(values, "Name")!, Text(values, "ExecutionId")!)
        {
            Version = Text(values, "Version") ?? string.Empty,
            Status = Enum.Parse<OrchestrationRuntimeStatus>(Text(values, "Status")!),
            CreatedAt = (DateTimeOffset)values["CreatedAt"],
            UpdatedAt = (DateTimeOffset)values["UpdatedAt"],
            ScheduledStart = values.TryGetValue("ScheduledStart", out var due) ? (DateTimeOffset)due : null,
            LogRows = (int)(long)values["LogRows"],
            IsPurging = values.ContainsKey("Purging"),
            DeliveredThrough = (int)(long)values["DeliveredThrough"],
            Tail = Text(values, "Tail") ?? string.Empty,
            CustomStatus = Text(values, "CustomStatus"),
            Tags = Text(values, "Tags") is { } tags ? HistoryJson.ReadTags(tags) : null,
            Parent = Text(values, "Parent") is { } parent ? HistoryJson.ReadParent(parent) : null,
            Input = Text(values, "Input"),
            Output = Text(values, "Output"),
            Failure = Text(values, "Failure") is { } failure ? HistoryJson.ReadFailure(failure) : null,
        };
    }

    /// <summary>Whether a payload is too large for the row and stands in the log only.</summary>
    public static bool HasPayloadsInLog(StoredRow row)
        => row.Values.ContainsKey("InputInLog") || row.Values.ContainsKey("OutputInLog") || row.Values.ContainsKey("FailureInLog");

    public static string IdOf(StoredRow row)
        => EngineKeys.IdOfInstance(row.Key);

    /// <summary>The keys of the rows of a log, in their order.</summary>
    public static IReadOnlyList<string> LogKeys(InstanceRecord record)
        => [.. Enumerable.Range(0, record.LogRows).Select(row => EngineKeys.Log(record.ExecutionId, row))];

    /// <summary>A part of a log as rows, compressed.</summary>
    public static IReadOnlyList<RowWrite> ToLogRows(InstanceRecord record, string text)
    {
        var packed = Compress(text);
        var chunks = packed.Chunk(BinaryLimit).Chunk(BinariesInRow);
        return
        [
            .. chunks.Select((chunk, index) => new RowWrite(
                EngineKeys.Log(record.ExecutionId, record.LogRows + index),
                chunk.Select((bytes, part) => (bytes, part)).ToDictionary(pair => $"P{pair.part:d2}", pair => (object)pair.bytes)
                    .With("First", index == 0 ? 1L : 0L))
            {
                IsNew = true,
            }),
        ];
    }

    /// <summary>The text of log rows, in their order.</summary>
    public static string FromLogRows(IEnumerable<StoredRow> rows)
    {
        var text = new StringBuilder();
        var packed = new MemoryStream();
        foreach (var row in rows)
        {
            if ((long)row.Values["First"] == 1)
            {
                Flush(packed, text);
            }

            foreach (var part in row.Values.Where(pair => pair.Key[0] == 'P').OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                packed.Write((byte[])part.Value);
            }
        }

        Flush(packed, text);
        return text.ToString();
    }

    private static void Flush(MemoryStream packed, StringBuilder text)
    {
        if (packed.Length == 0)
        {
            return;
        }

        packed.Position = 0;
        using (var unzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true))
        {
            using var reader = new StreamReader(unzip, Encoding.UTF8);
            text.Append(reader.ReadToEnd());
        }

        packed.SetLength(0);
    }

    private static byte[] Compress(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static Dictionary<string, object> With(this Dictionary<string, object> values, string name, object value)
    {
        values[name] = value;
        return values;
    }

    private static void AddPayload(Dictionary<string, object> values, string name, string? text)
    {
        if (text?.Length > TextLimit)
        {
            values[name + "InLog"] = 1L;
        }
        else
        {
            Add(values, name, text);
        }
    }

    private static void Add(Dictionary<string, object> values, string name, object? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object> values, string name) => values.TryGetValue(name, out var value) ? (string)value : null;
}
