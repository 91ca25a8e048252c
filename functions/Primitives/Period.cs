using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Primitives;

/// <summary>A calendar month, as books and payrolls are kept.</summary>
[JsonConverter(typeof(PeriodJsonConverter))]
public readonly record struct Period : IComparable<Period>
{
    private readonly int months;

    public Period(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        months = ((year - 1) * 12) + month - 1;
    }

    public int Year => (months / 12) + 1;

    public int Month => (months % 12) + 1;

    /// <summary>The first day, which belongs to the period.</summary>
    public LocalDate First => new(Year, Month, 1);

    /// <summary>The last day, which belongs to the period.</summary>
    public LocalDate Last => First.With(DateAdjusters.EndOfMonth);

    public Period Next => Plus(1);

    public Period Previous => Plus(-1);

    public int Days => CalendarSystem.Iso.GetDaysInMonth(Year, Month);

    public static Period Of(LocalDate day) => new(day.Year, day.Month);

    /// <summary>Reads <c>2026-01</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Period Parse(string text) => TryParse(text, out Period period) ? period : throw new FormatException("Not a month such as 2026-01.");

    public static bool TryParse(string? text, out Period period)
    {
        if (text is { Length: 7 } && text[4] == '-'
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year)
            && int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int month)
            && year >= 1 && month is >= 1 and <= 12)
        {
            period = new(year, month);
            return true;
        }

        period = default;
        return false;
    }

    public static bool operator <(Period left, Period right) => left.months < right.months;

    public static bool operator >(Period left, Period right) => left.months > right.months;

    public static bool operator <=(Period left, Period right) => left.months <= right.months;

    public static bool operator >=(Period left, Period right) => left.months >= right.months;

    public Period Plus(int count) => new((months + count) / 12 + 1, ((months + count) % 12) + 1);

    /// <summary>Months from the other period to this one; negative when it is later.</summary>
    public int MonthsSince(Period earlier) => months - earlier.months;

    public bool Contains(LocalDate day) => Of(day) == this;

    public int CompareTo(Period other) => months.CompareTo(other.months);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");

    private sealed class PeriodJsonConverter : JsonConverter<Period>
    {
        public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => TryParse(reader.GetString(), out Period period) ? period : throw new JsonException("Not a month such as 2026-01.");

        public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
