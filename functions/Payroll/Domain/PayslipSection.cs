namespace BackOffice.Payroll.Domain;

/// <summary>The lines of a slip that stand together, in the order of the page.</summary>
/// <param name="Kind">Of the lines.</param>
/// <param name="Lines">In the order they were calculated; those of zero explain themselves in the trace and are left out.</param>
/// <param name="Total">Of the lines.</param>
public sealed record PayslipSection(PayLineKind Kind, IReadOnlyList<PayLine> Lines, decimal Total)
{
    /// <summary>What makes the net.</summary>
    public static IReadOnlyList<PayLineKind> OfNet { get; } =
    [
        PayLineKind.Earning, PayLineKind.EmployeeContribution, PayLineKind.Tax, PayLineKind.Credit, PayLineKind.Deduction, PayLineKind.Garnishment, PayLineKind.CarriedForward,
    ];

    /// <summary>What is told beside it.</summary>
    public static IReadOnlyList<PayLineKind> Beside { get; } = [PayLineKind.Benefit, PayLineKind.EmployerContribution, PayLineKind.Accrual, PayLineKind.Basis];

    /// <summary>Those of the kinds that have lines.</summary>
    public static IEnumerable<PayslipSection> Of(Payslip slip, IEnumerable<PayLineKind> kinds)
        => kinds.Select(kind => new PayslipSection(kind, [.. slip.Lines.Where(line => line.Kind == kind && line.Amount != 0)], slip.Sum(kind))).Where(section => section.Lines.Count > 0);
}
