using System.Globalization;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Tells of pay below the minimum wage.</summary>
internal static class PolandWage
{
    public static void Check(PaySheet sheet, PolandLaw law, ICountryCalculation calculation)
    {
        foreach (var spell in sheet.Case.Contracts)
        {
            var monthly = spell.MonthlyPay ?? (spell.HourlyPay * calculation.HoursOfMonth(spell, sheet.Case.Month));
            if (monthly < law.MinimumWage * spell.Fte)
            {
                sheet.Alert("below-minimum-wage", string.Create(CultureInfo.InvariantCulture, $"Contract {spell.Contract} pays less than {law.MinimumWage * spell.Fte:0.00} a month."));
            }
        }
    }
}
