namespace BackOffice.Documents.Domain.Formats;

/// <summary>Cross Industry Invoice D16B and its forerunner ZUGFeRD 1.0, which names the same things differently.</summary>
internal static class CiiHeaderReader
{
    private const string Data = "urn:un:unece:uncefact:data:standard:";

    public static IReadOnlyList<DocumentFormat> Formats { get; } =
    [
        Of(
            new("CrossIndustryInvoice", "ExchangedDocumentContext", "ExchangedDocument", "SupplyChainTradeTransaction", "ApplicableHeaderTrade",
                "SpecifiedTradeSettlementHeaderMonetarySummation"),
            DocumentKind.CiiInvoice,
            [
                ("rsm", Data + "CrossIndustryInvoice:100"),
                ("ram", Data + "ReusableAggregateBusinessInformationEntity:100"),
                ("udt", Data + "UnqualifiedDataType:100"),
            ]),
        Of(
            new("CrossIndustryDocument", "SpecifiedExchangedDocumentContext", "HeaderExchangedDocument", "SpecifiedSupplyChainTradeTransaction",
                "ApplicableSupplyChainTrade", "SpecifiedTradeSettlementMonetarySummation"),
            DocumentKind.ZugferdV1,
            [
                ("rsm", "urn:ferd:CrossIndustryDocument:invoice:1p0"),
                ("ram", Data + "ReusableAggregateBusinessInformationEntity:12"),
                ("udt", Data + "UnqualifiedDataType:15"),
            ]),
    ];

    private static DocumentFormat Of(Names names, DocumentKind kind, (string Prefix, string Namespace)[] namespaces)
    {
        string trade = $"rsm:{names.Transaction}";
        string agreement = $"{trade}/ram:{names.HeaderPart}Agreement";
        string settlement = $"{trade}/ram:{names.HeaderPart}Settlement";
        FieldMap map = new FieldMap(namespaces)
            .Text($"rsm:{names.Context}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID", (d, v) => d.Profile ??= v)
            .Text($"rsm:{names.Document}/ram:ID", (d, v) => d.AddNumber(v))
            .Text($"rsm:{names.Document}/ram:TypeCode", (d, v) => d.TypeCode ??= v)
            .Text($"rsm:{names.Document}/ram:IssueDateTime/udt:DateTimeString", (d, v) => d.IssueDate ??= v)
            .Enter($"{trade}/ram:IncludedSupplyChainTradeLineItem", d => d.LineCount++)
            .Text($"{agreement}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID", (d, v) => d.OrderReference ??= v)
            .Text($"{agreement}/ram:BuyerOrderReferencedDocument/ram:ID", (d, v) => d.OrderReference ??= v)
            .Text($"{settlement}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID", (d, v) => d.RelatedDocument ??= v)
            .Text($"{settlement}/ram:InvoiceCurrencyCode", (d, v) => d.Currency ??= v)
            .Text($"{settlement}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString", (d, v) => d.DueDate ??= v);
        Totals(map, $"{settlement}/ram:{names.Summation}");
        Party(map, $"{agreement}/ram:SellerTradeParty", d => d.Seller);
        Party(map, $"{agreement}/ram:BuyerTradeParty", d => d.Buyer);
        return new(namespaces[0].Namespace, names.Root, map, _ => kind);
    }

    private static void Totals(FieldMap map, string total) => map
        .Text($"{total}/ram:TaxBasisTotalAmount", (d, v) => d.Net.Set(v))
        .Text($"{total}/ram:TaxTotalAmount", "currencyID", (d, v, currency) => d.AddTaxTotal(v, currency))
        .Text($"{total}/ram:GrandTotalAmount", (d, v) => d.Gross.Set(v))
        .Text($"{total}/ram:DuePayableAmount", (d, v) => d.Payable.Set(v));

    private static void Party(FieldMap map, string party, Func<HeaderDraft, PartyDraft> of) => map
        .Text($"{party}/ram:Name", (d, v) => of(d).Name ??= v)
        .Text($"{party}/ram:PostalTradeAddress/ram:CountryID", (d, v) => of(d).AddressCountry ??= v)
        .Text($"{party}/ram:SpecifiedLegalOrganization/ram:ID", (d, v) => of(d).CompanyId ??= v)
        .Text($"{party}/ram:SpecifiedTaxRegistration/ram:ID", "schemeID", (d, v, scheme) =>
        {
            (of(d).SchemeNumber, of(d).SchemeCode) = (v, scheme);
            of(d).TakeRegistration("VA");
        });

    /// <summary>The names in which the two versions differ; HeaderPart begins those of agreement and settlement.</summary>
    private sealed record Names(string Root, string Context, string Document, string Transaction, string HeaderPart, string Summation);
}
