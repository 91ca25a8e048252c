namespace BackOffice.Documents.Domain.Formats;

/// <summary>UBL 2.1: invoices and credit notes (EN 16931, Peppol, CIUS-RO, XRechnung, PEF) and order documents.</summary>
internal static class UblHeaderReader
{
    private const string Schemas = "urn:oasis:names:specification:ubl:schema:xsd:";

    public static IReadOnlyList<DocumentFormat> Formats { get; } =
    [
        Invoice("Invoice", "InvoiceTypeCode", DocumentKind.UblInvoice, DocumentKind.PefInvoice),
        Invoice("CreditNote", "CreditNoteTypeCode", DocumentKind.UblCreditNote, DocumentKind.PefCreditNote),
        Of("Order", DocumentKind.Order, Order("OrderTypeCode", "OrderLine")
            .Text("cac:QuotationDocumentReference/cbc:ID", (d, v) => d.RelatedDocument ??= v)),
        Of("OrderResponse", DocumentKind.OrderResponse, Order("OrderResponseCode", "OrderLine")
            .Text("cac:OrderReference/cbc:ID", (d, v) => d.OrderReference ??= v)),
        Of("DespatchAdvice", DocumentKind.DespatchAdvice, DespatchAdvice()),
        Of("ApplicationResponse", DocumentKind.ApplicationResponse, ApplicationResponse()),
    ];

    private static DocumentFormat Invoice(string root, string typeCode, DocumentKind kind, DocumentKind polishKind)
    {
        FieldMap map = Document(typeCode, $"{root}Line")
            .Text("cbc:DocumentCurrencyCode", (d, v) => d.Currency ??= v)
            .Text("cbc:DueDate", (d, v) => d.DueDate ??= v)
            .Text("cac:PaymentMeans/cbc:PaymentDueDate", (d, v) => d.DueDate ??= v)
            .Text("cac:OrderReference/cbc:ID", (d, v) => d.OrderReference ??= v)
            .Text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", (d, v) => d.RelatedDocument ??= v)
            .Text("cac:TaxTotal/cbc:TaxAmount", "currencyID", (d, v, currency) => d.AddTaxTotal(v, currency));
        Totals(map, "cac:LegalMonetaryTotal");
        Party(map, "cac:AccountingSupplierParty/cac:Party", d => d.Seller);
        Party(map, "cac:AccountingCustomerParty/cac:Party", d => d.Buyer);
        return new(Schemas + root + "-2", root, map, draft => IsPolish(draft.Profile) ? polishKind : kind);
    }

    private static bool IsPolish(string? profile) => profile?.Contains("efaktura.gov.pl", StringComparison.Ordinal) is true;

    private static DocumentFormat Of(string root, DocumentKind kind, FieldMap map) => new(Schemas + root + "-2", root, map, _ => kind);

    private static FieldMap Order(string typeCode, string line)
    {
        FieldMap map = Document(typeCode, line)
            .Text("cbc:DocumentCurrencyCode", (d, v) => d.Currency ??= v)
            .Text("cac:TaxTotal/cbc:TaxAmount", "currencyID", (d, v, currency) => d.AddTaxTotal(v, currency));
        Totals(map, "cac:AnticipatedMonetaryTotal");
        Party(map, "cac:SellerSupplierParty/cac:Party", d => d.Seller);
        Party(map, "cac:BuyerCustomerParty/cac:Party", d => d.Buyer);
        return map;
    }

    private static FieldMap DespatchAdvice()
    {
        FieldMap map = Document("DespatchAdviceTypeCode", "DespatchLine")
            .Text("cac:OrderReference/cbc:ID", (d, v) => d.OrderReference ??= v);
        Party(map, "cac:DespatchSupplierParty/cac:Party", d => d.Seller);
        Party(map, "cac:DeliveryCustomerParty/cac:Party", d => d.Buyer);
        return map;
    }

    private static FieldMap ApplicationResponse()
    {
        FieldMap map = Document("ResponseCode", "DocumentResponse")
            .Text("cac:DocumentResponse/cac:Response/cbc:ResponseCode", (d, v) => d.TypeCode ??= v)
            .Text("cac:DocumentResponse/cac:DocumentReference/cbc:ID", (d, v) => d.RelatedDocument ??= v);
        Party(map, "cac:SenderParty", d => d.Seller);
        Party(map, "cac:ReceiverParty", d => d.Buyer);
        return map;
    }

    private static FieldMap Document(string typeCode, string line) => new FieldMap(
            ("cbc", Schemas + "CommonBasicComponents-2"), ("cac", Schemas + "CommonAggregateComponents-2"))
        .Text("cbc:CustomizationID", (d, v) => d.Profile ??= v)
        .Text("cbc:ID", (d, v) => d.AddNumber(v))
        .Text("cbc:IssueDate", (d, v) => d.IssueDate ??= v)
        .Text($"cbc:{typeCode}", (d, v) => d.TypeCode ??= v)
        .Enter($"cac:{line}", d => d.LineCount++);

    private static void Totals(FieldMap map, string total) => map
        .Text($"{total}/cbc:TaxExclusiveAmount", (d, v) => d.Net.Set(v))
        .Text($"{total}/cbc:TaxInclusiveAmount", (d, v) => d.Gross.Set(v))
        .Text($"{total}/cbc:PayableAmount", (d, v) => d.Payable.Set(v));

    private static void Party(FieldMap map, string party, Func<HeaderDraft, PartyDraft> of) => map
        .Text($"{party}/cac:PartyLegalEntity/cbc:RegistrationName", (d, v) => of(d).Name ??= v)
        .Text($"{party}/cac:PartyName/cbc:Name", (d, v) => of(d).TradeName ??= v)
        .Text($"{party}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", (d, v) => of(d).AddressCountry ??= v)
        .Text($"{party}/cac:PartyTaxScheme/cbc:CompanyID", (d, v) => of(d).SchemeNumber ??= v)
        .Text($"{party}/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID", (d, v) => of(d).SchemeCode ??= v)
        .Leave($"{party}/cac:PartyTaxScheme", d => of(d).TakeRegistration("VAT"))
        .Text($"{party}/cac:PartyLegalEntity/cbc:CompanyID", (d, v) => of(d).CompanyId ??= v);
}
