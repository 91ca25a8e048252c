using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>One line of a payslip: an amount, where it counts, and why it is that amount.</summary>
public sealed record PayLine
{
    /// <summary>What it is, for people's labels, postings and dues: pay.base, zus.pension, irpef.</summary>
    public required string Code { get; init; }

    public required PayLineKind Kind { get; init; }

    /// <summary>In the currency of the slip, in whole minor units. Positive is the usual direction of its kind; a recovery or a retro line may be negative.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The rule of the pack that made it: its source, confidence and rounding stand there.</summary>
    public required string Rule { get; init; }

    /// <summary>How the figure came about.</summary>
    public required Trace Because { get; init; }

    /// <summary>Which bases an earning or a benefit belongs to; none for every other kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Treatments Treatments { get; init; }

    /// <summary>The contract it comes from; null when it is the person's as a whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Contract { get; init; }

    /// <summary>The order, debt or absence it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reference { get; init; }

    /// <summary>The earlier month that a retro line corrects.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Period? For { get; init; }
}

/// <summary>Where a line counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PayLineKind>))]
public enum PayLineKind
{
    /// <summary>Paid for work or instead of it: part of the gross.</summary>
    [JsonStringEnumMemberName("earning")]
    Earning,

    /// <summary>Income in kind or paid elsewhere: in the bases its treatments name, never in the gross or the net.</summary>
    [JsonStringEnumMemberName("benefit")]
    Benefit,

    /// <summary>Withheld social or health contribution.</summary>
    [JsonStringEnumMemberName("employee-contribution")]
    EmployeeContribution,

    /// <summary>Withheld tax; negative when the year's settlement gives some back.</summary>
    [JsonStringEnumMemberName("tax")]
    Tax,

    /// <summary>Paid on top of the net and no part of the gross: a tax bonus, a reimbursement.</summary>
    [JsonStringEnumMemberName("credit")]
    Credit,

    /// <summary>Withheld by agreement or for an earlier debt.</summary>
    [JsonStringEnumMemberName("deduction")]
    Deduction,

    /// <summary>Withheld for a creditor by order of a court or an agency.</summary>
    [JsonStringEnumMemberName("garnishment")]
    Garnishment,

    /// <summary>What the person owes after this slip and pays back later; it lifts a negative net to zero.</summary>
    [JsonStringEnumMemberName("carried-forward")]
    CarriedForward,

    /// <summary>Owed by the employer on top of the gross.</summary>
    [JsonStringEnumMemberName("employer-contribution")]
    EmployerContribution,

    /// <summary>Cost set aside for later: 13th salary, TFR, holidays.</summary>
    [JsonStringEnumMemberName("accrual")]
    Accrual,

    /// <summary>A figure on the way, shown and counted nowhere: a base, an unused deduction.</summary>
    [JsonStringEnumMemberName("basis")]
    Basis,
}

/// <summary>How kinds of lines add up.</summary>
internal static class PayLineKinds
{
    /// <summary>1 for what a line of this kind adds to the net, -1 for what it takes off, 0 where it does neither.</summary>
    public static int InNet(this PayLineKind kind) => kind switch
    {
        PayLineKind.Earning or PayLineKind.Credit or PayLineKind.CarriedForward => 1,
        PayLineKind.EmployeeContribution or PayLineKind.Tax or PayLineKind.Deduction or PayLineKind.Garnishment => -1,
        _ => 0,
    };

    /// <summary>Gross and credits less all that is withheld.</summary>
    public static decimal Net(this IReadOnlyList<PayLine> lines)
    {
        var sum = 0m;
        for (var at = 0; at < lines.Count; at++)
        {
            sum += lines[at].Kind.InNet() * lines[at].Amount;
        }

        return sum;
    }
}

/// <summary>The bases that an earning or a benefit enters. What the law of a country makes of each is in its rules.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<Treatments>))]
public enum Treatments
{
    None = 0,

    /// <summary>Social insurance.</summary>
    Social = 1,

    /// <summary>Health insurance, where it has a base of its own.</summary>
    Health = 2,

    /// <summary>Income tax.</summary>
    Tax = 4,

    /// <summary>What the employer pays in contributions of its own.</summary>
    Employer = 8,

    /// <summary>Counts towards 13th and 14th salaries.</summary>
    Thirteenth = 16,

    /// <summary>Counts towards severance (Italian TFR).</summary>
    Severance = 32,

    /// <summary>Ordinary pay.</summary>
    Ordinary = Social | Health | Tax | Employer | Thirteenth | Severance,
}

/// <summary>The sum behind a figure: a formula in words and signs, the figures in it, and its value before rounding.</summary>
/// <param name="Formula">A constant of the rule, such as <c>min(base, cap - earlier) x rate</c>; the names are those of the figures.</param>
/// <param name="Exact">The value before rounding.</param>
/// <param name="Figures">In the order of the formula.</param>
public sealed record Trace(string Formula, decimal Exact, params IReadOnlyList<Figure> Figures);

/// <summary>One figure in a trace.</summary>
public readonly record struct Figure(string Name, decimal Value);
