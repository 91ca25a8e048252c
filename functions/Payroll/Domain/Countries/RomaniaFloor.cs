namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Contributions of part-time work are due on the minimum wage at least, for the days on which the contract was active; the
/// employer bears what is above those on the pay.
/// </summary>
internal sealed class RomaniaFloor(RulePack pack)
{
    private readonly PayRule rule = pack.Rule("part-time-floor");
    private readonly decimal minimum = pack.Rule("minimum.wage").Value("month");
    private readonly (string Code, decimal Rate)[] contributions = [("cas.floor.employer", pack.Rule("cas").Value("rate")), ("cass.floor.employer", pack.Rule("cass").Value("rate"))];

    public void Add(PaySheet sheet)
    {
        var pay = sheet.Case;
        // Pay in sickness is not for active days.
        sheet.AddToMonth("month.active", sheet.Lines.Sum(line => line.Kind == PayLineKind.Earning && line.Treatments.HasFlag(Treatments.Social) && !line.Code.StartsWith("sick.", StringComparison.Ordinal) ? line.Amount : 0));
        var isOfTheMonth = pay.PaysTime() || sheet.MonthToDate($"month.{contributions[0].Code}") != 0;
        if (!isOfTheMonth || pay.Contracts.Any(spell => spell.Fte == 1 || pay.Facts.OverriddenBy(spell.Facts).Has("floor.exception")))
        {
            return;
        }

        var (earned, days) = (Math.Max(0, sheet.MonthToDate("month.active")), RomaniaDays.Active(pay, _ => true));
        var least = Primitives.Rounding.HalfUp.Round(minimum * days / pay.Month.WorkingDays, 2);
        foreach (var (code, rate) in contributions)
        {
            var earlier = sheet.MonthToDate($"month.{code}");
            var amount = Math.Max(0, rule.Round(least * rate) - rule.Round(earned * rate)) - earlier;
            if (amount != 0)
            {
                sheet.Add(new PayLine
                {
                    Code = code,
                    Kind = PayLineKind.EmployerContribution,
                    Amount = amount,
                    Rule = rule.Id,
                    Because = new Trace("least x rate - earned x rate - earlier slips of the month, each in whole lei", amount, new Figure("least", least), new Figure("earned", earned), new Figure("rate", rate), new Figure("active days", days), new Figure("earlier slips of the month", earlier)),
                });
                sheet.AddToMonth($"month.{code}", amount);
            }
        }
    }
}
