using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>
/// A Polish invoice in the form that EN 16931 has, for a format that is written from it: lines without VAT, sums that follow from them,
/// what advances and rounding take off as allowances, one VAT group for each category and rate. The stated bases, taxes and amounts stay.
/// </summary>
internal static class KsefInEn16931
{
    // UNTDID 4461: not said.
    private const string UnknownMeans = "1";

    /// <summary>An invoice whose figures have more digits than can be reckoned with comes back as it is.</summary>
    public static Invoice Of(Invoice invoice)
    {
        try
        {
            return Formed(invoice);
        }
        catch (OverflowException)
        {
            return invoice;
        }
    }

    private static Invoice Formed(Invoice invoice)
    {
        var lined = invoice with { Lines = KsefNetLines.HaveFigures(invoice.Lines) ? [.. invoice.Lines.Select(KsefNetLines.Of)] : KsefNetLines.OfSums(invoice) };
        var reckoned = KsefReckoning.Of(lined);
        return reckoned with
        {
            Sums = Sums(reckoned),
            Delivery = Delivery(invoice),
            Payments = [.. invoice.Payments.Select(Payment)],
            PaymentTerms = invoice.PaymentTerms ?? KsefTermsOfPayment.Of(invoice),
            Preceding = [.. invoice.Preceding.Concat(Advances(invoice)).DistinctBy(preceding => preceding.Number, StringComparer.Ordinal)],
        };
    }

    /// <summary>The amount due is the stated one: cents between the total and the sum of bases and taxes are rounding (BT-114). A larger gap stays, for a rule to find.</summary>
    private static InvoiceSums Sums(Invoice invoice)
    {
        var lines = invoice.Lines.Sum(line => line.Amount ?? 0);
        var (allowances, charges) = (Sum(invoice, isCharge: false), Sum(invoice, isCharge: true));
        var withoutVat = lines - (allowances ?? 0) + (charges ?? 0);
        var vat = invoice.Vat.Sum(share => share.Tax ?? 0);
        var stated = invoice.Sums.WithVat ?? withoutVat + vat;
        var gap = stated - withoutVat - vat;
        var rounding = (invoice.Sums.Rounding ?? 0) + (IsRounding(gap) ? gap : 0);
        var total = IsRounding(gap) ? withoutVat + vat : stated;
        return invoice.Sums with
        {
            Lines = lines,
            Allowances = allowances,
            Charges = charges,
            WithoutVat = withoutVat,
            Vat = vat,
            WithVat = total,
            Rounding = rounding == 0 ? null : rounding,
            Due = total - (invoice.Sums.Prepaid ?? 0) + rounding,
        };
    }

    private static bool IsRounding(decimal gap) => Math.Abs(gap) < 1;

    private static decimal? Sum(Invoice invoice, bool isCharge)
        => invoice.AllowancesAndCharges.Any(part => part.IsCharge == isCharge) ? invoice.AllowancesAndCharges.Where(part => part.IsCharge == isCharge).Sum(part => part.Amount ?? 0) : null;

    /// <summary>A transfer says where to (BR-61); of one that is not said, or was made already, the word is left.</summary>
    private static PaymentInstruction Payment(PaymentInstruction payment) => payment switch
    {
        { MeansCode: "" } => payment with { MeansCode = UnknownMeans },
        { MeansCode: "30", Accounts: [] } => payment with { MeansCode = UnknownMeans, MeansText = payment.MeansText ?? "przelew" },
        _ => payment,
    };

    /// <summary>When: the day of all lines where the invoice has none. Where to: the end of the transport.</summary>
    private static InvoiceDelivery? Delivery(Invoice invoice)
    {
        var delivery = invoice.Delivery ?? new InvoiceDelivery();
        if (delivery is { Date: null, Period: null } && invoice.Lines.Select(line => line.Poland?.DeliveryDate).Distinct().ToList() is [{ } day])
        {
            delivery = delivery with { Date = day };
        }

        if (delivery.Address is null && invoice.Poland?.Conditions?.Transports.Select(transport => transport.To).OfType<PolishAddress>().LastOrDefault() is { } place)
        {
            delivery = delivery with { Address = new InvoiceAddress { Line1 = place.Line1, Line2 = place.Line2, Country = place.Country } };
        }

        return delivery == new InvoiceDelivery() ? null : delivery;
    }

    /// <summary>The advance invoices that a final one settles are invoices it is about (BG-3).</summary>
    private static IEnumerable<PrecedingInvoice> Advances(Invoice invoice)
        => (invoice.Poland?.AdvanceInvoices ?? []).Select(advance => advance.Number ?? advance.KsefNumber).OfType<string>().Select(number => new PrecedingInvoice(number, IssueDate: null));
}
