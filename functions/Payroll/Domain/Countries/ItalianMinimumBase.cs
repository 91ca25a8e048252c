namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// The least that a month's work is insured for: the daily minimum for 26 days of a whole month of full time, less for part time
/// and for days that are not paid by the employer. By the hour: the daily minimum of six days over the week's hours.
/// </summary>
internal sealed class ItalianMinimumBase(RulePack pack)
{
    private const decimal DaysOfWeek = 6;
    private const decimal FullTimeHours = 40;

    private readonly decimal daily = pack.Rule("inps.imponibile").Value("daily-minimum");
    private readonly decimal days = pack.Rule("inps.imponibile").Value("days");

    public decimal Of(PayCase pay)
    {
        var minimum = 0m;
        foreach (var spell in pay.Contracts)
        {
            minimum += spell.MonthlyPay is null
                ? HourlyOf(DaysOfWeek, FullTimeHours) * HoursOf(pay, spell)
                : daily * days * spell.Fte * ItalianDays.PaidIn(pay, spell) / pay.Month.Days;
        }

        return decimal.Round(minimum, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>Of an hour, where the full-time week has so many days and hours; exact.</summary>
    public decimal HourlyOf(decimal daysPerWeek, decimal hoursPerWeek) => daily * daysPerWeek / hoursPerWeek;

    private static decimal HoursOf(PayCase pay, ContractSpell spell)
    {
        var hours = 0m;
        foreach (var worked in pay.Hours)
        {
            hours += worked.Kind == "worked" && (worked.Contract is null || worked.Contract == spell.Contract) ? worked.Hours : 0;
        }

        return hours;
    }
}
