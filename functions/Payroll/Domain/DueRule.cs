using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>A sum that an employer owes because it paid people: which lines make it, to whom, under which code and until when.</summary>
public sealed record DueRule
{
    /// <summary>Begins with the country: it.irpef.</summary>
    public required string Id { get; init; }

    /// <summary>INPS, ANAF, ZUS; "creditor" or "fund" where each line names its own.</summary>
    public required string Authority { get; init; }

    /// <summary>Under which it is declared or paid: 1001, DM10, CAS.</summary>
    public required string Code { get; init; }

    /// <summary>In the country's language.</summary>
    public required string Name { get; init; }

    /// <summary>Codes of the lines that are owed.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>Codes of the lines that are set off: paid to people for the authority.</summary>
    public IReadOnlyList<string> Less { get; init; } = [];

    /// <summary>Codes whose bases make the base; empty when the sum has none.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>Each party that the lines name (creditor, region, municipality, fund) has a due of its own.</summary>
    public bool ByParty { get; init; }

    public DuePeriod Counts { get; init; }

    /// <summary>The id of a statutory deadline, or the group of its variants; null when the rule has a day of its own.</summary>
    public string? Deadline { get; init; }

    /// <summary>From the first of the month it is for, or from the pay day when that is what counts; null when it follows a statutory deadline.</summary>
    public DayRule? Due { get; init; }

    /// <summary>The day rule starts on the pay day, not on the first of the month.</summary>
    public bool FromPayDay { get; init; }

    /// <summary>First month; null from ever.</summary>
    public Period? ValidFrom { get; init; }

    /// <summary>Last month, included; null while it is in force.</summary>
    public Period? ValidTo { get; init; }

    public required string Source { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>What is not certain, or chosen on purpose.</summary>
    public string? Note { get; init; }

    public bool HoldsIn(Period period) => (ValidFrom is not { } from || period >= from) && (ValidTo is not { } to || period <= to);
}

/// <summary>Which month a due belongs to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DuePeriod>))]
public enum DuePeriod
{
    /// <summary>The month that was worked, whenever it is paid.</summary>
    [JsonStringEnumMemberName("earned")]
    Earned,

    /// <summary>The month of the pay day.</summary>
    [JsonStringEnumMemberName("paid")]
    Paid,
}

/// <summary>What an employer owes to one authority under one code for one month.</summary>
/// <param name="Rule">Of the dues of the country.</param>
/// <param name="Authority">Or the creditor, or the fund.</param>
/// <param name="Code">Under which it is declared or paid.</param>
/// <param name="Period">The month it is for.</param>
/// <param name="Base">What it was calculated on; null when it has none.</param>
/// <param name="Amount">Negative when it is set off against others.</param>
/// <param name="DueOn">The last day, moved off weekends and holidays as the law says.</param>
public sealed record Due(string Rule, string Authority, string Code, Period Period, Money? Base, Money Amount, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate DueOn)
{
    public required string Name { get; init; }

    /// <summary>Region, municipality, creditor or fund, where it is due by party.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Party { get; init; }

    /// <summary>What the creditor or fund is called.</summary>
    /// <param name="payees">Names by code, and by rule where the due names no party; a party that is not among them is called as it is named.</param>
    public string? PartyName(IReadOnlyDictionary<string, string> payees) => payees.GetValueOrDefault(Party ?? Rule) ?? Party;
}
