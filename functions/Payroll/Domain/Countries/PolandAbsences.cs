using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Takes off pay for time not worked: a thirtieth for a day of sickness, the hour's pay for an hour of unpaid leave.</summary>
internal static class PolandAbsences
{
    private const string SickFormula = "- monthly pay x days / 30";
    private const string UnpaidFormula = "- monthly pay x hours / hours of the month";
    private const string RestFormula = "- all that is left of the month's pay";

    private static readonly string[] Kinds = ["paid-leave", "unpaid-leave", "sick", "maternity", "accident"];

    public static IEnumerable<PayProblem> ProblemsOf(PayCase pay)
    {
        foreach (var absence in pay.Absences)
        {
            if (!Kinds.Contains(absence.Kind, StringComparer.Ordinal))
            {
                yield return new PayProblem("unknown-absence", "absences.kind", $"'{absence.Kind}' is one of {string.Join(", ", Kinds)}.");
            }

            if (absence.HoursPerDay is not null && IsSickness(absence))
            {
                yield return new PayProblem("absence-hours", "absences.hoursPerDay", $"{absence.Kind} is by whole days.");
            }
        }
    }

    public static void Pay(PaySheet sheet, PolandLaw law, ICountryCalculation calculation)
    {
        List<Absence> absences = [.. sheet.Case.Absences.Where(absence => absence.Kind != "paid-leave").OrderBy(absence => absence.From)];
        foreach (var spells in sheet.Case.ByContract())
        {
            TakeOff(sheet, (law, calculation), spells, [.. absences.Where(absence => absence.Contract is null || absence.Contract == spells[0].Contract)]);
        }

        PolandSickPay.Pay(sheet, law, calculation, [.. absences.Where(IsSickness)]);
    }

    public static bool IsSickness(Absence absence) => absence.Kind is "sick" or "maternity" or "accident";

    private static void TakeOff(PaySheet sheet, (PolandLaw Law, ICountryCalculation Calculation) by, IReadOnlyList<ContractSpell> spells, IReadOnlyList<Absence> absences)
    {
        var left = sheet.Lines.Where(line => line.Code == "pay.base" && line.For is null && line.Contract == spells[0].Contract).Sum(line => line.Amount);
        var workless = DaysAbsent(sheet.Case, spells, absences) == DaysEmployed(sheet.Case, spells);
        var stretches = absences.SelectMany(absence => spells.Select(spell => (Absence: absence, Spell: spell, Days: Common(absence, spell, sheet.Case.Period))))
            .Where(stretch => stretch.Days is not null && stretch.Spell.MonthlyPay is not null)
            .ToList();
        foreach (var (absence, spell, days) in stretches)
        {
            var (rule, because) = IsSickness(absence)
                ? (by.Law.SickReduction, Sick(spell, days!.Value, (by.Law, sheet.Case.Month)))
                : (by.Law.UnpaidReduction, Unpaid(absence, (spell, days!.Value), sheet.Case.Month, by));
            var isLast = workless && (absence, spell, days) == stretches[^1];
            because = isLast || -rule.Round(because.Exact) > left ? new Trace(RestFormula, -left, new Figure("left of the month's pay", left)) : because;
            left += sheet.Add(new PayLine
            {
                Code = IsSickness(absence) ? "absence.sick" : "absence.unpaid",
                Kind = PayLineKind.Earning,
                Amount = rule.Round(because.Exact),
                Rule = rule.Id,
                Treatments = Treatments.Ordinary,
                Contract = spell.Contract,
                Reference = absence.Reference,
                Because = because,
            });
        }
    }

    private static Trace Sick(ContractSpell spell, (LocalDate From, LocalDate To) days, (PolandLaw Law, WorkMonth Month) by)
    {
        var (pay, count, thirty) = (spell.MonthlyPay!.Value, by.Month.DaysIn(days.From, days.To), by.Law.SickReduction.Value("days"));
        return new Trace(SickFormula, -pay * count / thirty, new Figure("monthly pay", pay), new Figure("days", count));
    }

    private static Trace Unpaid(Absence absence, (ContractSpell Spell, (LocalDate From, LocalDate To) Days) stretch, WorkMonth month, (PolandLaw Law, ICountryCalculation Calculation) by)
    {
        var (spell, days) = stretch;
        var (pay, whole) = (spell.MonthlyPay!.Value, by.Calculation.HoursOfMonth(spell, month));
        var hours = month.WorkingDaysIn(days.From, days.To) * (absence.HoursPerDay ?? (by.Law.HoursOfDay * spell.Fte));
        return new Trace(UnpaidFormula, whole == 0 ? 0 : -pay * hours / whole, new Figure("monthly pay", pay), new Figure("hours", hours), new Figure("hours of the month", whole));
    }

    private static int DaysEmployed(PayCase pay, IReadOnlyList<ContractSpell> spells)
        => spells.Sum(spell => MonthShare.DaysOf(spell, pay.Period) is { } days ? pay.Month.DaysIn(days.From, days.To) : 0);

    private static int DaysAbsent(PayCase pay, IReadOnlyList<ContractSpell> spells, IReadOnlyList<Absence> absences)
        => absences.Where(absence => absence.HoursPerDay is null).Sum(absence => spells.Sum(spell => Common(absence, spell, pay.Period) is { } days ? pay.Month.DaysIn(days.From, days.To) : 0));

    /// <summary>The days of the month that an absence and terms have in common; null when none.</summary>
    public static (LocalDate From, LocalDate To)? Common(Absence absence, ContractSpell spell, Period period)
        => MonthShare.DaysOf(spell, period) is not { } days ? null
            : (LocalDate.Max(days.From, absence.From), LocalDate.Min(days.To, absence.To)) is var (from, to) && from <= to ? (from, to) : null;
}
