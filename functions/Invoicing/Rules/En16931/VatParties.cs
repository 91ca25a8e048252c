using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Rules 02 to 04 of a VAT category: who invoices lines, allowances and charges of it, and to whom.</summary>
internal static class VatParties
{
    public static IEnumerable<Rule<EnDocument>> Ubl(VatCategory category) =>
    [
        new(category.Numbered("02"), "BT-151", (invoice, report) =>
        {
            var use = invoice.Vat.Of(category.Code);
            // Standard rated lines without the VAT scheme are asked for too, and never satisfied.
            var hasOthersOnly = category.Code == "S" && use.Lines.Count == 0 && use.CountAt(VatPlace.Line) > 0;
            report.Unless((use.Lines.Count == 0 && !hasOthersOnly) || (AreIdentified(category, invoice) && !hasOthersOnly), invoice.Root, $"A line is {category.Means} ({category.Code}): {Wanted(category)}");
        }),
        UblOf(category, "03", "BT-95", static use => use.Allowances),
        UblOf(category, "04", "BT-102", static use => use.Charges),
    ];

    public static IEnumerable<Rule<EnDocument>> Cii(VatCategory category) =>
    [
        CiiOf(category, "02", "BT-151", static use => use.Lines),
        CiiOf(category, "03", "BT-95", static use => use.Allowances),
        CiiOf(category, "04", "BT-102", static use => use.Charges),
    ];

    private static Rule<EnDocument> UblOf(VatCategory category, string number, string term, Func<VatUse, List<RawNode>> place) => new(category.Numbered(number), term, (invoice, report) =>
    {
        // Allowances of lines count here, as the official rules have it, except for what is not subject to VAT.
        var isAsked = category.Code == "O"
            ? place(invoice.Vat.Of(category.Code)).Exists(vat => vat.Parent is { } allowance && invoice.Terms.IsOfDocument(allowance))
            : place(invoice.Vat.Of(category.Code)).Count > 0;
        report.Unless(!isAsked || AreIdentified(category, invoice), invoice.Root, $"An allowance or charge is {category.Means} ({category.Code}): {Wanted(category)}");
    });

    private static Rule<EnDocument> CiiOf(VatCategory category, string number, string term, Func<VatUse, List<RawNode>> place) => new(category.Numbered(number), term, (invoice, report) =>
    {
        var elements = place(invoice.Vat.Of(category.Code));
        if (elements.Count > 0 && !AreIdentified(category, invoice))
        {
            elements.ForEach(element => report.Broken(element, $"This is {category.Means} ({category.Code}): {Wanted(category)}"));
        }
    });

    private static bool AreIdentified(VatCategory category, EnDocument invoice) => IsSellerIdentified(category, invoice) && IsBuyerIdentified(category, invoice);

    private static bool IsSellerIdentified(VatCategory category, EnDocument invoice)
    {
        var (terms, groups) = (invoice.Terms, invoice.Groups);
        var isRepresented = groups.TaxRepresentatives.Exists(party => terms.VatId(party) is not null);
        return category.Seller switch
        {
            SellerIs.TaxRegistered => isRepresented || groups.Sellers.Exists(party => terms.TaxNumber(party) is not null),
            SellerIs.VatRegistered => isRepresented || groups.Sellers.Exists(party => terms.VatId(party) is not null),
            _ => !isRepresented && !groups.Sellers.Exists(party => terms.VatId(party) is not null),
        };
    }

    private static bool IsBuyerIdentified(VatCategory category, EnDocument invoice)
    {
        var (terms, buyers) = (invoice.Terms, invoice.Groups.Buyers);
        return category.Buyer switch
        {
            BuyerIs.Registered => buyers.Exists(party => (terms.VatId(party) ?? terms.LegalId(party)) is not null),
            BuyerIs.VatRegistered => buyers.Exists(party => terms.VatId(party) is not null),
            BuyerIs.WithoutVatNumber => !buyers.Exists(party => terms.VatId(party) is not null),
            _ => true,
        };
    }

    private static string Wanted(VatCategory category) => (category.Seller, category.Buyer) switch
    {
        (SellerIs.WithoutVatNumber, _) => "no VAT number of seller, tax representative or buyer may be given.",
        (SellerIs.TaxRegistered, BuyerIs.AsItMayBe) => "the seller's VAT or tax number, or its tax representative's VAT number, has to be given.",
        (SellerIs.TaxRegistered, _) => "the seller's VAT or tax number, or its tax representative's VAT number, and the buyer's VAT number or legal registration have to be given.",
        (_, BuyerIs.AsItMayBe) => "the VAT number of the seller or of its tax representative has to be given.",
        _ => "the VAT number of the seller or of its tax representative, and the buyer's, have to be given.",
    };
}
