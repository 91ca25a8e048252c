using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// Sets off against debts what never arrived of nets that were taken back. It is no pay: no creditor, no share, no plan and no protected
/// net has a say in it, and what exceeds the debt, as some was paid back already, is paid out.
/// </summary>
internal static class SetOff
{
    private const string NeverArrived = "net that never arrived";
    private const string Recovered = "min(debt, net that never arrived)";

    public static void Apply(PaySheet sheet)
    {
        foreach (var net in sheet.Case.Returned ?? [])
        {
            if (!net.IsOpen(sheet.Case.Before))
            {
                continue;
            }

            if (net.Amount.Currency == sheet.Pack.Currency)
            {
                Apply(sheet, net);
            }
            else
            {
                sheet.Alert("return-waits", $"{net.Amount} of {net.For} never arrived and is not set off: the slip is in {sheet.Pack.Currency}.");
            }
        }
    }

    private static void Apply(PaySheet sheet, ReturnedNet net)
    {
        var amount = net.Amount.Amount;
        var line = new PayLine { Code = ReturnedNet.Code, Kind = PayLineKind.Credit, Amount = amount, Rule = Deductions.Debt, Reference = net.Order, For = net.For, Because = new Trace(NeverArrived, amount, new Figure(NeverArrived, amount)) };
        sheet.Add(line);
        sheet.AddToStanding(net.Balance, amount);
        var taken = Recover(sheet, line, new Figure(NeverArrived, amount), Recovered);
        var (off, paid) = (new Money(taken, sheet.Pack.Currency), new Money(amount - taken, sheet.Pack.Currency));
        sheet.Alert("return-set-off", $"{net.Amount} of {net.For} never arrived: {off} is set off against what is owed, {paid} is paid out.");
    }

    /// <summary>Takes money that is no pay off the debt, beside share, plan and protected net.</summary>
    /// <returns>How much.</returns>
    internal static decimal Recover(PaySheet sheet, PayLine money, Figure figure, string formula)
    {
        var debt = sheet.Standing(Deductions.Debt);
        var taken = Math.Min(debt, money.Amount);
        if (taken > 0)
        {
            sheet.Add(money with { Code = Deductions.RecoveredCode, Kind = PayLineKind.Deduction, Amount = taken, Rule = Deductions.Debt, Because = new Trace(formula, taken, new Figure("debt", debt), figure) });
            sheet.AddToStanding(Deductions.Debt, -taken);
            Deductions.EndPlan(sheet);
        }

        return Math.Max(0, taken);
    }
}
