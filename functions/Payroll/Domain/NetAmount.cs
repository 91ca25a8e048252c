namespace BackOffice.Payroll.Domain;

/// <summary>The amount of a slip's line, without the sum behind it.</summary>
internal readonly record struct NetAmount(PayLineKind Kind, decimal Amount)
{
    /// <summary>The net that lines come to: gross and credits less what is withheld.</summary>
    public static decimal Sum(IEnumerable<NetAmount> lines) => lines.Sum(line => line.Kind.InNet() * line.Amount);
}
