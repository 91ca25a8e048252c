using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Closing;

/// <summary>Writes down that a month begins, at its first instant by the tenant's clock. The month takes postings from then on even where this runs late.</summary>
internal sealed class OpenMonthJob(ClosingStore store, Actors actors) : IJob
{
    public JobDefinition Definition { get; } = new("closing.open-month", Recurrence.Monthly(DayRule.OnDay(1), LocalTime.Midnight), CatchUp.RunAllInOrder) { Title = "Open the month" };

    public async Task StartAsync(JobOccurrence occurrence, CancellationToken cancellationToken)
    {
        var period = Period.Parse(occurrence.Key);
        var actor = await actors.NowAsync(occurrence.Tenant, "calendar", $"open-month-{period}", cancellationToken);
        foreach (var ledger in Ledgers.All)
        {
            // A month that somebody opened early, or closed since, has its row.
            var row = PeriodRow.From(occurrence.Tenant, new PeriodStanding(ledger, period, PeriodState.Future, OpenUntil: null, Version: 0));
            await store.TryWriteAsync(occurrence.Tenant, row.Move(PeriodEvent.Open, actor, "The month begins."), actor.Now);
        }
    }
}

/// <summary>Asks for the close of the month before, on the working day of the month the tenant has chosen, or the first one after it when that was missed.</summary>
internal sealed class StartCloseJob(ClosingStore store, CloseStarts starts, Calendars calendars, Actors actors, IOptions<ClosingOptions> options) : IJob
{
    public JobDefinition Definition { get; } = new("closing.start", Recurrence.WorkingDays(new LocalTime(7, 0)), CatchUp.LatestOnly) { Title = "Start the close of the month before" };

    public async Task StartAsync(JobOccurrence occurrence, CancellationToken cancellationToken)
    {
        var calendar = await calendars.FindAsync(occurrence.Tenant, cancellationToken);
        var today = LocalDatePattern.Iso.Parse(occurrence.Key).Value;
        var period = Period.Of(today).Previous;
        if (calendar is null || !CloseCalendar.IsTimeToClose(today, options.Value.WorkingDayFor(occurrence.Tenant), calendar.Days)
            || await store.FindAsync<CloseRow>(occurrence.Tenant, ClosingKeys.Close(period), cancellationToken) is not null)
        {
            return;
        }

        var actor = await actors.NowAsync(occurrence.Tenant, "calendar", $"start-close-{period}", cancellationToken);
        await starts.RequestAsync(occurrence.Tenant, period, actor, "The working day chosen for the close.", cancellationToken);
    }
}
