using BackOffice.Notifications;

namespace BackOffice.Schedule;

/// <summary>What is told of jobs: that one failed and waits for a person.</summary>
internal static class JobNotices
{
    /// <summary>The people who look after the schedule.</summary>
    public const string Queue = "operations";

    public static string Body(JobRunRow row) => NoticeBody.Write(new Failed("job.failed", row.Tenant, row.Job, row.Key, row.DueLocal, row.Error ?? ""));

    private sealed record Failed(string Event, string Tenant, string Job, string Key, string Due, string Error);
}
