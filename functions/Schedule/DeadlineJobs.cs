using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Schedule;

/// <summary>Opens on the first of each month what the law sets for it; after an outage, for every month that was missed.</summary>
internal sealed class OpenDeadlinesJob(Deadlines deadlines, CalendarStore calendars, TenantStore tenants) : IJob
{
    public JobDefinition Definition { get; } = new("deadlines.open", Recurrence.Monthly(DayRule.OnDay(1), new LocalTime(6, 0)), CatchUp.RunAllInOrder) { Title = "Open the statutory deadlines of the month" };

    public async Task StartAsync(JobOccurrence occurrence, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(occurrence.Tenant, cancellationToken) is { } tenant)
        {
            var calendar = await calendars.FindAsync(tenant.Id, cancellationToken);
            Require(await deadlines.OpenMonthAsync(tenant, Period.Parse(occurrence.Key), calendar.Settings, cancellationToken));
        }
    }

    /// <exception cref="AggregateException">Single deadlines failed: the job is tried again, and they alone have something left to do.</exception>
    internal static void Require(IReadOnlyList<Exception> failures)
    {
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}

/// <summary>
/// Warns every morning of deadlines that come near, tells what is due today and what was missed. Also opens those of the current
/// month, for a tenant that was added within it.
/// </summary>
internal sealed class EscalateDeadlinesJob(Deadlines deadlines, CalendarStore calendars, TenantStore tenants) : IJob
{
    public JobDefinition Definition { get; } = new("deadlines.escalate", Recurrence.Daily(new LocalTime(6, 30)), CatchUp.LatestOnly) { Title = "Warn of statutory deadlines" };

    public async Task StartAsync(JobOccurrence occurrence, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(occurrence.Tenant, cancellationToken) is { } tenant)
        {
            var calendar = await calendars.FindAsync(tenant.Id, cancellationToken);
            var opening = await deadlines.OpenMonthAsync(tenant, Period.Of(LocalDatePattern.Iso.Parse(occurrence.Key).Value), calendar.Settings, cancellationToken);
            OpenDeadlinesJob.Require([.. opening, .. await deadlines.EscalateAsync(tenant.Id, cancellationToken)]);
        }
    }
}
