using BackOffice.Schedule.Domain;
using NodaTime;

namespace BackOffice.Tests.Schedule;

/// <summary>The schedule of one job without storage: what the claims would keep, and in which order runs would go.</summary>
internal sealed class Clockwork(JobDefinition job, LocalCalendar calendar, Instant since)
{
    private readonly HashSet<string> claims = new(StringComparer.Ordinal);

    public JobDefinition Job { get; set; } = job;

    public LocalCalendar Calendar { get; set; } = calendar;

    public JobCursor Cursor { get; private set; } = SchedulePlan.Of(job, new JobStanding(Cursor: null, IsOn: true, IsFree: true), calendar, since).Cursor;

    /// <summary>What ran, in its order.</summary>
    public List<string> Ran { get; } = [];

    public List<string> Skipped { get; } = [];

    public void Tick(Instant now, int most = int.MaxValue)
    {
        var plan = SchedulePlan.Of(Job, new JobStanding(Cursor, IsOn: true, IsFree: true), Calendar, now).Take(most);
        foreach (var run in plan.Runs)
        {
            Assert.True(claims.Add(run.Due.Key), $"{run.Due.Key} was claimed twice.");
            (run.State == JobState.Skipped ? Skipped : Ran).Add(run.Due.Key);
        }

        Cursor = plan.Cursor;
    }
}
