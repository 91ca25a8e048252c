namespace BackOffice.Notifications.Domain;

/// <summary>How long to wait after failures in a row: 1, 2, 4 ... minutes, an hour at most.</summary>
public static class BackOff
{
    private const int MostMinutes = 60;

    /// <param name="failures">In a row, from 1.</param>
    public static TimeSpan After(int failures) => TimeSpan.FromMinutes(failures > 6 ? MostMinutes : Math.Min(1 << (failures - 1), MostMinutes));
}
