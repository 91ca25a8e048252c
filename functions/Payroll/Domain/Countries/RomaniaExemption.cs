namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// The part of a minimum wage that is free of tax and contributions: for who works full time, here first of all, for exactly the
/// minimum, and earns no more than the ceiling; by the days on which all of that held.
/// </summary>
internal sealed class RomaniaExemption(RulePack pack)
{
    private readonly PayRule rule = pack.Rule("exempt");
    private readonly PayRule minimum = pack.Rule("minimum.wage");
    private readonly string[] outside = pack.Rule("exempt").Words["outside-ceiling"].Split(' ');

    /// <returns>Free in the whole month, in lei.</returns>
    public decimal Add(PaySheet sheet)
    {
        sheet.AddToMonth("month.ceiling", sheet.Lines.Sum(line => line.Kind == PayLineKind.Earning && !outside.Contains(line.Code) ? line.Amount : 0));
        var pay = sheet.Case;
        if (pay.Facts.Has("exempt"))
        {
            return Add(sheet, new Trace("as the employer says", pay.Facts.Number("exempt")));
        }

        var (gross, ceiling, days) = (sheet.MonthToDate("month.ceiling"), rule.Value("ceiling"), RomaniaDays.Active(pay, spell => IsAtTheMinimum(pay, spell)));
        if (days == 0 || gross <= 0 || gross > ceiling)
        {
            return 0;
        }

        var amount = rule.Value("amount");
        return Add(sheet, new Trace("amount x days / working days", amount * days / pay.Month.WorkingDays, new Figure("amount", amount), new Figure("days", days), new Figure("working days", pay.Month.WorkingDays), new Figure("gross", gross), new Figure("ceiling", ceiling)));
    }

    private decimal Add(PaySheet sheet, Trace because)
        => because.Exact == 0 ? 0 : sheet.Add("exempt", PayLineKind.Basis, rule, because);

    private bool IsAtTheMinimum(PayCase pay, ContractSpell spell)
    {
        var facts = pay.Facts.OverriddenBy(spell.Facts);
        return spell.Fte == 1
            && (spell.MonthlyPay is { } month ? month == minimum.Value("month") : spell.HourlyPay == minimum.Value("hour"))
            && facts.Flag("base-function", otherwise: true)
            && !facts.Flag("exempt.lowered");
    }
}
