using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// All that decides one slip: one person, one employer, one month, one run. Nothing else is looked at, so the same case under
/// the same rules gives the same slip for ever.
/// </summary>
public sealed record PayCase
{
    /// <summary>The id of the person; never a name.</summary>
    public required string Person { get; init; }

    /// <summary>ISO 3166 alpha-2; it chooses the rules.</summary>
    public required string Country { get; init; }

    public required Period Period { get; init; }

    public required PayRunKind Kind { get; init; }

    /// <summary>
    /// Whether the slip pays the month's time: base pay, hours, absences. Null as the kind says. An off-cycle run pays it to whom no run
    /// has paid it; what is paid already no run pays again.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? WithTime { get; init; }

    /// <summary>The day the money leaves; tax and contributions follow the law of this day where it is the payment that counts.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate PayDay { get; init; }

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate BornOn { get; init; }

    public Sex Sex { get; init; }

    /// <summary>The terms in force in the month, in the order of their days; several at once are several contracts.</summary>
    public required IReadOnlyList<ContractSpell> Contracts { get; init; }

    /// <summary>Of employer and person; a contract may have its own.</summary>
    public Facts Facts { get; init; } = Facts.None;

    public IReadOnlyList<Dependant> Dependants { get; init; } = [];

    /// <summary>Allowances, bonuses, benefits, agreed deductions and retro lines of the month.</summary>
    public IReadOnlyList<PayElement> Elements { get; init; } = [];

    public IReadOnlyList<WorkedHours> Hours { get; init; } = [];

    public IReadOnlyList<Absence> Absences { get; init; } = [];

    public IReadOnlyList<GarnishmentOrder> Garnishments { get; init; } = [];

    /// <summary>What earlier slips left.</summary>
    public Balances Before { get; init; } = Balances.None;

    /// <summary>The month's working days and holidays where the person works.</summary>
    public required WorkMonth Month { get; init; }
}

/// <summary>Why people are paid.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PayRunKind>))]
public enum PayRunKind
{
    /// <summary>The month's pay of everybody in the group.</summary>
    [JsonStringEnumMemberName("regular")]
    Regular,

    /// <summary>Some people, between two regular runs.</summary>
    [JsonStringEnumMemberName("off-cycle")]
    OffCycle,

    /// <summary>Only bonuses.</summary>
    [JsonStringEnumMemberName("bonus")]
    Bonus,

    /// <summary>The 13th salary.</summary>
    [JsonStringEnumMemberName("thirteenth")]
    Thirteenth,

    /// <summary>The 14th salary.</summary>
    [JsonStringEnumMemberName("fourteenth")]
    Fourteenth,

    /// <summary>Only differences to earlier months.</summary>
    [JsonStringEnumMemberName("correction")]
    Correction,

    /// <summary>The last pay of people who leave, with what is settled at leaving.</summary>
    [JsonStringEnumMemberName("final")]
    Final,
}

/// <summary>As in the personal number; some contributions depend on it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Sex>))]
public enum Sex
{
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("female")]
    Female,

    [JsonStringEnumMemberName("male")]
    Male,
}

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

/// <summary>A member of the family for whom reliefs are granted.</summary>
/// <param name="Kind">child, spouse, other.</param>
/// <param name="BornOn">Decides until when.</param>
/// <param name="Share">The part of the relief this person gets: 0.5 or 1.</param>
public sealed record Dependant(string Kind, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate BornOn, decimal Share = 1)
{
    public bool IsDisabled { get; init; }

    public bool IsInSchool { get; init; }
}

/// <summary>Something beside the base pay: given by its amount, or by quantity and rate.</summary>
public sealed record PayElement
{
    /// <summary>The code of its line.</summary>
    public required string Code { get; init; }

    public required PayLineKind Kind { get; init; }

    public Treatments Treatments { get; init; }

    public decimal? Amount { get; init; }

    /// <summary>Days, hours or pieces.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>For one of the quantity.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Paid for part of the month like the base pay.</summary>
    public bool IsProrated { get; init; }

    public string? Contract { get; init; }

    public string? Reference { get; init; }

    /// <summary>The earlier month that it corrects.</summary>
    public Period? For { get; init; }
}

/// <summary>Hours beyond or instead of the ordinary ones.</summary>
/// <param name="Kind">worked (for contracts by the hour), overtime.weekday, overtime.night, overtime.holiday, night, holiday: the premiums are in the pack.</param>
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

/// <summary>An order to withhold for a creditor.</summary>
public sealed record GarnishmentOrder
{
    public required string Id { get; init; }

    /// <summary>alimony, tax, ordinary, penalty, advance, voluntary: the limits are in the pack.</summary>
    public required string Kind { get; init; }

    /// <summary>Lower first; equal ones share by what they ask for.</summary>
    public required int Priority { get; init; }

    /// <summary>A month; null when a percentage or as much as the law allows.</summary>
    public decimal? MonthlyAmount { get; init; }

    /// <summary>Of the net, 0.2 for a fifth; null when an amount or as much as the law allows.</summary>
    public decimal? Share { get; init; }

    /// <summary>All that may ever be withheld; null when it goes on until it is lifted.</summary>
    public decimal? Total { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>The id of the creditor.</summary>
    public required string Creditor { get; init; }
}
