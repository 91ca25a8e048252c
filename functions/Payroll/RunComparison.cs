using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>A run beside the one before it.</summary>
/// <param name="Before">The run it is compared with; null when there is none, and everything is new.</param>
/// <param name="SlipsBefore">Payslips then.</param>
/// <param name="Slips">Payslips now.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Lines">Each code that either has, the largest change first.</param>
internal sealed record RunComparison(string? Before, int SlipsBefore, int Slips, string Currency, IReadOnlyList<ComparedLine> Lines)
{
    public static RunComparison Of(PayTotals now, string? before, PayTotals? then)
    {
        var codes = now.Lines.Concat(then?.Lines ?? []).Where(line => line.Kind != PayLineKind.Basis).Select(line => (line.Code, line.Kind)).Distinct();
        return new RunComparison(before, then?.Slips ?? 0, now.Slips, now.Currency.Code,
        [
            .. codes.Select(code => new ComparedLine(code.Code, code.Kind, then?.Of(code.Code) ?? 0, now.Of(code.Code)))
                .Append(new ComparedLine("net", Kind: null, then?.Net ?? 0, now.Net))
                .OrderByDescending(line => Math.Abs(line.Difference)).ThenBy(line => line.Code, StringComparer.Ordinal),
        ]);
    }
}

/// <summary>The sum of a code in two runs.</summary>
/// <param name="Code">net for what people are paid.</param>
/// <param name="Kind">Where it counts; null for net.</param>
/// <param name="Then">In the run before.</param>
/// <param name="Now">In this one.</param>
internal sealed record ComparedLine(string Code, PayLineKind? Kind, decimal Then, decimal Now)
{
    public decimal Difference => Now - Then;

    /// <summary>The difference in percent of then, to one decimal; null when there was nothing.</summary>
    public decimal? Percent => Then == 0 ? null : Math.Round(100 * Difference / Math.Abs(Then), 1, MidpointRounding.AwayFromZero);
}
