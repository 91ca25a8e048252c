namespace BackOffice.Payroll.Domain;

/// <summary>No slip asks for money: what is below zero is carried forward as a debt, recovered by the plan of the pack's rule <c>debt</c>.</summary>
internal static class NetFloor
{
    public static void Apply(PaySheet sheet)
    {
        if (sheet.NetSoFar is not (< 0 and var net))
        {
            return;
        }

        sheet.Add(new PayLine { Code = "debt.carried", Kind = PayLineKind.CarriedForward, Amount = -net, Rule = Deductions.Debt, Because = new Trace("0 - net", -net, new Figure("net", net)) });
        sheet.AddToStanding(Deductions.Debt, -net);
        sheet.Alert("net-floored", "More is withheld than earned: nothing is paid, and the rest is owed and recovered from later slips.");
    }
}
