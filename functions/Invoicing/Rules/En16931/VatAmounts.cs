using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Rules 08 to 10 of a VAT category: the amounts of its breakdown, and the reason for charging no VAT.</summary>
internal static class VatAmounts
{
    public static IEnumerable<Rule<EnDocument>> Ubl(VatCategory category) => [Taxable(category, category.IsTaxed ? new(1) : Figure.None), Tax(category), Reason(category)];

    /// <summary>
    /// Of L and M the official CII rules judge the reason only: for 08 they look for the rate where it never is, and so find nothing to
    /// compare; 09 they leave to BR-CO-17.
    /// </summary>
    public static IEnumerable<Rule<EnDocument>> Cii(VatCategory category) => category.Code is "L" or "M"
        ? [Reason(category)]
        : [Taxable(category, category.Code is "S" or "O" ? Figure.None : new(1)), Tax(category), Reason(category)];

    /// <param name="category">The category whose breakdown is judged.</param>
    /// <param name="tolerance">Has to be less apart than that; none = not at all.</param>
    private static Rule<EnDocument> Taxable(VatCategory category, Figure tolerance)
        => Of(category.Numbered("08"), "BT-116", category, (invoice, vat, report) => CheckTaxable(new(invoice, vat, category), tolerance, report));

    private static Rule<EnDocument> Tax(VatCategory category)
        => Of(category.Numbered("09"), "BT-117", category, (invoice, vat, report) => CheckTax(new(invoice, vat, category), report));

    private static Rule<EnDocument> Reason(VatCategory category)
        => Of(category.Numbered("10"), "BT-120", category, (invoice, vat, report) => CheckReason(new(invoice, vat, category), report));

    private static Rule<EnDocument> Of(string id, string term, VatCategory category, Action<EnDocument, RawNode, Report> check) => new(id, term, (invoice, report) =>
    {
        // In CII the breakdowns of S and Z are taken whatever their scheme.
        var isAnyScheme = invoice.Terms is CiiTerms && category.Code is ("S" or "Z");
        foreach (var (vat, place) in invoice.Vat.Of(category.Code).Anywhere)
        {
            if (place == VatPlace.Breakdown && (isAnyScheme || invoice.Terms.IsOfVat(vat)))
            {
                check(invoice, vat, report);
            }
        }
    });

    private static void CheckTaxable(OneBreakdown one, Figure tolerance, Report report)
    {
        if (one.Category.IsTaxed && one.Rate is null)
        {
            return;
        }

        var use = one.Invoice.Vat.Of(one.Category.Code);
        var sums = !one.Category.IsTaxed ? use.Sums : one.Rate?.Number is { } rate ? use.SumsOf(rate) : null;
        var sum = IsSummed(one, sums) ? one.Invoice.Terms.TaxableOf(sums ?? VatSums.Nothing) : Figure.None;
        var apart = (Figure.Of(one.Taxable) - sum).Absolute;
        var holds = tolerance.Value is null ? apart.Is(Figure.Zero) : apart < tolerance;
        report.Unless(holds, one.Taxable ?? one.Vat, $"{one.Taxable} is taxable as {one.Category.Means} ({one.Category.Code}, {one.Rate} %); lines and charges less allowances are {sum}.");
    }

    // In UBL there have to be lines for a sum, for the standard rate something of that rate; in CII nothing sums to 0.
    private static bool IsSummed(OneBreakdown one, VatSums? sums) => one.Invoice.Terms switch
    {
        CiiTerms => !one.Category.IsTaxed || one.Rate?.Number is not null,
        _ when one.Category.Code == "S" => sums is not null,
        _ => one.Invoice.Groups.Lines.Count > 0,
    };

    private static void CheckTax(OneBreakdown one, Report report)
    {
        var holds = one.Category.IsTaxed
            ? VatReckoning.Apart(one.Tax, one.Taxable, one.Rate) < new Figure(1)
            : Figure.Of(one.Tax).Is(Figure.Zero);
        report.Unless(holds, one.Tax ?? one.Vat, $"VAT on what is {one.Category.Means} ({one.Category.Code}) is {one.Tax}; on {one.Taxable} at {one.Rate} % it is {(one.Category.IsTaxed ? VatReckoning.Tax(one.Taxable, one.Rate) : Figure.Zero)}.");
    }

    private static void CheckReason(OneBreakdown one, Report report)
    {
        var reason = one.Invoice.Terms.ExemptionReason(one.Vat);
        report.Unless(reason is not null == one.Category.NeedsReason, one.Vat, $"The reason for charging no VAT is {reason}; what is {one.Category.Means} ({one.Category.Code}) {(one.Category.NeedsReason ? "has to have one" : "must not have one")}.");
    }

    private readonly record struct OneBreakdown(EnDocument Invoice, RawNode Vat, VatCategory Category)
    {
        public RawNode? Rate => Invoice.Terms.Rate(Vat);

        public RawNode? Taxable => Owner is { } owner ? Invoice.Terms.TaxableAmount(owner) : null;

        public RawNode? Tax => Owner is { } owner ? Invoice.Terms.TaxAmount(owner) : null;

        private RawNode? Owner => Invoice.Terms.OwnerOf(Vat, VatPlace.Breakdown);
    }
}
