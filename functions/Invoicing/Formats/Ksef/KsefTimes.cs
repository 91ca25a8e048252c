using NodaTime;
using NodaTime.Text;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Times as xs:dateTime has them, with or without an offset.</summary>
internal static class KsefTimes
{
    private static readonly Instant First = Instant.FromUtc(2021, 10, 1, 0, 0);

    /// <summary>FA(3) can be made from then on.</summary>
    private static readonly Instant FirstOfFa3 = Instant.FromUtc(2025, 9, 1, 0, 0);

    private static readonly Instant Last = Instant.FromUtc(2050, 1, 1, 23, 59);

    public static bool IsTime(string text) => InstantOf(text) is { } time && time >= First && time <= Last;

    public static bool IsCreation(string text) => InstantOf(text) is { } time && time >= FirstOfFa3 && time <= Last;

    /// <summary>The moment; null for what is none, or has no offset that would make it one.</summary>
    public static Instant? MomentOf(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } full ? full.Value.ToInstant() : null;

    /// <summary>The moment; without an offset as if of UTC, which is exact enough to tell years apart.</summary>
    private static Instant? InstantOf(string text)
        => MomentOf(text) ?? (LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local ? local.Value.InUtc().ToInstant() : null);
}
