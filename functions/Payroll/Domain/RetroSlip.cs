namespace BackOffice.Payroll.Domain;

/// <summary>
/// What a slip says of months: what was earned and given, and the deductions as they were agreed. What of these found no room in the net
/// waits for later slips by itself, so that it is no difference.
/// </summary>
public sealed class RetroSlip
{
    private RetroSlip(IReadOnlyList<PayLine> lines) => Lines = lines;

    public IReadOnlyList<PayLine> Lines { get; }

    /// <param name="slip">As it was calculated.</param>
    /// <param name="pay">What it was calculated from.</param>
    /// <param name="rules">By which it was.</param>
    public static RetroSlip Of(Payslip slip, PayCase pay, PayRules rules)
        => new([.. slip.Lines.Where(IsGiven), .. PayEngine.AgreedOf(pay, rules)]);

    // Earnings; what is set aside for the 13th, as other accruals follow from the earnings when they are paid; of credits and benefits
    // what was written down for the person, as those of the law follow from the open month like contributions and tax.
    private static bool IsGiven(PayLine line) => line.Kind switch
    {
        PayLineKind.Earning => true,
        PayLineKind.Accrual => ExtraMonths.IsAccrual(line.Code),
        PayLineKind.Credit or PayLineKind.Benefit => line.Rule == PaidElements.Rule,
        _ => false,
    };
}
