using System.Text.Json;

namespace BackOffice.Schedule;

/// <summary>What is told of jobs: that one failed and waits for a person.</summary>
internal static class JobNotices
{
    /// <summary>The people who look after the schedule.</summary>
    public const string Queue = "operations";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static string Body(JobRunRow row) => JsonSerializer.Serialize(new Failed("job.failed", row.Tenant, row.Job, row.Key, row.DueLocal, row.Error ?? ""), Format);

    private sealed record Failed(string Event, string Tenant, string Job, string Key, string Due, string Error);
}
