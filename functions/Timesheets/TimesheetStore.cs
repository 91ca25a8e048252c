using Azure;
using Azure.Data.Tables;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Timesheets;

/// <summary>The sheets of a pay group and month: one partition, so that a shard of a pay run reads its own with two queries.</summary>
public sealed class TimesheetStore(TableServiceClient tables)
{
    /// <summary>Of one transaction.</summary>
    private const int MostRows = 100;

    /// <summary>Characters of one transaction, which holds four mebibytes.</summary>
    private const int MostText = 1_000_000;

    /// <summary>More than a row of a sheet ever takes as JSON.</summary>
    private const int LongestRow = 500;

    private readonly TableClient table = tables.GetTableClient(TimesheetKeys.Table);

    /// <summary>
    /// What approved sheets say of the people of a range, as known at an instant; who is not there has no sheet. A person whose sheets were all
    /// approved later is not there.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, TimeOfMonth>> ReadRangeAsync(SheetsAsked asked, CancellationToken cancellationToken)
    {
        var sheets = await SheetsAsync(asked.Place, cancellationToken);
        return TimeAt(asked.KnownAt, sheets, await PeopleAsync(asked.Place, asked.Range, cancellationToken).ToListAsync(cancellationToken));
    }

    /// <summary>The time of people as known at an instant, by the sheets of their month.</summary>
    internal static IReadOnlyDictionary<string, TimeOfMonth> TimeAt(DateTimeOffset knownAt, IEnumerable<SheetRow> sheets, IEnumerable<PersonSheetRow> people)
    {
        var known = sheets.ToDictionary(sheet => sheet.Id, StringComparer.Ordinal);
        return people.Where(row => row.HeldAt(knownAt, known.GetValueOrDefault(row.Sheet)))
            .GroupBy(row => row.Person, StringComparer.Ordinal)
            .ToDictionary(person => person.Key, person => TimeOfMonth.Of([.. person.SelectMany(row => row.Rows)]), StringComparer.Ordinal);
    }

    /// <summary>Says that a run has taken what it takes: sheets that come from now on are paid as differences. The first time stands.</summary>
    internal Task CutOffAsync(string tenant, string group, Period period, DateTimeOffset at, CancellationToken cancellationToken)
        => table.TryAddAsync(new TableEntity(new SheetPlace(tenant, group, period).Partition, TimesheetKeys.CutOff) { ["SchemaVersion"] = 1, ["At"] = at }, cancellationToken);

    /// <summary>When the month was cut off; null while it is not.</summary>
    internal async Task<DateTimeOffset?> CutOffOfAsync(SheetPlace place, CancellationToken cancellationToken)
        => (await table.FindAsync<TableEntity>(place.Partition, TimesheetKeys.CutOff, cancellationToken))?.GetDateTimeOffset("At");

    /// <summary>Says that no run looks for differences of the month any more: what is not approved by now is not paid by sheets.</summary>
    internal Task EndDifferencesAsync(string tenant, string group, Period period, DateTimeOffset at, CancellationToken cancellationToken)
        => table.TryAddAsync(new TableEntity(new SheetPlace(tenant, group, period).Partition, TimesheetKeys.Over) { ["SchemaVersion"] = 1, ["At"] = at }, cancellationToken);

    /// <summary>Whether no run would pay what a sheet of the month says.</summary>
    internal async Task<bool> IsOverAsync(SheetPlace place, CancellationToken cancellationToken)
        => await table.FindAsync<TableEntity>(place.Partition, TimesheetKeys.Over, cancellationToken) is not null;

    internal async Task<SheetRow?> FindAsync(SheetPlace place, string sheet, CancellationToken cancellationToken)
        => await table.FindAsync<TableEntity>(place.Partition, TimesheetKeys.Sheet(sheet), cancellationToken) is { } row ? new SheetRow(row) : null;

    /// <summary>All sheets of a group and month.</summary>
    internal async Task<IReadOnlyList<SheetRow>> SheetsAsync(SheetPlace place, CancellationToken cancellationToken)
    {
        List<SheetRow> sheets = [];
        await foreach (var row in table.QueryByPrefix<TableEntity>(place.Partition, TimesheetKeys.SheetPrefix).WithCancellation(cancellationToken))
        {
            sheets.Add(new SheetRow(row));
        }

        return sheets;
    }

    /// <summary>What every sheet says of the people of a range.</summary>
    internal async IAsyncEnumerable<PersonSheetRow> PeopleAsync(SheetPlace place, PersonRange range, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {place.Partition} and RowKey ge {range.First} and RowKey lt {TimesheetKeys.PersonEnd(range.Last)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return new PersonSheetRow(row);
        }
    }

    internal async Task<PersonSheetRow?> FindPersonAsync(SheetPlace place, string person, string sheet, CancellationToken cancellationToken)
        => await table.FindAsync<TableEntity>(place.Partition, TimesheetKeys.Person(person, sheet), cancellationToken) is { } row ? new PersonSheetRow(row) : null;

    /// <summary>Remembers that a sheet is being taken in, so that the sweep goes on with it.</summary>
    internal Task BeginAsync(SheetPlace place, string sheet, CancellationToken cancellationToken)
        => table.TryAddAsync(new TableEntity(TimesheetKeys.Begun(place.Tenant), TimesheetKeys.BegunKey(place, sheet)) { ["SchemaVersion"] = 1 }, cancellationToken);

    internal Task EndAsync(SheetPlace place, string sheet, CancellationToken cancellationToken)
        => table.DeleteEntityAsync(TimesheetKeys.Begun(place.Tenant), TimesheetKeys.BegunKey(place, sheet), ETag.All, cancellationToken);

    /// <summary>Sheets that were begun and not ended, with the time of the beginning.</summary>
    internal async Task<IReadOnlyList<(SheetPlace Place, string Sheet, DateTimeOffset At)>> BegunAsync(string tenant, CancellationToken cancellationToken)
    {
        List<(SheetPlace, string, DateTimeOffset)> begun = [];
        await foreach (var row in table.QueryByPrefix<TableEntity>(TimesheetKeys.Begun(tenant), "").WithCancellation(cancellationToken))
        {
            var parts = row.RowKey.Split('|');
            begun.Add((new SheetPlace(tenant, parts[0], Period.TryParse(parts[1], out var period) ? period : null), parts[2], row.Timestamp ?? default));
        }

        return begun;
    }

    /// <summary>Adds a sheet that was just seen.</summary>
    /// <returns>The sheet as it is kept: an earlier one when the same content came under the same name before.</returns>
    internal async Task<SheetRow> AddAsync(SheetPlace place, SheetRow seen, CancellationToken cancellationToken)
    {
        await table.TryAddAsync(seen.Entity, cancellationToken);
        return await FindAsync(place, seen.Id, cancellationToken) ?? throw new InvalidOperationException("A sheet that was written down is gone.");
    }

    /// <summary>Makes a sheet the owner of its content, unless another is already.</summary>
    /// <returns>The id of the owner.</returns>
    internal async Task<string> OwnContentAsync(SheetPlace place, SheetRow sheet, CancellationToken cancellationToken)
    {
        var key = TimesheetKeys.Content(sheet.Sha256);
        return await table.TryAddAsync(new TableEntity(place.Partition, key) { ["SchemaVersion"] = 1, ["Sheet"] = sheet.Id }, cancellationToken)
            ? sheet.Id
            : (await table.FindAsync<TableEntity>(place.Partition, key, cancellationToken))!.Text("Sheet");
    }

    /// <summary>Adds what a sheet says of its people; what an earlier try added is the same.</summary>
    internal async Task AddPeopleAsync(SheetPlace place, string sheet, IEnumerable<IReadOnlyList<TimeRow>> people, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> batch = [];
        var text = 0;
        foreach (var rows in people)
        {
            var row = PersonSheetRow.Of(place.Partition, sheet, rows);
            var size = rows.Count * LongestRow;
            if (batch.Count == MostRows || (batch.Count > 0 && text + size > MostText))
            {
                await AddAsync(batch, cancellationToken);
                (batch, text) = ([], 0);
            }

            batch.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
            text += size;
        }

        if (batch.Count > 0)
        {
            await AddAsync(batch, cancellationToken);
        }
    }

    /// <summary>Writes rows of one group and month, whole or not at all.</summary>
    /// <returns>False when somebody else wrote one of them meanwhile: read again.</returns>
    internal Task<bool> TryWriteAsync(IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken) => table.TryWriteAsync(rows, cancellationToken);

    /// <summary>A row that every decision of a group and month writes: of two at once, one sees the other.</summary>
    internal async Task<TableTransactionAction> GuardAsync(SheetPlace place, CancellationToken cancellationToken)
    {
        var guard = await table.FindAsync<TableEntity>(place.Partition, TimesheetKeys.Guard, cancellationToken);
        return guard is null
            ? new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(place.Partition, TimesheetKeys.Guard) { ["SchemaVersion"] = 1 })
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, guard, guard.ETag);
    }

    private async Task AddAsync(List<TableTransactionAction> batch, CancellationToken cancellationToken)
    {
        if (!await TryWriteAsync(batch, cancellationToken))
        {
            foreach (var row in batch)
            {
                await table.TryAddAsync(row.Entity, cancellationToken);
            }
        }
    }
}

/// <summary>Which sheets a pay run asks for.</summary>
/// <param name="KnownAt">Sheets approved later do not count.</param>
internal sealed record SheetsAsked(SheetPlace Place, PersonRange Range, DateTimeOffset KnownAt)
{
    public SheetsAsked(string tenant, string group, Period period, PersonRange range, DateTimeOffset knownAt)
        : this(new SheetPlace(tenant, group, period), range, knownAt)
    {
    }
}
