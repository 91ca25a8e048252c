namespace BackOffice.Payroll.Domain;

/// <summary>What people agree on with the employer about what they owe: how much a month, or that they pay it back themselves.</summary>
internal static class DebtTerms
{
    /// <summary>The element by which a person has paid back, once.</summary>
    public const string Settled = "debt.settled";

    private const decimal Most = 1_000_000_000;
    private const string PaidBack = "amount paid back";
    private const string Recovered = "min(debt, amount paid back)";

    /// <summary>What every country wants to know of a person.</summary>
    public static IReadOnlyList<FactDefinition> Facts { get; } =
    [
        new(Deductions.DebtPlan, FactKind.Number, "What is recovered of debts to the employer a month at most, as agreed; 0 while nothing is. Not said: as was planned with the reversal, else all that the law allows. The last slip takes what it can.") { Range = (0, Most) },
    ];

    /// <summary>What a month takes at most; null without a plan.</summary>
    public static decimal? MonthlyOf(PaySheet sheet)
        => sheet.Case.Facts.Has(Deductions.DebtPlan) ? sheet.Case.Facts.Number(Deductions.DebtPlan)
            : sheet.Standing(Deductions.DebtPlan) is > 0 and var planned ? planned
            : null;

    /// <summary>Takes what the person has paid back off the debt, in full. It is no pay: no creditor and no share has a say in it; what exceeds the debt is paid out.</summary>
    public static void Settle(PaySheet sheet, ICountryCalculation law)
    {
        foreach (var element in sheet.Case.Elements.Where(element => element.Code == Settled))
        {
            var line = PaidElements.LineOf(element, sheet, law) with { Kind = PayLineKind.Credit };
            sheet.Add(line);
            SetOff.Recover(sheet, line, new Figure(PaidBack, line.Amount), Recovered);
        }
    }
}
