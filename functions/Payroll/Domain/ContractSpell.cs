using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>Terms of a contract over a stretch of days within which they do not change.</summary>
public sealed record ContractSpell
{
    public required string Contract { get; init; }

    /// <summary>First day of these terms; may lie before the month.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate From { get; init; }

    /// <summary>Last day of these terms, included; null when none is known.</summary>
    public LocalDate? To { get; init; }

    /// <summary>First day of the employment, whatever the terms were.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate HiredOn { get; init; }

    /// <summary>Last day of the employment, included; null when it goes on.</summary>
    public LocalDate? LeavesOn { get; init; }

    /// <summary>For a whole month at these terms (so of the part time, if it is one); null when paid by the hour.</summary>
    public decimal? MonthlyPay { get; init; }

    public decimal? HourlyPay { get; init; }

    /// <summary>What the pay was converted from; null when it is agreed in the currency it is paid in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AgreedPay? Agreed { get; init; }

    /// <summary>Share of full time, above 0 up to 1.</summary>
    public decimal Fte { get; init; } = 1;

    /// <summary>Hours a week at these terms.</summary>
    public decimal WeeklyHours { get; init; } = 40;

    public decimal DaysPerWeek { get; init; } = 5;

    /// <summary>Payments a year: 12, 13 or 14.</summary>
    public int PaymentsPerYear { get; init; } = 12;

    /// <summary>How part of a month is paid; null as the country's pack says.</summary>
    public Proration? Proration { get; init; }

    /// <summary>Over those of the person.</summary>
    public Facts Facts { get; init; } = Facts.None;

    /// <summary>Who bears the cost, by weights; empty when nobody in particular.</summary>
    public IReadOnlyList<CostCentreShare> CostCentres { get; init; } = [];
}

/// <summary>Pay that is agreed in another currency, and the rate it was converted by.</summary>
/// <param name="Amount">A month's, or an hour's.</param>
/// <param name="Day">On which the rate was published.</param>
public sealed record AgreedPay(decimal Amount, string Currency, decimal Rate, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate Day, string Source);

/// <summary>A cost centre's part of a contract's cost; weights need not sum to one.</summary>
public sealed record CostCentreShare(string CostCentre, decimal Weight);

/// <summary>How part of a month is paid.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Proration>))]
public enum Proration
{
    /// <summary>Days of employment over the days of the month.</summary>
    [JsonStringEnumMemberName("calendar-days")]
    CalendarDays,

    /// <summary>Working days of employment over the working days of the month.</summary>
    [JsonStringEnumMemberName("working-days")]
    WorkingDays,

    /// <summary>Every month has thirty days: who joins on the 31st is paid one.</summary>
    [JsonStringEnumMemberName("thirtieths")]
    Thirtieths,

    /// <summary>Every month has twenty-six paid days (Italian collective agreements).</summary>
    [JsonStringEnumMemberName("twenty-sixths")]
    TwentySixths,

    /// <summary>Hours to be worked while employed over the hours to be worked in the month.</summary>
    [JsonStringEnumMemberName("hours")]
    Hours,
}
