namespace Microsoft.Azure.Functions.Worker;

/// <summary>The persisted state of a schedule.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
