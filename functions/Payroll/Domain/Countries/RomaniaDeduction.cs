using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>The personal deduction: by dependants, falling with the gross, more for the young and for children at school.</summary>
internal sealed class RomaniaDeduction(RulePack pack)
{
    private readonly PayRule rule = pack.Rule("dp");
    private readonly PayRule supplement = pack.Rule("dp.supplement");
    private readonly decimal[] shares = [.. Enumerable.Range(0, 5).Select(dependants => pack.Rule("dp").Value($"dependants.{dependants}"))];
    private readonly decimal minimum = pack.Rule("minimum.wage").Value("month");
    private readonly bool countsVouchers = pack.Rule("dp.income").Words["vouchers"] == "counted";

    /// <returns>Deducted in the whole month, in whole lei.</returns>
    public decimal Add(PaySheet sheet)
    {
        var earned = sheet.Lines.Where(line => line.Kind == PayLineKind.Earning && IsBaseFunction(sheet.Case, line.Contract)).Sum(line => line.Amount);
        sheet.AddToMonth("month.gross", earned + (countsVouchers ? sheet.Lines.Sum(line => line.Kind == PayLineKind.Benefit && line.Treatments.HasFlag(Treatments.Tax) ? line.Amount : 0) : 0));
        sheet.AddToMonth("month.earned", earned);
        // Vouchers alone are no pay of a base function that anything could be deducted from.
        if (sheet.MonthToDate("month.earned") <= 0 || !sheet.Case.Contracts.Any(spell => IsBaseFunction(sheet.Case, spell.Contract)))
        {
            return 0;
        }

        var because = Because(sheet.Case, sheet.MonthToDate("month.gross"));
        return because.Exact == 0 ? 0 : sheet.Add("dp", PayLineKind.Basis, rule, because);
    }

    private Trace Because(PayCase pay, decimal gross)
    {
        var dependants = Math.Min(shares.Length - 1, (int)pay.Facts.Number("dep", pay.Dependants.Count));
        var steps = Math.Ceiling(Math.Max(0, gross - minimum) / rule.Value("step"));
        var isWithin = gross <= minimum + rule.Value("above-minimum");
        var share = isWithin ? Math.Max(0, shares[dependants] - (steps * rule.Value("step.share"))) : 0;
        var young = isWithin && Age(pay.BornOn, pay.Period.First) < supplement.Value("young.age") ? supplement.Value("young.share") : 0;
        var children = pay.Facts.Number("kids", pay.Dependants.Count(one => one is { Kind: "child", IsInSchool: true } && Age(one.BornOn, pay.Period.First) < supplement.Value("child.age")));
        var perChild = supplement.Value("child.amount");
        return new Trace("minimum wage x (share + share of the young) + children x amount", (minimum * (share + young)) + (children * perChild),
            new Figure("minimum wage", minimum), new Figure("share", share), new Figure("share of the young", young), new Figure("children", children), new Figure("amount", perChild), new Figure("gross", gross), new Figure("dependants", dependants), new Figure("steps above the minimum", steps));
    }

    // On the first day of the month: who comes of age within it still has the whole month.
    private static int Age(LocalDate bornOn, LocalDate day) => NodaTime.Period.Between(bornOn, day, PeriodUnits.Years).Years;

    private static bool IsBaseFunction(PayCase pay, string? contract)
        => pay.Facts.OverriddenBy(pay.Contracts.FirstOrDefault(spell => spell.Contract == contract)?.Facts ?? Facts.None).Flag("base-function", otherwise: true);
}
