namespace BackOffice.Schedule;

/// <summary>
/// The keys of the table Schedule: a tenant's calendar, cursor, open and past runs in one partition, so that a claim and the
/// cursor are one transaction and a tick is one query; its deadlines in another.
/// </summary>
internal static class ScheduleKeys
{
    public const string Table = "Schedule";

    public const string Calendar = "calendar";
    public const string Cursor = "cursor";
    public const string OpenPrefix = "open|";
    public const string RunPrefix = "run|";
    public const string DeadlinePrefix = "deadline|";

    /// <summary>Sorts after every open run and before everything else: the end of what a tick reads.</summary>
    public const string EndOfOpen = "open}";

    public static string Runs(string tenant) => $"{tenant}|schedule";

    public static string Deadlines(string tenant) => $"{tenant}|deadlines";

    public static string Open(string job, string key) => $"{OpenPrefix}{job}|{key}";

    public static string Run(string job, string key) => $"{RunPrefix}{job}|{key}";

    public static string Deadline(string deadlineId) => DeadlinePrefix + deadlineId;
}
