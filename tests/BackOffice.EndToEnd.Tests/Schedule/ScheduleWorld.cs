using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using BackOffice.Documents;
using BackOffice.Notifications;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Schedule;

/// <summary>A storage account with an Italian and a Romanian company in it, looked at past the app.</summary>
internal sealed class ScheduleWorld(string account)
{
    public const string Rome = "acme";
    public const string Bucharest = "bravo";

    private readonly TableServiceClient tables = new(account);

    public TableClient Table => tables.GetTableClient(ScheduleKeys.Table);

    public async Task FoundCompaniesAsync()
    {
        foreach (var name in (string[])[TenantStore.TableName, ScheduleKeys.Table, RecordingJob.Table, DocumentKeys.Table])
        {
            await tables.GetTableClient(name).CreateIfNotExistsAsync();
        }

        await AddTenantAsync(new Tenant(Rome, "Acme S.r.l.", "IT", "Europe/Rome"));
        await AddTenantAsync(new Tenant(Bucharest, "Bravo S.R.L.", "RO", "Europe/Bucharest"));
    }

    public Task AddTenantAsync(Tenant tenant)
        => tables.GetTableClient(TenantStore.TableName).AddEntityAsync(new TableEntity("tenants", tenant.Id)
        {
            ["SchemaVersion"] = 1,
            ["Name"] = tenant.Name,
            ["Country"] = tenant.Country,
            ["Zone"] = tenant.Zone,
        });

    /// <summary>As if the jobs had been seen at an instant, and nothing had ticked since.</summary>
    public Task WriteCursorAsync(string tenant, DateTimeOffset since, params IEnumerable<JobDefinition> jobs)
        => Table.AddEntityAsync(new TableEntity(ScheduleKeys.Runs(tenant), ScheduleKeys.Cursor)
        {
            ["SchemaVersion"] = 1,
            ["Jobs"] = RowJson.Write(jobs.ToDictionary(job => job.Id, job => new JobCursor(job.When.Every, since, LastOrdinal: null, IsOff: false))),
        });

    public async Task<bool> HasCursorAsync(string tenant)
        => (await Table.GetEntityIfExistsAsync<TableEntity>(ScheduleKeys.Runs(tenant), ScheduleKeys.Cursor)).HasValue;

    public async Task<JobCursor> CursorAsync(string tenant, string job)
        => ScheduleStore.CursorsOf(await Table.GetEntityAsync<TableEntity>(ScheduleKeys.Runs(tenant), ScheduleKeys.Cursor))[job];

    public Task<IReadOnlyList<JobRunRow>> RunsAsync(string tenant) => RowsAsync<JobRunRow>(ScheduleKeys.Runs(tenant), ScheduleKeys.RunPrefix);

    /// <summary>The runs of one job: key and state.</summary>
    public async Task<string> RunsAsync(string tenant, string job)
        => string.Join(", ", (await RunsAsync(tenant)).Where(run => run.Job == job).Select(run => $"{run.Key} {run.State}"));

    public Task<IReadOnlyList<DeadlineRow>> DeadlinesAsync(string tenant) => RowsAsync<DeadlineRow>(ScheduleKeys.Deadlines(tenant), ScheduleKeys.DeadlinePrefix);

    public async Task<bool> IsQuietAsync(params IEnumerable<string> tenants)
    {
        foreach (var partition in tenants.SelectMany(tenant => (string[])[ScheduleKeys.Runs(tenant), ScheduleKeys.Deadlines(tenant)]))
        {
            if ((await RowsAsync<TableEntity>(partition, ScheduleKeys.OpenPrefix)).Count + (await RowsAsync<TableEntity>(partition, OutboxRow.PendingPrefix)).Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Everything that is left when all is done, without times.</summary>
    public async Task<string> SnapshotAsync(params IEnumerable<string> tenants)
    {
        var text = new StringBuilder();
        foreach (var tenant in tenants)
        {
            foreach (var run in await RunsAsync(tenant))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{tenant} {run.Job} {run.Key} {run.State} round {run.Round} {run.Error} {string.Join('>', run.ReadChanges().Select(change => change.To))}");
                text.AppendLine(string.Join(", ", await RecordingJob.RecordedAsync(account, tenant, run.Job)));
            }

            foreach (var deadline in await DeadlinesAsync(tenant))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{tenant} {deadline.Id} {deadline.State} {deadline.Due}");
            }

            foreach (var partition in (string[])[ScheduleKeys.Runs(tenant), ScheduleKeys.Deadlines(tenant)])
            {
                text.AppendLine(string.Join(' ', (await RowsAsync<TableEntity>(partition, "outbox|")).Select(row => row.GetString("Event")).Order(StringComparer.Ordinal)));
            }
        }

        return text.ToString();
    }

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string partition, string prefix)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        await foreach (var row in Table.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}")))
        {
            rows.Add(row);
        }

        return rows;
    }
}
