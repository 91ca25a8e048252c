using Azure;
using Azure.Data.Tables;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;

namespace BackOffice.Schedule;

/// <summary>A tenant's calendar as it is kept.</summary>
/// <param name="ETag">Null when the tenant never said anything.</param>
internal sealed record CalendarRow(CalendarSettings Settings, ETag? ETag)
{
    private const string Property = "Settings";

    public static CalendarSettings Usual { get; } = new();

    public static CalendarRow None { get; } = new(Usual, ETag: null);

    public static CalendarRow Of(TableEntity row) => new(Read(row), row.ETag);

    public static CalendarSettings Read(TableEntity row) => RowJson.Read<CalendarSettings>(row.Text(Property));

    public static TableEntity Write(string partition, CalendarSettings settings)
        => new(partition, ScheduleKeys.Calendar) { ["SchemaVersion"] = 1, [Property] = RowJson.Write(settings) };
}
