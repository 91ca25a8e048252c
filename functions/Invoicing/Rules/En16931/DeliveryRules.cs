using System.Globalization;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Where and when was delivered, and the periods of the invoice and of its lines.</summary>
internal static class DeliveryRules
{
    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        EnRule.Each("BR-CO-20", "BG-26", static groups => groups.LinePeriods, EnRule.That(HasDay, "The period of a line has neither a first nor a last day.")),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        EnRule.Each("BR-29", "BT-74", static groups => groups.Periods, UblPeriodEndsAfterItsStart),
        EnRule.Each("BR-30", "BT-135", static groups => groups.LinePeriods, UblPeriodEndsAfterItsStart),
        EnRule.Each("BR-57", "BT-80", static groups => groups.DeliveryAddresses, EnRule.Given(static (terms, address) => terms.Country(address), "The address delivered to has no country.")),
        EnRule.Each("BR-CO-19", "BG-14", static groups => groups.Periods, EnRule.That(static (terms, period) => HasDay(terms, period) || period.First(Vocabulary.UblBasic, "DescriptionCode") is not null, "The invoicing period has neither a first nor a last day.")),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        EnRule.Each("BR-29", "BT-74", static groups => groups.Periods, CiiPeriodEndsAfterItsStart),
        EnRule.Each("BR-30", "BT-135", static groups => groups.LinePeriods, CiiPeriodEndsAfterItsStart),
        EnRule.Each("BR-57", "BT-80", static groups => groups.DeliveryAddresses, EnRule.Filled(static (terms, address) => terms.Country(address), "The address delivered to has no country.")),
        EnRule.Each("BR-CO-19", "BG-14", static groups => groups.Periods, EnRule.That(HasDay, "The invoicing period has neither a first nor a last day.")),
    ];

    private static bool HasDay(Terms terms, RawNode period) => (terms.PeriodStart(period) ?? terms.PeriodEnd(period)) is not null;

    private static void UblPeriodEndsAfterItsStart(EnDocument invoice, RawNode period, Report report)
    {
        if (invoice.Terms.PeriodStart(period) is { } start && invoice.Terms.PeriodEnd(period) is { } end)
        {
            report.Unless(DayOf(end) >= DayOf(start), period, $"The period ends on {end}, before it starts on {start}, or one of them is no date.");
        }
    }

    // In CII the days are compared as they are written, 20260131.
    private static void CiiPeriodEndsAfterItsStart(EnDocument invoice, RawNode period, Report report)
    {
        if (invoice.Terms.PeriodStart(period) is { } start && invoice.Terms.PeriodEnd(period) is { } end)
        {
            var (first, last) = (CiiTerms.DayOf(start), CiiTerms.DayOf(end));
            report.Unless(first is not null && last is not null && string.CompareOrdinal(last.Text, first.Text) >= 0, period, $"The period ends on {last}, before it starts on {first}, or one of them is no date.");
        }
    }

    // A date may have a time zone after it: 2026-01-31Z, 2026-01-31+02:00.
    private static DateOnly? DayOf(RawNode date)
        => date.Value is { Length: 10 or 11 or 16 } text && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
