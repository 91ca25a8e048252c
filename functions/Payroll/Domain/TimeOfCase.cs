using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>Hours beyond or instead of the ordinary ones.</summary>
/// <param name="Kind">worked (for contracts by the hour), overtime.weekday, overtime.beyond-48, overtime.night, overtime.holiday, night, holiday: the premiums are in the pack.</param>
/// <param name="Hours">Not negative; at most two decimals.</param>
/// <param name="Contract">Which contract; null when there is one only.</param>
public sealed record WorkedHours(string Kind, decimal Hours, string? Contract = null)
{
    /// <summary>A day of the terms they were worked under, where pay by the hour changes within the month; null when it does not.</summary>
    public LocalDate? On { get; init; }
}

/// <summary>Days or hours not worked.</summary>
public sealed record Absence
{
    /// <summary>paid-leave, unpaid-leave, sick, maternity, accident: what is paid for it is the law of the country.</summary>
    public required string Kind { get; init; }

    /// <summary>First day; may lie before the month, as a sickness that goes on.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate From { get; init; }

    /// <summary>Last day, included; may lie after the month.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate To { get; init; }

    /// <summary>Hours of each working day, when not whole days.</summary>
    public decimal? HoursPerDay { get; init; }

    public string? Contract { get; init; }

    public string? Reference { get; init; }

    /// <summary>What the country's rules want to know of it: a special code, a certificate.</summary>
    public Facts Facts { get; init; } = Facts.None;
}
