namespace BackOffice.Payroll.Domain.Countries;

/// <summary>A credit that the settlement takes back: at once when small, else in equal instalments from the slip that settles.</summary>
internal sealed class ItalianRecovery(PayRule rule, string balance)
{
    private const string Deferred = "to be recovered - first instalment";
    private const string NextInstalment = "min(instalment, left)";

    private readonly decimal above = rule.Value("recovery-above");
    private readonly decimal instalments = rule.Value("instalments");
    private readonly string instalment = balance + ".rata";

    /// <summary>Lends back what the settlement has taken but the first instalment; what a settlement anew takes is added to the plan.</summary>
    public void Defer(PaySheet sheet, decimal recovered)
    {
        var rate = decimal.Round(Math.Ceiling(recovered * 100 / instalments) / 100, 2);
        var deferred = recovered > above ? recovered - rate : 0;
        if (deferred == 0)
        {
            return;
        }

        sheet.Add(new PayLine { Code = "conguaglio.deferred", Kind = PayLineKind.CarriedForward, Amount = deferred, Rule = rule.Id, Reference = balance, Because = new Trace(Deferred, deferred, new Figure("to be recovered", recovered), new Figure("first instalment", rate)) });
        sheet.AddToStanding(balance, deferred);
        sheet.AddToStanding(instalment, rate);
    }

    public void Recover(PaySheet sheet)
    {
        var left = sheet.Standing(balance);
        if (left <= 0)
        {
            return;
        }

        var rate = sheet.Standing(instalment);
        var amount = ItalianDays.IsLeaving(sheet.Case) ? left : Math.Min(rate, left);
        sheet.Add(new PayLine { Code = "conguaglio.instalment", Kind = PayLineKind.Deduction, Amount = amount, Rule = rule.Id, Reference = balance, Because = new Trace(NextInstalment, amount, new Figure("instalment", rate), new Figure("left", left)) });
        sheet.AddToStanding(balance, -amount);
        if (amount == left)
        {
            sheet.AddToStanding(instalment, -rate);
        }
    }
}
