using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Schedule;

/// <summary>One run of a job. Its insert is the claim of the period: there is one for each tenant, job and period, ever.</summary>
internal sealed class JobRunRow : ITableEntity
{
    /// <summary>With reasons of 500 characters these fit in a property; older ones give way to newer, the first stays.</summary>
    private const int MostChanges = 25;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Job { get; set; } = "";

    public string Key { get; set; } = "";

    public JobState State { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>When it was due by the tenant's clock.</summary>
    public string DueLocal { get; set; } = "";

    public int Round { get; set; } = 1;

    /// <summary>Of the last change.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The type of the last failure.</summary>
    public string? Error { get; set; }

    /// <summary>Why it is skipped, or was retried.</summary>
    public string? Reason { get; set; }

    public string? MessageId { get; set; }

    /// <summary>Every change of state, oldest first, as JSON.</summary>
    public string Changes { get; set; } = "[]";

    [IgnoreDataMember]
    public string Tenant => PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)];

    [IgnoreDataMember]
    public JobRun Run => new(Tenant, Job, Key, Round);

    [IgnoreDataMember]
    public JobOccurrence Occurrence => new(Tenant, Job, Key, DueAt);

    /// <summary>It is in the list of open runs, which every tick reads.</summary>
    public bool IsListed { get; set; }

    public static JobRunRow Of(Tenant tenant, string job, PlannedRun planned, DateTimeOffset now)
    {
        var due = planned.Due.DueAt.ToDateTimeOffset();
        return new JobRunRow
        {
            PartitionKey = ScheduleKeys.Runs(tenant.Id),
            RowKey = ScheduleKeys.Run(job, planned.Due.Key),
            Job = job,
            Key = planned.Due.Key,
            State = planned.State,
            DueAt = due,
            DueLocal = tenant.WallClock(due),
            ChangedAt = now,
            Reason = planned.Reason,
            IsListed = planned.State != JobState.Skipped,
        };
    }

    /// <summary>Moves to the next state and writes down who, when and why.</summary>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public void Move(JobEvent @event, Actor actor, string reason)
    {
        var next = JobLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(JobLifecycle.Table, State, @event);
        var changes = ReadChanges();
        if (changes.Count >= MostChanges)
        {
            changes.RemoveAt(1);
        }

        changes.Add(new JobChange(@event, State, next, actor.Name, actor.Now, actor.LocalTime, reason, actor.Correlation));
        Changes = RowJson.Write(changes);
        Round = @event is JobEvent.Retry or JobEvent.Reclaim ? Round + 1 : Round;
        Reason = @event is JobEvent.Skip or JobEvent.Retry ? reason : Reason;
        ChangedAt = actor.Now;
        State = next;
    }

    /// <summary>Tells those who run the schedule that the job failed; also noted in the row.</summary>
    public Notification Failure()
    {
        var notification = new Notification(Tenant, "job.failed", $"{Job}~{Key}", JobNotices.Queue, JobNotices.Body(this)) { Occurrence = Round };
        MessageId = notification.MessageId;
        return notification;
    }

    public List<JobChange> ReadChanges() => RowJson.Read<List<JobChange>>(Changes);
}

/// <summary>One change of state of a run.</summary>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
public sealed record JobChange(JobEvent Event, JobState From, JobState To, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation);
