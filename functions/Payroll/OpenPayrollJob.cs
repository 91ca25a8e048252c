using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Opens the month's regular run of every pay group on the 20th; a run that people opened before stays theirs.</summary>
internal sealed class OpenPayrollJob(RunCreation runs, PayGroups groups, Actors actors) : IJob
{
    public JobDefinition Definition { get; } = new("payroll.open", Recurrence.Monthly(DayRule.OnDay(20), new LocalTime(7, 0)), CatchUp.RunAllInOrder) { Title = "Open the month's payroll" };

    /// <exception cref="AggregateException">Single groups failed, as one whose country has no rules yet; the others have their run, and a later try is harmless.</exception>
    public async Task StartAsync(JobOccurrence occurrence, CancellationToken cancellationToken)
    {
        var period = Period.Parse(occurrence.Key);
        List<Exception> failures = [];
        foreach (var file in await groups.ListAsync(occurrence.Tenant, cancellationToken))
        {
            var actor = await actors.NowAsync(occurrence.Tenant, "calendar", "", cancellationToken);
            if (file.On(period.Last, actor.Now) is { } group)
            {
                try
                {
                    await runs.CreateAsync(occurrence.Tenant, new NewRun(group.Id, period, PayRunKind.Regular, "The calendar opens the month's payroll."), actor with { Correlation = Digest.Of(occurrence.Tenant, "payroll.open", group.Id, occurrence.Key)[..24] }, cancellationToken);
                }
                catch (RefusedException refusal)
                {
                    failures.Add(refusal);
                }
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
