using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;

namespace BackOffice.Schedule;

/// <summary>The rows of cursors and runs.</summary>
public sealed class ScheduleStore(TableServiceClient tables, Outbox outbox)
{
    private const string Jobs = "Jobs";

    private readonly TableClient table = tables.GetTableClient(ScheduleKeys.Table);

    /// <summary>All that a tick has to know of a tenant, in one query.</summary>
    internal async Task<ScheduleSnapshot> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {ScheduleKeys.Runs(tenant)} and RowKey ge {ScheduleKeys.Calendar} and RowKey lt {ScheduleKeys.EndOfOpen}");
        var snapshot = new ScheduleSnapshot(CalendarRow.Usual, Cursor: null, []);
        await foreach (var row in table.QueryAsync<TableEntity>(range, cancellationToken: cancellationToken))
        {
            snapshot = row.RowKey switch
            {
                ScheduleKeys.Calendar => snapshot with { Settings = CalendarRow.Read(row) },
                ScheduleKeys.Cursor => snapshot with { Cursor = row },
                _ when row.RowKey.StartsWith(ScheduleKeys.OpenPrefix, StringComparison.Ordinal) => snapshot with { Open = [.. snapshot.Open, (row.Text("Job"), row.Text("Key"))] },
                _ => snapshot,
            };
        }

        return snapshot;
    }

    /// <summary>
    /// Claims periods: their rows and the cursors of their jobs, in one transaction. A period that was claimed long ago, before its job
    /// changed its kind of period twice for instance, is left as it is.
    /// </summary>
    /// <returns>The runs that were claimed here; null when somebody else wrote the cursor meanwhile.</returns>
    internal async Task<IReadOnlyList<JobRunRow>?> ClaimAsync(string tenant, TableEntity? cursor, ScheduleClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(RowsOf(tenant, cursor, claim), cancellationToken);
            return claim.Runs;
        }
        catch (RequestFailedException beaten) when (beaten.Status is 409 or 412)
        {
            var fresh = await WithoutClaimedAsync(claim, cancellationToken);
            return fresh.Runs.Count < claim.Runs.Count ? await ClaimAsync(tenant, cursor, fresh, cancellationToken) : null;
        }
    }

    private static IEnumerable<TableTransactionAction> RowsOf(string tenant, TableEntity? cursor, ScheduleClaim claim)
    {
        var next = new TableEntity(ScheduleKeys.Runs(tenant), ScheduleKeys.Cursor) { ["SchemaVersion"] = 1, [Jobs] = RowJson.Write(claim.Cursors) };
        return
        [
            cursor is null ? new(TableTransactionActionType.Add, next) : new(TableTransactionActionType.UpdateReplace, next, cursor.ETag),
            .. claim.Runs.Select(run => new TableTransactionAction(TableTransactionActionType.Add, run)),
            .. claim.Runs.Where(run => run.IsListed).Select(AddToOpen),
        ];
    }

    private async Task<ScheduleClaim> WithoutClaimedAsync(ScheduleClaim claim, CancellationToken cancellationToken)
    {
        List<JobRunRow> fresh = [];
        foreach (var run in claim.Runs)
        {
            if (await FindRunAsync(run.Tenant, run.Job, run.Key, cancellationToken) is null)
            {
                fresh.Add(run);
            }
        }

        return claim with { Runs = fresh };
    }

    internal static IReadOnlyDictionary<string, JobCursor> CursorsOf(TableEntity? row)
        => row is null ? new Dictionary<string, JobCursor>(StringComparer.Ordinal) : RowJson.Read<Dictionary<string, JobCursor>>(row.Text(Jobs));

    internal Task<JobRunRow?> FindRunAsync(string tenant, string job, string key, CancellationToken cancellationToken)
        => table.FindAsync<JobRunRow>(ScheduleKeys.Runs(tenant), ScheduleKeys.Run(job, key), cancellationToken);

    /// <summary>The open runs of one job, oldest first.</summary>
    internal async Task<IReadOnlyList<string>> OpenKeysAsync(string tenant, string job, CancellationToken cancellationToken)
        => await table.QueryByPrefix<TableEntity>(ScheduleKeys.Runs(tenant), ScheduleKeys.Open(job, "")).Select(row => row.Text("Key")).ToListAsync(cancellationToken);

    /// <summary>Writes a changed run, puts it into the list of open ones or takes it out, and keeps what is told of it.</summary>
    /// <exception cref="RequestFailedException">412: somebody changed it meanwhile; nothing was written.</exception>
    internal async Task SaveAsync(JobRunRow row, bool isListed, Notification? notification, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> rows = [];
        if (row.IsListed != isListed)
        {
            row.IsListed = isListed;
            rows.Add(isListed ? AddToOpen(row) : new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, ScheduleKeys.Open(row.Job, row.Key)), ETag.All));
        }

        rows.Add(new(TableTransactionActionType.UpdateReplace, row, row.ETag));
        if (notification is not null)
        {
            rows.Add(OutboxRow.Insert(row.PartitionKey, notification, row.ChangedAt));
        }

        await table.SubmitTransactionAsync(rows, cancellationToken);
        if (notification is not null)
        {
            outbox.Announce(new OutboxAddress(ScheduleKeys.Table, row.PartitionKey, notification.MessageId), notification with { RequestedAt = row.ChangedAt });
        }
    }

    /// <summary>Hands the notification of a run to Service Bus, unless that was done.</summary>
    internal async Task TellAsync(JobRunRow row, CancellationToken cancellationToken)
    {
        if (row.MessageId is { } message)
        {
            await outbox.SendAsync(new OutboxAddress(ScheduleKeys.Table, row.PartitionKey, message), cancellationToken);
        }
    }

    /// <summary>The runs of a tenant, by job and period, with a further condition in OData or none.</summary>
    internal AsyncPageable<JobRunRow> Query(string tenant, string? condition, int pageSize)
        => table.QueryByPrefix<JobRunRow>(ScheduleKeys.Runs(tenant), ScheduleKeys.RunPrefix, condition, pageSize);

    private static TableTransactionAction AddToOpen(JobRunRow run)
        => new(TableTransactionActionType.Add, new TableEntity(run.PartitionKey, ScheduleKeys.Open(run.Job, run.Key)) { ["SchemaVersion"] = 1, ["Job"] = run.Job, ["Key"] = run.Key });
}

/// <summary>What a tick reads of a tenant.</summary>
/// <param name="Cursor">The row of all cursors; null before the first tick.</param>
/// <param name="Open">Runs that are not over, by job and then by period.</param>
internal sealed record ScheduleSnapshot(CalendarSettings Settings, TableEntity? Cursor, IReadOnlyList<(string Job, string Key)> Open);

/// <summary>What a tick writes: the new runs and where every job stands with them.</summary>
internal sealed record ScheduleClaim(IReadOnlyDictionary<string, JobCursor> Cursors, IReadOnlyList<JobRunRow> Runs);
