using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Schedule.Domain;

/// <summary>Where one run of a job is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Its time has come; it waits for an earlier one.</summary>
    Due,

    /// <summary>Taken; its orchestration is being started.</summary>
    Claimed,

    /// <summary>Its orchestration works, or waits to try again.</summary>
    Running,

    Done,

    /// <summary>Tried often enough; a person retries or skips it.</summary>
    Failed,

    /// <summary>Not run, with a reason.</summary>
    Skipped,
}

/// <summary>What can happen to a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobEvent>))]
public enum JobEvent
{
    Claim,
    Begin,
    Finish,
    Fail,
    Skip,

    /// <summary>A person wants it tried again.</summary>
    Retry,

    /// <summary>Its orchestration was ended from outside; it is taken anew.</summary>
    Reclaim,
}

/// <summary>The life of a run as a table.</summary>
public static class JobLifecycle
{
    public static TransitionTable<JobState, JobEvent> Table { get; } = new(new Dictionary<(JobState, JobEvent), JobState>
    {
        [(JobState.Due, JobEvent.Claim)] = JobState.Claimed,
        [(JobState.Due, JobEvent.Skip)] = JobState.Skipped,
        [(JobState.Claimed, JobEvent.Begin)] = JobState.Running,
        [(JobState.Claimed, JobEvent.Reclaim)] = JobState.Claimed,
        [(JobState.Running, JobEvent.Finish)] = JobState.Done,
        [(JobState.Running, JobEvent.Fail)] = JobState.Failed,
        [(JobState.Running, JobEvent.Reclaim)] = JobState.Claimed,
        [(JobState.Failed, JobEvent.Retry)] = JobState.Due,
        [(JobState.Failed, JobEvent.Skip)] = JobState.Skipped,
    });
}
