using BackOffice.Primitives;

namespace BackOffice.Invoicing.Domain;

/// <summary>
/// Works out an invoice from its lines, prices, allowances and VAT categories to the amount due, so that every equation of EN 16931-1
/// holds (BR-CO-10 to BR-CO-17). Each amount is rounded once, when it is made, halves away from zero, so that a credit note is the
/// mirror of its invoice; sums are sums of rounded amounts.
/// </summary>
public static class InvoiceCalculation
{
    /// <summary>EN 16931-1 has no more in any amount (BR-DEC), whatever the currency has.</summary>
    private const int MostDecimals = 2;

    /// <summary>Fills in line amounts, totals and the VAT of each category; what is given of those is worked out anew.</summary>
    /// <param name="draft">Lines with quantity, price and VAT category; allowances with an amount, or with a percentage. A share of <see cref="Invoice.Vat"/> gives the reason of its exemption, <see cref="InvoiceSums.Prepaid"/> what was paid.</param>
    /// <param name="terms">What an invoice does not say of itself.</param>
    /// <returns>The invoice, or why it cannot be worked out.</returns>
    public static InvoiceCalculationResult Complete(Invoice draft, InvoiceCalculationTerms terms)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(terms);
        try
        {
            var faults = InvoiceDraftFaults.Of(draft, terms);
            return faults.Count > 0 ? new InvoiceCalculationResult(Invoice: null, faults) : new InvoiceCalculationResult(Totalled(Lined(draft), terms), []);
        }
        catch (OverflowException)
        {
            return new InvoiceCalculationResult(Invoice: null, [new InvoiceCalculationFault("BG-22", "The amounts have more digits than can be kept exactly.")]);
        }
    }

    internal static int DecimalsOf(string currency) => Math.Min(Currency.Of(currency).MinorDecimals, MostDecimals);

    /// <summary>Written with all the decimals of the currency and no others: a quotient would keep twenty zeros.</summary>
    private static decimal Round(decimal amount, string currency)
    {
        var decimals = DecimalsOf(currency);
        return decimal.Round(Rounding.HalfUp.Round(amount, decimals), decimals) + new decimal(0, 0, 0, isNegative: false, (byte)decimals);
    }

    private static Invoice Lined(Invoice draft)
    {
        IReadOnlyList<InvoiceLine> lines = [.. draft.Lines.Select(line => InvoiceLineCalculation.Complete(line, amount => Round(amount, draft.Currency)))];
        return draft with
        {
            Lines = lines,
            AllowancesAndCharges =
            [
                .. draft.AllowancesAndCharges.Select(allowance => InvoiceLineCalculation.Complete(
                    allowance with { Vat = VatTreatment.Normal(allowance.Vat) },
                    lines.Where(line => line.Vat == VatTreatment.Normal(allowance.Vat)).Sum(line => line.Amount!.Value),
                    amount => Round(amount, draft.Currency))),
            ],
        };
    }

    private static Invoice Totalled(Invoice lined, InvoiceCalculationTerms terms)
    {
        var shares = VatBreakdown.Of(lined, amount => Round(amount, lined.Currency));
        var (allowances, charges) = (Sum(lined.AllowancesAndCharges, isCharge: false), Sum(lined.AllowancesAndCharges, isCharge: true));
        var lines = lined.Lines.Sum(line => line.Amount!.Value);
        var withoutVat = lines - (allowances ?? 0) + (charges ?? 0); // BR-CO-13
        var vat = shares.Sum(share => share.Tax!.Value); // BR-CO-14
        var withVat = withoutVat + vat; // BR-CO-15
        var open = withVat - (lined.Sums.Prepaid ?? 0);
        var rounding = terms.PayableRounding is { } policy ? policy.Round(open, DecimalsOf(lined.Currency)) - open : lined.Sums.Rounding ?? 0;
        return lined with
        {
            Vat = shares,
            Sums = new InvoiceSums
            {
                Lines = lines, // BR-CO-10
                Allowances = allowances, // BR-CO-11
                Charges = charges, // BR-CO-12
                WithoutVat = withoutVat,
                Vat = vat,
                VatInAccountingCurrency = InAccountingCurrency(lined, vat, terms),
                WithVat = withVat,
                Prepaid = lined.Sums.Prepaid,
                Rounding = rounding == 0 ? null : rounding,
                Due = open + rounding, // BR-CO-16
            },
        };
    }

    private static decimal? Sum(IReadOnlyList<AllowanceCharge> all, bool isCharge)
        => all.Any(allowance => allowance.IsCharge == isCharge) ? all.Where(allowance => allowance.IsCharge == isCharge).Sum(allowance => allowance.Amount!.Value) : null;

    private static decimal? InAccountingCurrency(Invoice invoice, decimal vat, InvoiceCalculationTerms terms)
        => invoice.VatCurrency is { } currency && currency != invoice.Currency ? Round(vat * terms.VatExchangeRate!.Value, currency) : null;
}

/// <summary>What a calculation needs that an invoice does not say of itself.</summary>
public sealed record InvoiceCalculationTerms
{
    public static InvoiceCalculationTerms None { get; } = new();

    /// <summary>Units of the currency that VAT is accounted in for one of the invoice's.</summary>
    public decimal? VatExchangeRate { get; init; }

    /// <summary>How the amount due is rounded (BT-114), say to 0.05 for cash; null where it is not.</summary>
    public Rounding? PayableRounding { get; init; }
}

/// <summary>A calculated invoice, or why there is none.</summary>
public sealed record InvoiceCalculationResult(Invoice? Invoice, IReadOnlyList<InvoiceCalculationFault> Faults);

/// <summary>Why an invoice cannot be worked out.</summary>
/// <param name="Term">The business term that is missing or does not fit.</param>
/// <param name="Why">In English.</param>
public sealed record InvoiceCalculationFault(string Term, string Why);
