using Azure;
using Azure.Data.Tables;
using BackOffice.Schedule.Domain;

namespace BackOffice.Schedule;

/// <summary>What tenants say about their calendars, one row each.</summary>
public sealed class CalendarStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(ScheduleKeys.Table);

    internal async Task<CalendarRow> FindAsync(string tenant, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(ScheduleKeys.Runs(tenant), ScheduleKeys.Calendar, cancellationToken: cancellationToken);
        return row.HasValue ? CalendarRow.Of(row.Value!) : CalendarRow.None;
    }

    /// <summary>Keeps what a tenant sent, in the place of the version that was read.</summary>
    /// <exception cref="RequestFailedException">409 or 412: somebody else wrote it meanwhile.</exception>
    internal Task SaveAsync(string tenant, CalendarSettings settings, CalendarRow before, CancellationToken cancellationToken)
    {
        var row = CalendarRow.Write(ScheduleKeys.Runs(tenant), settings);
        return before.ETag is { } known ? table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellationToken) : table.AddEntityAsync(row, cancellationToken);
    }
}
