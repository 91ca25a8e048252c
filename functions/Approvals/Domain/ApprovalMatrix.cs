using System.Text.Json.Serialization;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Approvals.Domain;

/// <summary>Who has to approve what, from one day to another, both inclusive.</summary>
/// <param name="Currency">Of all limits in it.</param>
/// <param name="ValidFrom">By the tenant's calendar.</param>
/// <param name="Source">Which decision or law it rests on.</param>
/// <param name="Rules">In any order; the most particular one that fits is used.</param>
public sealed record ApprovalMatrix(
    Currency Currency,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate ValidFrom,
    string Source,
    IReadOnlyList<ApprovalRule> Rules)
{
    /// <summary>The last day it holds; without end when null.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? ValidTo { get; init; }

    public bool HoldsOn(LocalDate day) => ValidFrom <= day && (ValidTo is not { } last || day <= last);

    /// <summary>Whether both hold on some day.</summary>
    public bool Overlaps(ApprovalMatrix other)
        => (ValidTo is not { } last || other.ValidFrom <= last) && (other.ValidTo is not { } otherLast || ValidFrom <= otherLast);
}

/// <summary>Who has to approve requests of one kind.</summary>
/// <param name="Id">Named in the evidence.</param>
/// <param name="Kind">A kind such as period.reopen, the beginning of kinds such as period.*, or * for all.</param>
/// <param name="Levels">Asked one after the other, each when the one before was silent; empty: no approval is needed.</param>
public sealed record ApprovalRule(string Id, string Kind, IReadOnlyList<ApprovalLevel> Levels)
{
    /// <summary>The largest amount it is for, inclusive, in the currency of the matrix; without limit when null.</summary>
    public decimal? UpTo { get; init; }

    /// <summary>The cost centre it is for; all when null.</summary>
    public string? CostCentre { get; init; }
}

/// <summary>People who are asked together; their quorum approves.</summary>
/// <param name="Quorum">How many distinct people have to approve, 1 or more.</param>
/// <param name="Within">How long they have.</param>
public sealed record ApprovalLevel(int Quorum, ApprovalTerm Within)
{
    /// <summary>Everybody who holds one of these roles.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>These accounts.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>After which part of the time they are reminded, 1 to 99 hundredths.</summary>
    public int RemindAfterPercent { get; init; } = 50;

    public bool Asks(string account) => People.Contains(account, Account.Comparer);

    public bool Asks(IEnumerable<Role> roles) => roles.Any(Roles.Contains);
}

/// <summary>A length of time in the units in which deadlines are set.</summary>
public sealed record ApprovalTerm(int Length, TermUnit Unit);

/// <summary>What a term counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TermUnit>))]
public enum TermUnit
{
    Hours,

    /// <summary>Calendar days; the last one ends at the tenant's midnight.</summary>
    Days,

    /// <summary>Working days of the tenant's country; the last one ends at the tenant's midnight.</summary>
    WorkingDays,
}

/// <summary>Accounts are compared without regard to capitals: Paola and paola are one person.</summary>
public static class Account
{
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public static bool IsSame(string left, string right) => Comparer.Equals(left, right);
}
