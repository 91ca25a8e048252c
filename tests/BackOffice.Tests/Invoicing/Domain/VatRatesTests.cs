using BackOffice.Invoicing.Rules;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

public sealed class VatRatesTests
{
    [Theory]
    [InlineData("IT", "2026-02-01", "22 10 5 4")]
    [InlineData("IT", "2015-12-31", "22 10 4")]
    [InlineData("IT", "2013-09-30", "21 10 4")]
    [InlineData("RO", "2025-07-31", "19 9 5")]
    [InlineData("RO", "2025-08-01", "21 11 9")]
    [InlineData("RO", "2026-08-01", "21 11")]
    [InlineData("PL", "2026-02-01", "23 8 5 0")]
    [InlineData("PL", "2010-12-31", "22 7 0")]
    public void The_rates_of_a_country_are_those_of_the_day(string country, string day, string rates)
        => Assert.Equal(rates.Split(' ').Select(decimal.Parse), VatRateFile.Current.InForce(country, Day(day))!.Select(rate => rate.Percent));

    [Theory]
    [InlineData("RO", 19, "2025-07-31", VatRateVerdict.InForce)]
    [InlineData("RO", 19, "2025-08-01", VatRateVerdict.NotInForce)]
    [InlineData("RO", 21, "2025-07-31", VatRateVerdict.NotInForce)]
    [InlineData("IT", 22, "2026-01-01", VatRateVerdict.InForce)]
    [InlineData("DE", 19, "2026-01-01", VatRateVerdict.UnknownCountry)]
    public void A_rate_is_in_force_on_a_day_or_not(string country, decimal rate, string day, VatRateVerdict verdict)
        => Assert.Equal(verdict, VatRateFile.Current.Judge(country, rate, Day(day)));

    private static LocalDate Day(string day) => NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
}
