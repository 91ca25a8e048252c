using System.Globalization;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Tells of pay below the minimum wage.</summary>
internal static class PolandWage
{
    public static void Check(PaySheet sheet, ICountryCalculation calculation)
    {
        var minimum = MinimumWage.Of(sheet.Case.Period, sheet.Pack);
        foreach (var spell in sheet.Case.Contracts)
        {
            var monthly = spell.MonthlyPay ?? (spell.HourlyPay * calculation.HoursOfMonth(spell, sheet.Case.Month));
            if (monthly < minimum * spell.Fte)
            {
                sheet.Alert("below-minimum-wage", string.Create(CultureInfo.InvariantCulture, $"Contract {spell.Contract} pays less than {minimum * spell.Fte:0.00} a month."));
            }
        }
    }
}
