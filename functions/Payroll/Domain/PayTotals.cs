using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// Sums over the slips of a run, by line code and cost centre: what is posted, owed to authorities and compared with the last run.
/// It grows with codes and cost centres, not with people, and names nobody.
/// </summary>
public sealed record PayTotals
{
    public required Currency Currency { get; init; }

    /// <summary>How many slips were added.</summary>
    public required int Slips { get; init; }

    /// <summary>By code, kind, cost centre and party; the same slips in any order give the same list.</summary>
    public required IReadOnlyList<PayTotal> Lines { get; init; }

    /// <summary>For each code, the sum of the bases in the traces of its lines; a slip that is not the first of its month tells the base of the whole month.</summary>
    public required IReadOnlyList<PayBase> Bases { get; init; }

    /// <summary>What people are paid: equal to the sum of the slips' net.</summary>
    [JsonIgnore]
    public decimal Net => Sum(PayLineKind.Earning) + Sum(PayLineKind.Credit) + Sum(PayLineKind.CarriedForward)
        - Sum(PayLineKind.EmployeeContribution) - Sum(PayLineKind.Tax) - Sum(PayLineKind.Deduction) - Sum(PayLineKind.Garnishment);

    /// <summary>Gross and the employer's own contributions, without what is paid on behalf of the insurance.</summary>
    [JsonIgnore]
    public decimal EmployerCost => Sum(PayLineKind.Earning) + Sum(PayLineKind.EmployerContribution) - Lines.Sum(line => line.Kind == PayLineKind.Earning && PaidOnBehalf.Has(line.Code) ? line.Amount : 0);

    public decimal Sum(PayLineKind kind) => Lines.Sum(line => line.Kind == kind ? line.Amount : 0);

    public decimal Of(string code) => Lines.Sum(line => line.Code == code ? line.Amount : 0);

    /// <summary>The base of a code: the sum of those in its traces, or of its own lines when it is a figure on the way itself.</summary>
    public decimal BaseOf(string code)
        => Bases.FirstOrDefault(entry => entry.Code == code) is { } known ? known.Amount : Lines.Sum(line => line.Code == code && line.Kind == PayLineKind.Basis ? line.Amount : 0);
}

/// <summary>A sum of lines.</summary>
/// <param name="Code">Of the lines.</param>
/// <param name="Kind">Of the lines.</param>
/// <param name="CostCentre">Who bears it; null when nobody in particular.</param>
/// <param name="Party">The creditor of a garnishment; the region, municipality or fund of a tax or contribution; null elsewhere.</param>
/// <param name="Amount">In the currency of the run.</param>
public sealed record PayTotal(string Code, PayLineKind Kind, string? CostCentre, string? Party, decimal Amount);

/// <summary>What the lines of a code were calculated on, together.</summary>
public sealed record PayBase(string Code, decimal Amount);
