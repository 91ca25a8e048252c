using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>
/// How far a job has come for a tenant. It stands on a period and not on an instant, so that a change of the clock's rules or
/// of the job's time neither repeats a period nor leaves one out.
/// </summary>
/// <param name="Every">The kind of period; a job that changes it begins anew.</param>
/// <param name="Since">Nothing that was due before is caught up: when the job was first seen, or switched on.</param>
/// <param name="LastOrdinal">The last period that was taken; null before the first.</param>
/// <param name="IsOff">Not run for this tenant at present.</param>
public sealed record JobCursor(Every Every, DateTimeOffset Since, int? LastOrdinal, bool IsOff);

/// <summary>A run to be written down.</summary>
/// <param name="Due">The occasion.</param>
/// <param name="State">Claimed, or Due behind another, or Skipped.</param>
/// <param name="Reason">Why it is skipped; else null.</param>
public sealed record PlannedRun(Occurrence Due, JobState State, string? Reason);

/// <summary>What a tick finds for one job: the runs to write down, oldest first, and the cursor to write with them.</summary>
/// <param name="Cursor">Equal to the one given where nothing changes.</param>
public sealed record SchedulePlan(JobCursor Cursor, IReadOnlyList<PlannedRun> Runs)
{
    /// <summary>Plans what is due by now and was not taken before.</summary>
    /// <param name="job">The job.</param>
    /// <param name="standing">Its cursor, null when it was never seen; whether it is on; whether no earlier run is open.</param>
    /// <param name="calendar">The tenant's.</param>
    /// <param name="now">The instant of the tick.</param>
    public static SchedulePlan Of(JobDefinition job, JobStanding standing, LocalCalendar calendar, Instant now)
    {
        var cursor = Current(job, standing, now);
        if (cursor.IsOff)
        {
            return new SchedulePlan(cursor, []);
        }

        var due = Occurrences.Between(job.When, calendar, (Instant.FromDateTimeOffset(cursor.Since), now), cursor.LastOrdinal ?? int.MinValue).ToList();
        if (due.Count == 0)
        {
            return new SchedulePlan(cursor, []);
        }

        var first = due.FindIndex(occurrence => SkipReason(job, occurrence, due[^1], now) is null);
        return new SchedulePlan(
            cursor with { LastOrdinal = due[^1].Ordinal },
            [.. due.Select((occurrence, index) => SkipReason(job, occurrence, due[^1], now) is { } reason
                ? new PlannedRun(occurrence, JobState.Skipped, reason)
                : new PlannedRun(occurrence, index == first && standing.IsFree ? JobState.Claimed : JobState.Due, Reason: null))]);
    }

    /// <summary>The first runs only, with the cursor on the last of them: the next tick plans the others.</summary>
    public SchedulePlan Take(int most) => Runs.Count <= most ? this : new SchedulePlan(Cursor with { LastOrdinal = Runs[most - 1].Due.Ordinal }, [.. Runs.Take(most)]);

    /// <summary>Among the open runs of a job, oldest first: the one to claim or to look after, and those to skip.</summary>
    public static NextRun Next(CatchUp catchUp, IReadOnlyList<OpenRun> open)
    {
        if (catchUp != CatchUp.LatestOnly)
        {
            var head = open.FirstOrDefault(run => catchUp == CatchUp.RunAllInOrder || run.State != JobState.Failed);
            return new NextRun(head is { State: JobState.Failed } ? null : head, []);
        }

        var waiting = open.Where(run => run.State == JobState.Due).ToList();
        var active = open.FirstOrDefault(run => run.State is JobState.Claimed or JobState.Running);
        return new NextRun(active ?? waiting.LastOrDefault(), [.. waiting.SkipLast(1)]);
    }

    private static JobCursor Current(JobDefinition job, JobStanding standing, Instant now) => standing switch
    {
        { Cursor: null } => new JobCursor(job.When.Every, now.ToDateTimeOffset(), LastOrdinal: null, !standing.IsOn),
        { Cursor: { } known } when known.Every != job.When.Every => new JobCursor(job.When.Every, now.ToDateTimeOffset(), LastOrdinal: null, !standing.IsOn),
        { Cursor: { IsOff: true } off, IsOn: true } => off with { Since = now.ToDateTimeOffset(), IsOff = false },
        { Cursor: { } known } => known with { IsOff = !standing.IsOn },
    };

    private static string? SkipReason(JobDefinition job, Occurrence occurrence, Occurrence latest, Instant now) => job.CatchUp switch
    {
        CatchUp.LatestOnly when occurrence.Ordinal != latest.Ordinal => $"Missed; {latest.Key} is due as well and runs instead.",
        CatchUp.Skip when now - occurrence.DueAt > Duration.FromTimeSpan(job.Tolerance) => "Missed; too late to run.",
        _ => null,
    };
}

/// <summary>How a job stands with a tenant at a tick.</summary>
/// <param name="Cursor">Null when the job was never seen.</param>
/// <param name="IsOn">It runs in the tenant's country and is not switched off.</param>
/// <param name="IsFree">No earlier run waits or works.</param>
public sealed record JobStanding(JobCursor? Cursor, bool IsOn, bool IsFree);

/// <summary>A run that is not over.</summary>
public sealed record OpenRun(string Key, JobState State);

/// <summary>What to do next with the open runs of a job.</summary>
/// <param name="Run">Claim it when Due, look after it when Claimed or Running; null when there is none, or a failed one holds the others up.</param>
/// <param name="Overtaken">To be skipped, since a later one is due.</param>
public sealed record NextRun(OpenRun? Run, IReadOnlyList<OpenRun> Overtaken);
