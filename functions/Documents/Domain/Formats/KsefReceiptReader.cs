namespace BackOffice.Documents.Domain.Formats;

/// <summary>UPO, the official receipt of KSeF: of one invoice or of a session with many.</summary>
internal static class KsefReceiptReader
{
    /// <summary>Of the versions that KSeF has issued.</summary>
    public static IReadOnlyList<string> Namespaces { get; } = ["http://upo.schematy.mf.gov.pl/KSeF/v4-2", "http://upo.schematy.mf.gov.pl/KSeF/v4-3"];

    public static IReadOnlyList<DocumentFormat> Formats { get; } = [.. Namespaces.Select(Receipt)];

    private static DocumentFormat Receipt(string schema) => new(
        schema,
        "Potwierdzenie",
        new FieldMap(("u", schema))
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
