using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using BackOffice.Storage;

namespace BackOffice.Numbering;

/// <summary>
/// Gives consecutive numbers to records, each in the transaction that writes the record, so that no number is used twice
/// or lost. Records that wait for the same series share a transaction; other instances of the app are met by the
/// counter's ETag.
/// </summary>
internal sealed class GapFreeNumbers(TableClient table)
{
    /// <summary>With the counter, a key row and three rows of the record each: 97 of Azure's hundred rows.</summary>
    private const int MostRecords = 24;

    private const int MostAttempts = 20;

    private readonly ConcurrentDictionary<(string Partition, string Series), NumberSeries> series = new();

    /// <summary>
    /// Writes the record with the next number of its series, or answers the number and owner its key has already:
    /// the same owner after a crash, another one for a duplicate.
    /// </summary>
    /// <exception cref="RequestFailedException">One of the record's own rows was refused; no number was used.</exception>
    public async Task<NumberGiven> GiveAsync(NumberRequest request)
    {
        var writer = series.GetOrAdd((request.Partition, request.Series), key => new NumberSeries(table, key.Partition, key.Series));
        var answer = await writer.SubmitAsync(request);
        return answer.Given ?? throw answer.Refusal!;
    }

    private sealed record Answer(NumberGiven? Given, RequestFailedException? Refusal);

    /// <summary>One counter, written by one writer in this process.</summary>
    private sealed class NumberSeries
    {
        private readonly TableClient table;
        private readonly string partition;
        private readonly string counterKey;
        private readonly GroupCommit<NumberRequest, Answer> commit;
        private (long Last, ETag? Version)? counter;

        public NumberSeries(TableClient table, string partition, string series)
        {
            this.table = table;
            this.partition = partition;
            counterKey = $"counter|{series}";
            commit = new(MostRecords, CommitAsync);
        }

        public Task<Answer> SubmitAsync(NumberRequest request) => commit.SubmitAsync(request);

        private async Task<IReadOnlyList<Answer>> CommitAsync(IReadOnlyList<NumberRequest> batch)
        {
            if (batch.DistinctBy(request => request.Key).Count() == batch.Count
                && await TryWriteAsync(batch) is { Refusal: null } written)
            {
                return [.. written.Numbers.Select((number, i) => new Answer(new NumberGiven(number, batch[i].Owner), Refusal: null))];
            }

            // A key that exists, or a counter that moved, refuses the whole transaction; alone, each record gets its own answer.
            var answers = new List<Answer>(batch.Count);
            foreach (var request in batch)
            {
                answers.Add(await CommitAloneAsync(request));
            }

            return answers;
        }

        private async Task<Answer> CommitAloneAsync(NumberRequest request)
        {
            RequestFailedException? refusal = null;
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                counter = null;
                if (await FindAsync(request) is { } given)
                {
                    return new Answer(given, Refusal: null);
                }

                (var written, refusal) = await TryWriteAsync([request]);
                if (refusal is null)
                {
                    return new Answer(new NumberGiven(written[0], request.Owner), Refusal: null);
                }

                if (refusal.Status is not (404 or 409 or 412) || refusal is TableTransactionFailedException { FailedTransactionActionIndex: > 1 })
                {
                    break;
                }
            }

            // The refused write may still have been ours, its answer lost.
            return await FindAsync(request) is { } found ? new Answer(found, Refusal: null) : new Answer(Given: null, refusal);
        }

        private async Task<NumberGiven?> FindAsync(NumberRequest request)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, request.KeyRow);
            return row.HasValue ? new NumberGiven(row.Value!.GetInt64("Number")!.Value, row.Value.Text("Owner")) : null;
        }

        private async Task<(IReadOnlyList<long> Numbers, RequestFailedException? Refusal)> TryWriteAsync(IReadOnlyList<NumberRequest> batch)
        {
            var (last, version) = counter ??= await ReadCounterAsync();
            long[] given = [.. batch.Select((_, i) => last + 1 + i)];
            List<TableTransactionAction> rows = [MoveCounter(given[^1], version)];
            for (var i = 0; i < batch.Count; i++)
            {
                rows.Add(new(TableTransactionActionType.Add, batch[i].ToKeyRow(given[i])));
                rows.AddRange(batch[i].RowsFor(given[i]));
            }

            try
            {
                var written = await table.SubmitTransactionAsync(rows);
                counter = (given[^1], written.Value[0].Headers.ETag);
                return (given, null);
            }
            catch (RequestFailedException refused) when (refused.Status is >= 400 and < 500 and not 429)
            {
                counter = null;
                return (given, refused);
            }
            catch
            {
                // Whether the counter moved is not known.
                counter = null;
                throw;
            }
        }

        private async Task<(long Last, ETag? Version)> ReadCounterAsync()
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, counterKey);
            return row.HasValue ? (row.Value!.GetInt64("Last")!.Value, row.Value.ETag) : (0, null);
        }

        private TableTransactionAction MoveCounter(long last, ETag? version)
        {
            var row = new TableEntity(partition, counterKey) { ["SchemaVersion"] = 1, ["Last"] = last };
            return version is { } known
                ? new(TableTransactionActionType.UpdateReplace, row, known)
                : new(TableTransactionActionType.Add, row);
        }
    }
}

/// <summary>A record that wants a number.</summary>
/// <param name="Partition">Of all its rows.</param>
/// <param name="Series">What is counted: PROT|2026 for instance. Numbers begin at 1.</param>
/// <param name="Key">What may have one number only, for ever: a content's digest, an invoice's id.</param>
/// <param name="Owner">Who asks; the same owner gets the same number again.</param>
/// <param name="RowsFor">The record's rows with this number: one to three, of the same partition.</param>
internal sealed record NumberRequest(string Partition, string Series, string Key, string Owner, Func<long, IReadOnlyList<TableTransactionAction>> RowsFor)
{
    public string KeyRow => KeyRowOf(Key);

    public static string KeyRowOf(string key) => $"key|{key}";

    public TableEntity ToKeyRow(long number) => new(Partition, KeyRow)
    {
        ["SchemaVersion"] = 1,
        ["Series"] = Series,
        ["Number"] = number,
        ["Owner"] = Owner,
    };
}

/// <summary>The number a key has, and who got it.</summary>
internal sealed record NumberGiven(long Number, string Owner);
