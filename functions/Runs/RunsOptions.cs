using System.ComponentModel.DataAnnotations;

namespace BackOffice.Runs;

/// <summary>Settings of the runs of processes, section Runs.</summary>
public sealed class RunsOptions
{
    /// <summary>
    /// How many days after its end the history of a run is kept. It is there to see what a process did; what the law wants kept
    /// are the records, registers and archives that the process wrote.
    /// </summary>
    [Range(1, 3650)]
    public int KeepFinishedDays { get; set; } = 30;
}
