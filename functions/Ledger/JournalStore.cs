using System.Globalization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Ledger.Domain;
using BackOffice.Numbering;
using BackOffice.Storage;

namespace BackOffice.Ledger;

/// <summary>The rows of the journal: entries with their numbers, and the lines of long ones.</summary>
public sealed class JournalStore
{
    private readonly TableClient table;
    private readonly GapFreeNumbers numbers;

    public JournalStore(TableServiceClient tables)
    {
        table = tables.GetTableClient(JournalKeys.Table);
        numbers = new GapFreeNumbers(table);
    }

    /// <summary>Writes the lines that need rows of their own, then the entry with the next number of its year.</summary>
    /// <returns>The number the id has, and the digest of the entry that has it: another one when the id was used for something else.</returns>
    internal async Task<NumberGiven> AddAsync(JournalEntry entry, JournalRow row, CancellationToken cancellationToken)
    {
        if (row.Lines is null)
        {
            await AddLinesAsync(entry, row, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await numbers.GiveAsync(new NumberRequest(row.PartitionKey, JournalKeys.Series(row.Year), JournalKeys.Id(entry.Id), row.Digest, number =>
            [new TableTransactionAction(TableTransactionActionType.Add, row.Numbered(number))]));
    }

    /// <summary>The entry of an id, or null.</summary>
    internal async Task<JournalRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        var partition = JournalKeys.Partition(tenant);
        return await table.FindAsync<TableEntity>(partition, NumberRequest.KeyRowOf(JournalKeys.Id(id)), cancellationToken) is not { } taken
            ? null
            : await table.FindAsync<JournalRow>(partition, EntryOf(taken), cancellationToken);
    }

    /// <summary>Entries in the order of their years and numbers, with a condition in OData or none.</summary>
    internal AsyncPageable<JournalRow> Query(string tenant, string keyPrefix, string? condition, int? pageSize = null)
        => table.QueryByPrefix<JournalRow>(JournalKeys.Partition(tenant), keyPrefix, condition, pageSize);

    /// <summary>The lines of an entry, in their order.</summary>
    internal async Task<IReadOnlyList<JournalLine>> ReadLinesAsync(JournalRow row, CancellationToken cancellationToken)
    {
        if (row.Lines is { } within)
        {
            return [.. JournalRow.Read(within, row.InCurrency)];
        }

        List<JournalLine> lines = new(row.LineCount);
        await foreach (var chunk in table.QueryByPrefix<TableEntity>(row.PartitionKey, JournalKeys.LinesPrefix(row.EntryId, row.Digest)).WithCancellation(cancellationToken))
        {
            lines.AddRange(JournalRow.Read(chunk.Text("Lines"), row.InCurrency));
        }

        return lines.Count == row.LineCount ? lines : throw new InvalidDataException($"Entry {row.EntryId} has {lines.Count} of its {row.LineCount} lines.");
    }

    /// <summary>Nobody reads them before the entry is there; rows that a crash left are the same rows.</summary>
    private async Task AddLinesAsync(JournalEntry entry, JournalRow row, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var chunk in entry.Lines.Chunk(JournalRow.MostLines))
        {
            var lines = new TableEntity(row.PartitionKey, JournalKeys.Lines(entry.Id, row.Digest, number++)) { ["SchemaVersion"] = 1, ["Lines"] = JournalRow.Written(chunk) };
            await table.TryAddAsync(lines, cancellationToken);
        }
    }

    private static string EntryOf(TableEntity taken)
    {
        var series = taken.Text("Series");
        var year = int.Parse(series.AsSpan(series.IndexOf('|', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        return JournalKeys.Entry(year, taken.GetInt64("Number")!.Value);
    }
}
