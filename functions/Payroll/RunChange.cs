using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>One change of a run; written once, never changed.</summary>
/// <param name="Event">What happened.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Round">The round it happened in, or began.</param>
/// <param name="Actor">The account, or the process that acted by itself.</param>
/// <param name="At">By UTC.</param>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
/// <param name="Reason">In the words of the actor.</param>
/// <param name="Correlation">The command or process it was part of.</param>
internal sealed record RunChange(string Event, RunState From, RunState To, int Round, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation)
{
    /// <summary>Ids of those whom the change is about, the first fifty; null when it is about the run.</summary>
    public IReadOnlyList<string>? People { get; init; }
}
