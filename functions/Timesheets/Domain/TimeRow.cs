using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Timesheets.Domain;

/// <summary>One row of a sheet: what somebody did on a day, or why not.</summary>
public sealed record TimeRow
{
    /// <summary>Of the file, its header being 1.</summary>
    public int Line { get; init; }

    public required string Person { get; init; }

    /// <summary>The day on which it begins; a night shift belongs to the day of its beginning.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate Day { get; init; }

    /// <summary>Last day of an absence of several, included; null for one day.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? Until { get; init; }

    /// <summary>One of <see cref="TimeKinds"/>.</summary>
    public required string Kind { get; init; }

    [JsonConverter(typeof(LocalTimeJsonConverter))]
    public LocalTime? From { get; init; }

    /// <summary>On the same day, or on the next where it is not after the beginning.</summary>
    [JsonConverter(typeof(LocalTimeJsonConverter))]
    public LocalTime? To { get; init; }

    /// <summary>As stated; of a row with times, as the clock of the tenant counts them, once it was checked.</summary>
    public decimal? Hours { get; init; }

    public string? Contract { get; init; }

    /// <summary>Of a certificate, an order.</summary>
    public string? Reference { get; init; }
}

/// <summary>What a row counts as.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimeClass>))]
public enum TimeClass
{
    /// <summary>Fills the day.</summary>
    Work,

    /// <summary>Says of hours that are worked that they are paid more; fills nothing.</summary>
    Premium,

    /// <summary>Not worked.</summary>
    Absence,
}

/// <summary>The kinds of rows, a closed list. A country pays those hours that its pack has a rule <c>premium.{kind}</c> for, and those just worked.</summary>
public static class TimeKinds
{
    private static readonly Dictionary<string, TimeClass> Classes = new(StringComparer.Ordinal)
    {
        ["worked"] = TimeClass.Work,
        ["overtime.weekday"] = TimeClass.Work,
        ["overtime.beyond-48"] = TimeClass.Work,
        ["overtime.night"] = TimeClass.Work,
        ["overtime.holiday"] = TimeClass.Work,
        ["night"] = TimeClass.Premium,
        ["holiday"] = TimeClass.Premium,
        ["paid-leave"] = TimeClass.Absence,
        ["unpaid-leave"] = TimeClass.Absence,
        ["sick"] = TimeClass.Absence,
        ["maternity"] = TimeClass.Absence,
        ["accident"] = TimeClass.Absence,
    };

    public static IEnumerable<string> All => Classes.Keys;

    /// <summary>Whether a pack knows what hours of a kind are paid; an absence is for the country's rules to know.</summary>
    public static bool IsPaidBy(RulePack pack, string kind) => kind == PaidHours.Worked || ClassOf(kind) == TimeClass.Absence || pack.Find("premium." + kind) is not null;

    public static TimeClass? ClassOf(string kind) => Classes.TryGetValue(kind, out var found) ? found : null;
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Line">Of the file, its header being 1; 0 when it is the file.</param>
/// <param name="Column">As its header says; empty when it is the whole row.</param>
/// <param name="Code">Stable, for programs: over-24-hours, overlapping.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record TimeError(int Line, string Column, string Code, string Message);
