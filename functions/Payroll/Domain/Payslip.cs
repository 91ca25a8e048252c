using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>What one person gets and owes for one month of one run, with every figure on the way. Same case and same rules, same slip.</summary>
public sealed record Payslip
{
    /// <summary>The id of the person; never a name.</summary>
    public required string Person { get; init; }

    public required Period Period { get; init; }

    public required PayRunKind Kind { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The version of the rule pack.</summary>
    public required string Rules { get; init; }

    /// <summary>In the order they were calculated.</summary>
    public required IReadOnlyList<PayLine> Lines { get; init; }

    /// <summary>What the next slip of the person begins with.</summary>
    public required Balances Closing { get; init; }

    public required IReadOnlyList<PayAlert> Alerts { get; init; }

    [JsonIgnore]
    public decimal Gross => Sum(PayLineKind.Earning);

    [JsonIgnore]
    public decimal Withheld => Lines.Sum(line => line.Kind is PayLineKind.EmployeeContribution or PayLineKind.Tax or PayLineKind.Deduction or PayLineKind.Garnishment ? line.Amount : 0);

    /// <summary>Gross and credits less what is withheld, never below zero: what is missing is carried forward.</summary>
    [JsonIgnore]
    public decimal Net => Lines.Net();

    /// <summary>Gross and the employer's own contributions, without what is paid on behalf of the insurance.</summary>
    [JsonIgnore]
    public decimal EmployerCost => Gross + Sum(PayLineKind.EmployerContribution) - Lines.Sum(line => line.Kind == PayLineKind.Earning && PaidOnBehalf.Has(line.Code) ? line.Amount : 0);

    public decimal Sum(PayLineKind kind) => Lines.Sum(line => line.Kind == kind ? line.Amount : 0);

    /// <summary>The sum of the lines of a code; 0 when there is none.</summary>
    public decimal Of(string code) => Lines.Sum(line => line.Code == code ? line.Amount : 0);
}

/// <summary>Something that a clerk should look at before the run is approved.</summary>
/// <param name="Code">net-floored, cap-reached, below-minimum-wage and so on.</param>
/// <param name="Message">For people; amounts but no names.</param>
public sealed record PayAlert(string Code, string Message);

/// <summary>Why no slip could be calculated.</summary>
/// <param name="Code">missing-terms, unknown-fact, negative-hours, rule-gap and so on.</param>
/// <param name="Field">What it is about: contract.pay, facts.pit2.</param>
/// <param name="Message">What is wrong and what would be right; no personal data.</param>
public sealed record PayProblem(string Code, string Field, string Message);

/// <summary>A slip, or the reasons why there is none.</summary>
public sealed record PayOutcome(Payslip? Slip, IReadOnlyList<PayProblem> Problems)
{
    public static PayOutcome Of(Payslip slip) => new(slip, []);

    public static PayOutcome Refused(params IReadOnlyList<PayProblem> problems) => new(Slip: null, problems);
}
