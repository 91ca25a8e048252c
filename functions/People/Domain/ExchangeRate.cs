using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>What one unit of a currency is worth in the currency of a pay group, as a bank published it on a day.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Day">Of the publication.</param>
/// <param name="Rate">Above 0.</param>
/// <param name="Source">Who published it and where: NBP, table 021/A/NBP/2026.</param>
public sealed record ExchangeRate(string Currency, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate Day, decimal Rate, string Source)
{
    /// <summary>Of the month's pay no rate is taken that is older than this on the pay day: somebody forgot the new one.</summary>
    private const int DaysGood = 31;

    /// <summary>Whether pay of this day is converted by it.</summary>
    public bool IsGoodOn(LocalDate payDay) => Day <= payDay && NodaTime.Period.DaysBetween(Day, payDay) <= DaysGood;
}
