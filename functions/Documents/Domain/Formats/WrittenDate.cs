using System.Globalization;
using NodaTime;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>A date as electronic documents write it: <c>2026-01-31</c>, with a time or an offset after it, or <c>20260131</c>.</summary>
internal static class WrittenDate
{
    /// <summary>The calendar day as written; an offset does not move it. Null when it is not a date.</summary>
    public static LocalDate? Parse(string? text)
    {
        if (text is null || text.Length < 8)
        {
            return null;
        }

        ReadOnlySpan<char> span = text;
        if (span.Length >= 10 && span[4] == '-' && span[7] == '-' && IsTimeOrOffset(span[10..]))
        {
            return Day(span[..4], span[5..7], span[8..10]);
        }

        return span.Length is 8 or 12 or 14 && !span.ContainsAnyExceptInRange('0', '9')
            ? Day(span[..4], span[4..6], span[6..8])
            : null;
    }

    private static bool IsTimeOrOffset(ReadOnlySpan<char> rest) => rest.Length == 0 || rest[0] is 'T' or 'Z' or '+' or '-';

    private static LocalDate? Day(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day)
    {
        bool digits = int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out int y)
            & int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out int m)
            & int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out int d);
        return digits && y >= 1 && m is >= 1 and <= 12 && d >= 1 && d <= CalendarSystem.Iso.GetDaysInMonth(y, m)
            ? new LocalDate(y, m, d)
            : null;
    }
}
