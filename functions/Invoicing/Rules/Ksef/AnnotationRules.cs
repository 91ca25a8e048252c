using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>What the parts of an invoice say of each other.</summary>
internal static class AnnotationRules
{
    /// <summary>Art. 106e(1)(18a): the total above which annex 15 means split payment.</summary>
    private const decimal SplitPaymentAbove = 15_000;

    public static IReadOnlyList<Rule<KsefInvoice>> All { get; } =
    [
        new("PL-KOR", "DaneFaKorygowanej", CorrectionNamesWhatItCorrects),
        new("PL-OKRES", "OkresFa", PeriodEndsAfterItBegins),
        new("PL-ZW", "P_19", ExemptionHasItsReason),
        new("PL-MARZA", "PMarzy", MarginIsAnnounced),
        new("PL-OO", "P_18", ReverseChargeIsAnnounced) { Severity = Severity.Warning },
        new("PL-MPP", "P_18A", Annex15IsPaidSplit) { Severity = Severity.Warning },
    ];

    /// <summary>Art. 106j(2)(2).</summary>
    private static void CorrectionNamesWhatItCorrects(KsefInvoice invoice, Report report)
    {
        var named = invoice.Fa.Element("DaneFaKorygowanej");
        if (KsefMarks.IsCorrection(invoice.Kind))
        {
            report.Unless(named is not null, invoice.Fa, $"An invoice of kind {invoice.Kind} names no corrected invoice.");
        }
        else if (named is not null && KsefMarks.IsKind(invoice.Kind))
        {
            report.Broken(named, $"A corrected invoice is named, but the invoice is of kind {invoice.Kind}.");
        }
    }

    private static void PeriodEndsAfterItBegins(KsefInvoice invoice, Report report)
    {
        var period = invoice.Fa.Element("OkresFa");
        if (DateOf(period?.Element("P_6_Od")) is { } from && DateOf(period?.Element("P_6_Do")) is { } to)
        {
            report.Unless(from <= to, period!, $"The period begins on {LocalDatePattern.Iso.Format(from)} and ends on {LocalDatePattern.Iso.Format(to)}.");
        }
    }

    /// <summary>Art. 106e(1)(19).</summary>
    private static void ExemptionHasItsReason(KsefInvoice invoice, Report report)
    {
        if (invoice.Notes?.Element("Zwolnienie") is { } exemption && exemption.Element("P_19N") is { Value: "1" } none && SoldAt(invoice, "zw"))
        {
            report.Broken(none, "Something is sold exempt (zw), but P_19N says that nothing is.");
        }
    }

    /// <summary>Art. 106e(2) and (3).</summary>
    private static void MarginIsAnnounced(KsefInvoice invoice, Report report)
    {
        if (invoice.Notes?.Element("PMarzy")?.Element("P_PMarzyN") is { Value: "1" } none && invoice.Figure(KsefRates.Margin.Base) is not (null or 0))
        {
            report.Broken(none, "P_13_11 has sales whose margin is taxed, but P_PMarzyN says that there are none.");
        }
    }

    /// <summary>Art. 106e(1)(18): at home and where the buyer abroad owes the tax.</summary>
    private static void ReverseChargeIsAnnounced(KsefInvoice invoice, Report report)
    {
        if (invoice.Notes?.Element("P_18") is { Value: "2" } none && (SoldAt(invoice, "oo") || SoldAt(invoice, "np II")))
        {
            report.Broken(none, "The buyer owes the VAT (oo or np II), but P_18 says no reverse charge.");
        }
    }

    private static void Annex15IsPaidSplit(KsefInvoice invoice, Report report)
    {
        if (invoice.Currency != "PLN" || invoice.Figure("P_15") is not > SplitPaymentAbove || invoice.Notes?.Element("P_18A") is not { Value: "2" } none)
        {
            return;
        }

        foreach (var line in invoice.Lines)
        {
            if (line.Element("P_12_Zal_15") is { Value: "1" })
            {
                report.Broken(none, "Goods or services of annex 15 above 15000 PLN are paid by split payment, but P_18A says no.");
                return;
            }
        }
    }

    private static bool SoldAt(KsefInvoice invoice, string code)
    {
        if (invoice.Figure(KsefRates.Of(code)!.Sums.Base) is not (null or 0))
        {
            return true;
        }

        foreach (var line in invoice.Lines)
        {
            if (line.Element("P_12")?.Value == code)
            {
                return true;
            }
        }

        return false;
    }

    private static LocalDate? DateOf(RawNode? node) => node is not null && LocalDatePattern.Iso.Parse(node.Value) is { Success: true } date ? date.Value : null;
}
