using System.Globalization;

namespace BackOffice.Payroll.Domain;

/// <summary>Hours of contracts by the hour, and hours with a premium: <c>premium.{kind}</c> of the pack says what they are paid.</summary>
internal static class PaidHours
{
    private const string ByHour = "hours x hourly pay";
    private const string WithPremium = "hours x hour's pay x (ordinary + premium)";
    private const string OfMonthly = "hours x monthly pay x (ordinary + premium) / hours of the month";
    private const string OfMinimum = "hours x minimum wage x premium / hours of the month";

    /// <summary>Kinds of overtime begin with it.</summary>
    public const string Overtime = "overtime.";

    /// <summary>The balance of the year's overtime.</summary>
    public const string OvertimeHours = "overtime.hours";

    /// <summary>Worked, for contracts by the hour; for pay by the month it is in the pay.</summary>
    public const string Worked = "worked";

    public static void Add(PaySheet sheet, ICountryCalculation law)
    {
        foreach (var hours in sheet.Case.Hours)
        {
            var spell = TermsOf(hours, sheet.Case);
            if (hours.Kind != Worked)
            {
                AddPremium(sheet, law, (hours, spell));
            }
            else if (spell.HourlyPay is { } pay)
            {
                Add(sheet, "pay.hours", (spell, "proration", Treatments.Ordinary), new Trace(ByHour, hours.Hours * pay, new Figure("hours", hours.Hours), new Figure("hourly pay", pay)));
            }
        }

        CountOvertime(sheet);
    }

    // Hours belong to the year in which they are worked, whenever they are paid. More than the law wants are worked and so are paid.
    private static void CountOvertime(PaySheet sheet)
    {
        var hours = 0m;
        foreach (var worked in sheet.Case.Hours)
        {
            hours += worked.Kind.StartsWith(Overtime, StringComparison.Ordinal) ? worked.Hours : 0;
        }

        if (hours == 0 || sheet.Pack.Find("overtime.limit") is not { } limit)
        {
            return;
        }

        var year = sheet.Case.Period.Year;
        sheet.AddTo(year, OvertimeHours, hours);
        if (sheet.InYear(year, OvertimeHours) > limit.Value("year"))
        {
            sheet.Alert("overtime-limit", string.Create(CultureInfo.InvariantCulture, $"With this month {sheet.InYear(year, OvertimeHours):0.##} hours of overtime are worked in {year}, of {limit.Value("year"):0} a year."));
        }
    }

    /// <summary>The terms of the day they were worked; without a day, the latest of the contract.</summary>
    private static ContractSpell TermsOf(WorkedHours hours, PayCase pay) => pay.Contracts.Count == 1 ? pay.Contracts[0] : pay.Contracts.Last(spell
        => (hours.Contract is null || spell.Contract == hours.Contract) && (hours.On is not { } day || (spell.From <= day && (spell.To is not { } to || day <= to))));

    private static void AddPremium(PaySheet sheet, ICountryCalculation law, (WorkedHours Hours, ContractSpell Spell) worked)
    {
        var rule = sheet.Pack.Rule("premium." + worked.Hours.Kind);
        var ordinary = rule.Values.GetValueOrDefault("ordinary");
        var code = ordinary == 0 ? rule.Id : worked.Hours.Kind;
        Add(sheet, code, (worked.Spell, rule.Id, Treatments.Ordinary & ~Treatments.Thirteenth), TraceOf(sheet, law, worked, rule));
    }

    private static Trace TraceOf(PaySheet sheet, ICountryCalculation law, (WorkedHours Hours, ContractSpell Spell) worked, PayRule rule)
    {
        var (hours, premium, ordinary) = (worked.Hours.Hours, rule.Value("premium"), rule.Values.GetValueOrDefault("ordinary"));
        var month = sheet.Case.Month;
        if (rule.Words.GetValueOrDefault("of") == "minimum")
        {
            var (minimum, full) = (MinimumWage.Of(month.Period, sheet.Pack), law.HoursOfMonth(worked.Spell with { Fte = 1 }, month));
            return new Trace(OfMinimum, hours * minimum * premium / full, new Figure("hours", hours), new Figure("minimum wage", minimum), new Figure("premium", premium), new Figure("hours of the month", full));
        }

        if (worked.Spell.HourlyPay is { } pay)
        {
            return new Trace(WithPremium, hours * pay * (ordinary + premium), new Figure("hours", hours), new Figure("hour's pay", pay), new Figure("ordinary", ordinary), new Figure("premium", premium));
        }

        var (monthly, whole) = (worked.Spell.MonthlyPay ?? 0, law.HoursOfMonth(worked.Spell, month));
        return new Trace(OfMonthly, hours * monthly * (ordinary + premium) / whole, new Figure("hours", hours), new Figure("monthly pay", monthly), new Figure("ordinary", ordinary), new Figure("premium", premium), new Figure("hours of the month", whole));
    }

    private static void Add(PaySheet sheet, string code, (ContractSpell Spell, string Rule, Treatments Treatments) line, Trace because) => sheet.Add(new PayLine
    {
        Code = code,
        Kind = PayLineKind.Earning,
        Amount = sheet.Round(line.Rule, because.Exact),
        Rule = line.Rule,
        Treatments = line.Treatments,
        Contract = line.Spell.Contract,
        Because = because,
    });
}
