namespace BackOffice.Payroll.Domain;

/// <summary>One person's slip beside another one of the same person.</summary>
/// <param name="Person">The id; never a name.</param>
/// <param name="NetThen">Null where there was no slip.</param>
/// <param name="NetNow">Null where there is none.</param>
/// <param name="Lines">The codes whose sums differ; empty when the slips differ only in how their figures came about.</param>
public sealed record SlipDifference(string Person, decimal? NetThen, decimal? NetNow, IReadOnlyList<CodeDifference> Lines)
{
    /// <summary>The net of now in percent above that of then, to one decimal; null when either is missing or then was nothing.</summary>
    public decimal? Percent => NetThen is { } then and not 0 && NetNow is { } now ? Math.Round(100 * (now - then) / Math.Abs(then), 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>Compares two slips code by code; a slip that is missing counts as zeroes.</summary>
    public static SlipDifference Between(string person, Payslip? then, Payslip? now)
        => new(person, then?.Net, now?.Net,
        [
            .. (then?.Lines ?? []).Concat(now?.Lines ?? [])
                .Where(line => line.Kind != PayLineKind.Basis)
                .Select(line => line.Code)
                .Distinct(StringComparer.Ordinal)
                .Select(code => new CodeDifference(code, then?.Of(code) ?? 0, now?.Of(code) ?? 0))
                .Where(code => code.Then != code.Now)
                .OrderByDescending(code => Math.Abs(code.Now - code.Then)).ThenBy(code => code.Code, StringComparer.Ordinal),
        ]);
}

/// <summary>The sum of a code in two slips.</summary>
public sealed record CodeDifference(string Code, decimal Then, decimal Now);
