using System.ComponentModel.DataAnnotations;

namespace BackOffice.Closing;

/// <summary>Settings of the month-end close, section Closing.</summary>
public sealed class ClosingOptions
{
    /// <summary>The working day of the month on which the close of the month before starts by itself: 1 to 10; 0 leaves it to people.</summary>
    [Range(0, 10)]
    public int StartOnWorkingDay { get; set; }

    /// <summary>The same for single tenants, by their id.</summary>
    public IDictionary<string, int> StartOnWorkingDayOf { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    internal int WorkingDayFor(string tenant) => StartOnWorkingDayOf.TryGetValue(tenant, out var own) ? Math.Clamp(own, 0, 10) : StartOnWorkingDay;
}
