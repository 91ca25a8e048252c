using System.Globalization;
using BackOffice.Invoicing.Domain;
using NodaTime.Text;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>What Platnosc says of terms that are no day, in words (BT-20).</summary>
internal static class KsefTermsOfPayment
{
    public static string? Of(Invoice invoice)
    {
        var payment = invoice.Poland?.Payment;
        List<string> terms = [];
        if (payment?.DueAfter is { } after)
        {
            terms.Add(Words(after));
        }

        terms.AddRange((payment?.OtherTerms ?? []).Select(term => Joined(term.Date is { } day ? LocalDatePattern.Iso.Format(day) : null, term.After is { } later ? Words(later) : null)));
        if (payment?.CashDiscount is { } discount)
        {
            terms.Add($"Skonto: {Joined(discount, payment.CashDiscountCondition)}");
        }

        return terms.TrueForAll(string.IsNullOrWhiteSpace) ? null : string.Join("; ", terms);
    }

    private static string Words(PaymentEvent after) => Joined(after.Count?.ToString(CultureInfo.InvariantCulture), after.Unit, after.Event);

    private static string Joined(params ReadOnlySpan<string?> words)
    {
        List<string> some = [];
        foreach (var word in words)
        {
            if (!string.IsNullOrWhiteSpace(word))
            {
                some.Add(word);
            }
        }

        return string.Join(' ', some);
    }
}
