using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>What people agree on with the employer about what they owe: how much a month, or that they pay it back themselves.</summary>
internal static class DebtTerms
{
    /// <summary>The element by which a person has paid back, once.</summary>
    public const string Settled = "debt.settled";

    private const decimal Most = 1_000_000_000;
    private const string PaidBack = "amount paid back";
    private const string Recovered = "min(debt, amount paid back)";
    private const string Withdrawn = "0 - amount paid back";

    /// <summary>The plan in force when the person paid back last: it holds again where that is withdrawn.</summary>
    private const string PlanBefore = "debt.monthly.before";

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

    /// <summary>
    /// Takes what the person has paid back off the debt, in full. It is no pay: no creditor and no share has a say in it; what exceeds the debt is paid out.
    /// What was not paid back after all is owed again, on the terms of before.
    /// </summary>
    public static void Settle(PaySheet sheet, ICountryCalculation law)
    {
        // Withdrawn first: what is written down for another month instead finds the debt.
        foreach (var line in LinesOf(sheet, law).OrderBy(line => line.Amount >= 0))
        {
            sheet.Add(line);
            if (line.Amount < 0)
            {
                OweAgain(sheet, line);
                continue;
            }

            var plan = sheet.Standing(Deductions.DebtPlan);
            SetOff.Recover(sheet, line, new Figure(PaidBack, line.Amount), Recovered);
            Keep(sheet, PlanBefore, plan);
        }
    }

    private static IEnumerable<PayLine> LinesOf(PaySheet sheet, ICountryCalculation law)
        => sheet.Case.Elements.Where(element => element.Code == Settled).Select(element => PaidElements.LineOf(element, sheet, law) with { Kind = PayLineKind.Credit });

    // The opposite of both lines, so that the net stays: what of it is recovered now, the plan and the protected net say. What exceeded
    // the debt was paid out and is owed as well.
    private static void OweAgain(PaySheet sheet, PayLine withdrawn)
    {
        sheet.Add(withdrawn with { Code = Deductions.RecoveredCode, Kind = PayLineKind.Deduction, Rule = Deductions.Debt, Because = new Trace(Withdrawn, withdrawn.Amount, new Figure(PaidBack, -withdrawn.Amount)) });
        sheet.AddToStanding(Deductions.Debt, -withdrawn.Amount);
        if (sheet.Standing(Deductions.DebtPlan) == 0)
        {
            Keep(sheet, Deductions.DebtPlan, sheet.Standing(PlanBefore));
        }

        sheet.Alert("debt-restored", $"{new Money(-withdrawn.Amount, sheet.Pack.Currency)} was not paid back after all: it is owed again and recovered like any debt.");
    }

    private static void Keep(PaySheet sheet, string balance, decimal amount) => sheet.AddToStanding(balance, amount - sheet.Standing(balance));
}
