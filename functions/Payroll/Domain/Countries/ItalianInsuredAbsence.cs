using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// An absence that INPS or INAIL pays for from some day on. Its day's pay is a 30th of the month's with the 13th and 14th that accrue; each
/// calendar day counts, from the first of the absence. The insurance's part is taxed and bears no contributions.
/// </summary>
internal sealed class ItalianInsuredAbsence(RulePack pack, string rule, string kind)
{
    /// <summary>What is replaced leaves the bases of tax and contributions; 13th, 14th and TFR go on as if there were work.</summary>
    public const Treatments Replaced = Treatments.Social | Treatments.Health | Treatments.Tax | Treatments.Employer;

    private const string Insured = "day's pay with extra months x sum of the insurance's shares of the days";
    private const string MadeUp = "sum of the days' max(0, day's pay x share of the employer - insurance), and days more or less than 30";
    private const decimal MonthsOfYear = 12;
    private const decimal WeeksOfYear = 52;
    private const decimal PerCent = 100;

    private readonly PayRule insurance = pack.Rule(rule);
    private readonly PayRule employer = pack.Rule(rule + ".ditta");
    private readonly decimal daysOfMonth = pack.Rule(rule).Value("days");
    private readonly decimal daysOfYear = pack.Rule(rule).Values.GetValueOrDefault("days-a-year", decimal.MaxValue);
    private readonly string insuredCode = kind + ".insurance";
    private readonly string employerCode = kind + ".employer";

    public string AbsenceCode { get; } = "absence." + kind;

    /// <param name="sheet">Gets the lines.</param>
    /// <param name="absent">The absence, and the contract's terms narrowed to its days.</param>
    /// <param name="units">The 30ths that were taken off: the employer makes up, as on the last day, what a month has more or less than 30.</param>
    public void Pay(PaySheet sheet, (Absence Absence, ContractSpell Days) absent, decimal units)
    {
        var monthly = absent.Days.MonthlyPay ?? (absent.Days.HourlyPay!.Value * absent.Days.WeeklyHours * WeeksOfYear / MonthsOfYear);
        var (day, insuredDay) = (monthly / daysOfMonth, monthly * absent.Days.PaymentsPerYear / MonthsOfYear / daysOfMonth);
        var (from, to) = MonthShare.DaysOf(absent.Days, sheet.Case.Period)!.Value;
        var first = absent.Absence.Facts.Day(ItalianFacts.SickFirstDay) ?? absent.Absence.From;
        var counted = sheet.YearToDate(ItalianBalances.SickDays);
        var (shares, madeUp, last) = (0m, 0m, 0m);
        for (var date = from; date <= to; date = date.PlusDays(1))
        {
            var number = NodaTime.Period.DaysBetween(first, date) + 1;
            var share = ++counted > daysOfYear ? 0 : ShareOf(insurance, number);
            last = day * MadeUpTo(sheet, absent.Absence, (number, share));
            (shares, madeUp) = (shares + share, madeUp + Math.Max(0, last - (insuredDay * share)));
        }

        if (daysOfYear != decimal.MaxValue)
        {
            sheet.AddToYear(ItalianBalances.SickDays, NodaTime.Period.DaysBetween(from, to) + 1);
        }

        madeUp = Math.Max(0, madeUp + ((units - NodaTime.Period.DaysBetween(from, to) - 1) * last));
        Add(sheet, absent, (insuredCode, insurance, Treatments.Tax), new Trace(Insured, insuredDay * shares, new Figure("day's pay with extra months", insuredDay), new Figure("sum of the insurance's shares of the days", shares)));
        Add(sheet, absent, (employerCode, employer, Replaced), new Trace(MadeUp, madeUp, new Figure("day's pay", day), new Figure("days", units)));
    }

    // What the person agreed on instead of the agreement's part counts where the insurance pays.
    private decimal MadeUpTo(PaySheet sheet, Absence absence, (int Number, decimal Share) day)
    {
        var facts = absence.Facts.Has(ItalianFacts.TopUp) ? absence.Facts : sheet.Case.Facts;
        return day.Share > 0 && facts.Has(ItalianFacts.TopUp) ? facts.Number(ItalianFacts.TopUp) / PerCent : ShareOf(employer, day.Number);
    }

    private static decimal ShareOf(PayRule scale, int day)
    {
        foreach (var band in scale.Bands)
        {
            if (band.UpTo is not { } upTo || day <= upTo)
            {
                return band.Rate;
            }
        }

        return 0;
    }

    private static void Add(PaySheet sheet, (Absence Absence, ContractSpell Days) absent, (string Code, PayRule Rule, Treatments Treatments) line, Trace because)
    {
        if (because.Exact != 0)
        {
            sheet.Add(new PayLine
            {
                Code = line.Code,
                Kind = PayLineKind.Earning,
                Amount = line.Rule.Round(because.Exact),
                Rule = line.Rule.Id,
                Treatments = line.Treatments,
                Contract = absent.Days.Contract,
                Reference = absent.Absence.Reference,
                Because = because,
            });
        }
    }
}
