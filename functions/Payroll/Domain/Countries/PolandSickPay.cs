using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Sick pay of the employer for its days of the year, then the benefit of ZUS, on the average pay of twelve months.</summary>
internal static class PolandSickPay
{
    private const string DaysUsed = "sick.employer.days";
    private const string MinimumFormula = "(minimum wage - rounded(minimum wage x contributions)) x share of full time";
    private const string PayFormula = "rounded(rounded(base / 30) x share) x days";

    public static void Pay(PaySheet sheet, PolandLaw law, ICountryCalculation calculation, IReadOnlyList<Absence> absences)
    {
        if (absences.Count == 0)
        {
            return;
        }

        var facts = PolandPerson.Of(sheet.Case, law).Facts;
        var average = PolandSickAverage.Of(sheet, (law, calculation), facts, absences);
        var @base = AddBase(sheet, law, average);
        var isPaid = false;
        foreach (var absence in absences)
        {
            var days = PaidDays(sheet.Case, law, facts, absence);
            var ofEmployer = absence.Kind == "sick" ? Math.Min(days, DaysLeft(sheet, law, facts, absence)) : 0;
            isPaid |= days > 0;
            sheet.AddTo(sheet.Case.Period.Year, DaysUsed, ofEmployer); // by the days, not by the payment
            Add(sheet, law, absence, ("sick.employer", law.SickPay, Treatments.Health | Treatments.Tax, @base, ofEmployer));
            if (facts.Word("sick.benefit.payer") != "zus")
            {
                // Not the employer's money: the ledger claims it from ZUS. Health insurance is not due on it.
                Add(sheet, law, absence, ("sick.insurance", law.SickBenefit, Treatments.Tax, @base, days - ofEmployer));
            }
        }

        if (isPaid)
        {
            average.Keep(sheet);
        }
    }

    private static decimal AddBase(PaySheet sheet, PolandLaw law, PolandSickAverage average)
    {
        var contributions = new Figure("contributions", law.SickBase.Value("contributions"));
        var ofAverage = sheet.Add("sick.base", PayLineKind.Basis, law.SickBase, new Trace($"{average.Formula} - rounded({average.Figures[^1].Name} x contributions)", Less(average.Pay), [.. average.Figures, contributions]));
        var (share, minimum) = (Math.Min(1, PolandSickMonths.FteOf(sheet.Case)), MinimumWage.Of(sheet.Case.Period, sheet.Pack));
        var atLeast = law.SickBase.Round(Less(minimum) * share);
        if (atLeast > ofAverage)
        {
            sheet.Add("sick.base.minimum", PayLineKind.Basis, law.SickBase, new Trace(MinimumFormula, atLeast, new Figure("minimum wage", minimum), contributions, new Figure("share of full time", share)));
        }

        return Math.Max(ofAverage, atLeast);

        decimal Less(decimal gross) => gross - law.SickBase.Round(gross * contributions.Value);
    }

    // Of the calendar days of the month, those after the waiting period.
    private static int PaidDays(PayCase pay, PolandLaw law, Facts facts, Absence absence)
    {
        var waits = absence.Kind == "sick" && !facts.Flag("sick.insured-before") && absence.Facts.Word("sick.cause") != "commuting-accident";
        var waiting = waits ? decimal.ToInt32(law.SickPay.Value("waiting")) : 0;
        HashSet<LocalDate> days = [];
        foreach (var spell in pay.Contracts.Where(spell => absence.Contract is null || absence.Contract == spell.Contract))
        {
            if (PolandAbsences.Common(absence, spell, pay.Period) is var (from, to))
            {
                for (var day = LocalDate.Max(from, spell.HiredOn.PlusDays(waiting)); day <= to; day = day.PlusDays(1))
                {
                    days.Add(day);
                }
            }
        }

        return days.Count;
    }

    private static int DaysLeft(PaySheet sheet, PolandLaw law, Facts facts, Absence absence)
    {
        var year = sheet.Case.Period.Year;
        var isReduced = year > sheet.Case.BornOn.Year + law.SickPay.Value("reduced.age");
        var limit = decimal.ToInt32(law.SickPay.Value(isReduced ? "reduced.days" : "days"));

        // A sickness that ZUS already paid for at the end of last year goes on as its benefit.
        var goesOn = absence.From.Year < year && sheet.InYear(year - 1, DaysUsed) >= limit;
        return goesOn ? 0 : Math.Max(0, limit - decimal.ToInt32(sheet.InYear(year, DaysUsed) + facts.Number("sick.days.elsewhere")));
    }

    private static void Add(PaySheet sheet, PolandLaw law, Absence absence, (string Code, PayRule Rule, Treatments Treatments, decimal Base, int Days) pay)
    {
        if (pay.Days == 0)
        {
            return;
        }

        var isFull = absence.Kind != "sick" || absence.Facts.Word("sick.cause") is "pregnancy" or "commuting-accident";
        var share = law.SickPay.Value(isFull ? "full" : "illness");
        var daily = pay.Rule.Round(pay.Rule.Round(pay.Base / law.SickBase.Value("days")) * share);
        sheet.Add(new PayLine
        {
            Code = pay.Code,
            Kind = PayLineKind.Earning,
            Amount = pay.Rule.Round(daily * pay.Days),
            Rule = pay.Rule.Id,
            Treatments = pay.Treatments,
            Contract = absence.Contract,
            Reference = absence.Reference,
            Because = new Trace(PayFormula, daily * pay.Days, new Figure("base", pay.Base), new Figure("share", share), new Figure("days", pay.Days)),
        });
    }
}
