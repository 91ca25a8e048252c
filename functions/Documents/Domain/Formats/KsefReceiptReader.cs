namespace BackOffice.Documents.Domain.Formats;

/// <summary>UPO, the official receipt of KSeF: of one invoice or of a session with many.</summary>
internal static class KsefReceiptReader
{
    private const string Schemas = "http://upo.schematy.mf.gov.pl/KSeF/";

    public static IReadOnlyList<DocumentFormat> Formats { get; } = [Receipt("v4-2"), Receipt("v4-3")];

    private static DocumentFormat Receipt(string version) => new(
        Schemas + version,
        "Potwierdzenie",
        new FieldMap(("u", Schemas + version))
            .Text("u:KodFormularza", (d, v) => d.Profile ??= v)
            .Enter("u:Dokument", d => d.EnterBody())
            .Text("u:Dokument/u:NumerKSeFDokumentu", (d, v) => d.AddNumber(v))
            .Text("u:Dokument/u:NumerFaktury", (d, v) => d.RelatedDocument ??= v)
            .Text("u:Dokument/u:DataWystawieniaFaktury", (d, v) => d.IssueDate ??= v)
            .Text("u:Dokument/u:NipSprzedawcy", (d, v) => (d.Seller.TaxCountry, d.Seller.TaxCode) = ("PL", d.Seller.TaxCode ?? v)),
        draft =>
        {
            draft.TypeCode = "UPO";
            return DocumentKind.KsefReceipt;
        });
}
