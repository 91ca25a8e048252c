using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// What is paid for working days in sickness, maternity or after an accident: a share of the average day of the last six months,
/// by the employer in the first days and for the fund then. Where the law changed, the day on which the sickness began decides.
/// </summary>
internal sealed class RomaniaSickPay(RulePack pack)
{
    private readonly PayRule sick = pack.Rule("sick");
    private readonly PayRule earlier = pack.Rule("sick.earlier");
    private readonly PayRule codes = pack.Rule("sick.codes");
    private readonly PayRule maternity = pack.Rule("maternity");
    private readonly PayRule accident = pack.Rule("accident");
    private readonly decimal mostIncome = pack.Rule("sick").Value("cap") * pack.Rule("minimum.wage").Value("month");

    public IEnumerable<PayProblem> ProblemsOf(PayCase pay)
        => pay.Absences.Where(absence => absence.Kind is "sick" or "maternity" or "accident" && Average(pay, absence).Exact <= 0)
            .Select(absence => new PayProblem("missing-sick-base", "absences.facts.sick.income", $"For the absence from {LocalDatePattern.Iso.Format(absence.From)} say sick.income and sick.days: earlier slips have no income of the last six months."));

    public void Add(PaySheet sheet, Absence absence)
    {
        var terms = TermsOf(absence);
        var (ofEmployer, ofFund) = PaidDays(sheet.Case, absence, terms);
        Add(sheet, absence, terms, ("sick.employer", ofEmployer));
        Add(sheet, absence, terms, ("sick.insurance", ofFund));
    }

    /// <summary>Keeps income and working days of this month, and lets go of what nobody looks back to any more.</summary>
    public void Remember(PaySheet sheet)
    {
        var (pay, income, days) = (sheet.Case, $"sick.income.{sheet.Case.Period}", $"sick.days.{sheet.Case.Period}");
        var earned = sheet.Lines.Sum(line => line.Kind == PayLineKind.Earning && line.Treatments.HasFlag(Treatments.Social) ? line.Amount : 0);
        sheet.AddToStanding(income, Math.Clamp(sheet.Standing(income) + earned, 0, mostIncome) - sheet.Standing(income));
        sheet.AddToStanding(days, RomaniaDays.Insured(pay) - sheet.Standing(days));
        // A sickness of half a year still looks at the half year before it.
        MonthBalances.ForgetBefore(sheet, "sick.", pay.Period.Plus(-2 * (int)sick.Value("months")));
    }

    private static LocalDate BeganOn(Absence absence) => absence.Facts.Day("sick.since") ?? absence.From;

    private Terms TermsOf(Absence absence) => absence.Kind switch
    {
        "maternity" => new Terms(maternity, maternity.Value("share"), Treatments.Social) { EmployerTo = 0 },
        "accident" => new Terms(accident, accident.Value("share"), Treatments.Social | Treatments.Tax) { EmployerTo = (int)accident.Value("employer.to") },
        _ => TermsOfSickness(absence),
    };

    private Terms TermsOfSickness(Absence absence)
    {
        var began = BeganOn(absence);
        var rule = began >= LocalDatePattern.Iso.Parse(sick.Words["since"]).Value ? sick : earlier;
        var days = NodaTime.Period.DaysBetween(began, absence.To) + 1;
        var code = absence.Facts.Word("sick.code") ?? "01";
        bool Is(string what) => codes.Words[what].Split(' ').Contains(code);
        return new Terms(rule, codes.Values.TryGetValue(code, out var share) ? share : rule.Bands.First(band => band.UpTo is not { } upTo || days <= upTo).Rate,
            Treatments.Social | (Is("untaxed") ? Treatments.None : Treatments.Tax) | (rule.Value("health") == 0 || Is("no-health") ? Treatments.None : Treatments.Health))
        {
            PaidFrom = Is("first-day-paid") ? 1 : (int)rule.Value("employer.from"),
            EmployerTo = Is("fund") ? 0 : (int)rule.Value("employer.to"),
        };
    }

    private static (int OfEmployer, int OfFund) PaidDays(PayCase pay, Absence absence, Terms terms)
    {
        var (ofEmployer, ofFund) = (0, 0);
        for (var day = LocalDate.Max(absence.From, pay.Period.First); day <= absence.To && pay.Period.Contains(day); day = day.PlusDays(1))
        {
            var number = NodaTime.Period.DaysBetween(BeganOn(absence), day) + 1;
            var isPaid = number >= terms.PaidFrom && pay.Month.IsWorkingDay(day) && pay.Contracts.Any(spell => RomaniaDays.Concerns(absence, spell) && RomaniaDays.Covers(spell, day));
            ofEmployer += isPaid && number <= terms.EmployerTo ? 1 : 0;
            ofFund += isPaid && number > terms.EmployerTo ? 1 : 0;
        }

        return (ofEmployer, ofFund);
    }

    private void Add(PaySheet sheet, Absence absence, Terms terms, (string Code, int Days) paid)
    {
        if (paid.Days == 0)
        {
            return;
        }

        var average = Average(sheet.Case, absence);
        var exact = average.Exact * terms.Share * paid.Days;
        sheet.Add(new PayLine
        {
            Code = paid.Code,
            Kind = PayLineKind.Earning,
            Amount = terms.Rule.Round(exact),
            Rule = terms.Rule.Id,
            // What funds pay is no base of the employer's own contribution.
            Treatments = terms.Treatments | (paid.Code == "sick.employer" ? Treatments.Employer : Treatments.None),
            Reference = absence.Reference,
            Because = new Trace("income / working days x share x days", exact, [.. average.Figures, new Figure("share", terms.Share), new Figure("days", paid.Days)]),
        });
    }

    private Trace Average(PayCase pay, Absence absence)
    {
        var months = Enumerable.Range(1, (int)sick.Value("months")).Select(ago => Period.Of(BeganOn(absence)).Plus(-ago)).ToList();
        var income = absence.Facts.Number("sick.income", months.Sum(month => pay.Before.Of($"sick.income.{month}")));
        var days = absence.Facts.Number("sick.days", months.Sum(month => pay.Before.Of($"sick.days.{month}")));
        return new Trace("income / working days", days == 0 ? 0 : income / days, new Figure("income", income), new Figure("working days", days));
    }

    private sealed record Terms(PayRule Rule, decimal Share, Treatments Treatments)
    {
        /// <summary>Which calendar day of the sickness is paid first.</summary>
        public int PaidFrom { get; init; } = 1;

        /// <summary>The last calendar day that the employer pays; 0 when the fund pays all.</summary>
        public required int EmployerTo { get; init; }
    }
}
