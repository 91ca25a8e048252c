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

    /// <summary>What never arrived of nets that were taken back, and no slip has set off; null for nearly everybody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReturnedNet>? Returned { get; init; }

    /// <summary>What a clerk should know of months that are paid; null for nearly everybody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PayAlert>? OfEarlierMonths { get; init; }

    /// <summary>What earlier slips left.</summary>
    public Balances Before { get; init; } = Balances.None;

    /// <summary>Whether figures of earlier pay are in <see cref="Before"/> that no slip began with yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TakesUpOpening { get; init; }

    /// <summary>The month's working days and holidays where the person works.</summary>
    public required WorkMonth Month { get; init; }
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
