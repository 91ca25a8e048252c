using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>What FA(3) says without writing it: EN 16931 wants it written.</summary>
internal static class KsefCompletion
{
    public static Invoice Of(Invoice invoice)
    {
        var poland = invoice.Poland ?? new PolishInvoice();
        var completed = KsefTerms.FromDescriptions(invoice with
        {
            TypeCode = TypeOf(poland),
            VatCurrency = InZloty(invoice) is null ? null : "PLN",
            Lines = WithMargin(invoice.Lines, poland.Annotations),
            Vat = [.. invoice.Vat.Select(share => WithReason(share, poland.Annotations))],
            Payee = poland.ThirdParties.FirstOrDefault(third => third.Role == ThirdPartyRole.Factor)?.Party,
        });
        return completed with { Sums = Sums(completed) };
    }

    private static string TypeOf(PolishInvoice poland) => poland.Kind switch
    {
        null => "",
        "ZAL" => "386",
        var kind when KsefMarks.IsCorrection(kind) => "384",
        _ => poland.Annotations?.IsSelfBilled == true ? "389" : "380",
    };

    private static decimal? InZloty(Invoice invoice)
    {
        var taxes = invoice.Vat.Select(share => share.Poland?.TaxInZloty).OfType<decimal>().ToList();
        return taxes.Count == 0 ? null : KsefFigures.Sum(taxes.Select(tax => (decimal?)tax));
    }

    /// <summary>Where the margin is taxed, a line without a rate is one of these.</summary>
    private static IReadOnlyList<InvoiceLine> WithMargin(IReadOnlyList<InvoiceLine> lines, PolishAnnotations? notes)
        => notes?.Margin is null
            ? lines
            : [.. lines.Select(line => line.Vat is not null ? line : line with { Vat = new("E", 0), Poland = (line.Poland ?? new PolishLine()) with { Treatment = PolishTreatment.MarginScheme } })];

    private static VatShare WithReason(VatShare share, PolishAnnotations? notes) => (share.Category.Code, share.Poland?.Treatment) switch
    {
        ("E", PolishTreatment.MarginScheme) => share with
        {
            ExemptionCode = notes?.Margin switch
            {
                MarginScheme.Travel => "VATEX-EU-D",
                MarginScheme.UsedGoods => "VATEX-EU-F",
                MarginScheme.WorksOfArt => "VATEX-EU-I",
                MarginScheme.Antiques => "VATEX-EU-J",
                _ => null,
            }
        },
        ("E", _) => share with { ExemptionReason = notes?.Exemption?.Text },
        _ => share,
    };

    private static InvoiceSums Sums(Invoice invoice)
    {
        var prepaid = Prepaid(invoice);
        return invoice.Sums with
        {
            Lines = invoice.Lines.Count == 0 ? null : KsefFigures.Sum(invoice.Lines.Select(line => line.Amount)),
            WithoutVat = invoice.Vat.Count == 0 ? null : KsefFigures.Sum(invoice.Vat.Select(share => share.Base)),
            Vat = invoice.Vat.Count == 0 ? null : KsefFigures.Sum(invoice.Vat.Select(share => share.Tax)),
            VatInAccountingCurrency = InZloty(invoice),
            Prepaid = prepaid,
            Due = KsefFigures.Exact(() => invoice.Sums.WithVat - (prepaid ?? 0)),
        };
    }

    /// <summary>What is no longer to be paid of P_15: it was paid, or it is settled otherwise.</summary>
    private static decimal? Prepaid(Invoice invoice)
    {
        var (payment, settlement, total) = (invoice.Poland?.Payment, invoice.Poland?.Settlement, invoice.Sums.WithVat);
        var settled = KsefFigures.Exact(() => settlement?.ToPay is { } left ? total - left : settlement?.ToRefund is { } back ? total + back : null);
        return payment switch
        {
            { PaidOn: not null } => total,
            { Parts.Count: > 0 } => KsefFigures.Sum(payment.Parts.Select(part => part.Amount)),
            _ => settled == 0 ? null : settled,
        };
    }
}
