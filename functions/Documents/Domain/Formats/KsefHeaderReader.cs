namespace BackOffice.Documents.Domain.Formats;

/// <summary>Polish structured invoices: FA(2), FA(3) and FA_RR(1), told apart by namespace.</summary>
internal static class KsefHeaderReader
{
    private const string Patterns = "http://crd.gov.pl/wzor/";

    // Bases and taxes by rate; the fields ending in W restate a tax in złoty and are not added.
    private static readonly string[] Bases =
    [
        "P_13_1", "P_13_2", "P_13_3", "P_13_4", "P_13_5", "P_13_6", "P_13_6_1", "P_13_6_2", "P_13_6_3", "P_13_7", "P_13_8",
        "P_13_9", "P_13_10", "P_13_11",
    ];

    private static readonly string[] Taxes = ["P_14_1", "P_14_2", "P_14_3", "P_14_4", "P_14_5"];

    public static IReadOnlyList<DocumentFormat> Formats { get; } =
    [
        Invoice("2023/06/29/12648/", DocumentKind.KsefFa2),
        Invoice("2025/06/25/13775/", DocumentKind.KsefFa3),
        FarmerInvoice("2026/03/06/14189/", DocumentKind.KsefFaRr),
    ];

    private static DocumentFormat Invoice(string pattern, DocumentKind kind)
    {
        FieldMap map = Common(pattern)
            .Text("f:Fa/f:KodWaluty", (d, v) => d.Currency ??= v)
            .Text("f:Fa/f:P_1", (d, v) => d.IssueDate ??= v)
            .Text("f:Fa/f:P_2", (d, v) => d.AddNumber(v))
            .Text("f:Fa/f:P_15", (d, v) => d.Gross.Set(v))
            .Text("f:Fa/f:RodzajFaktury", (d, v) => d.TypeCode ??= v)
            .Text("f:Fa/f:DaneFaKorygowanej/f:NrFaKorygowanej", (d, v) => d.RelatedDocument ??= v)
            .Enter("f:Fa/f:FaWiersz", d => d.LineCount++)
            .Text("f:Fa/f:Platnosc/f:TerminPlatnosci/f:Termin", (d, v) => d.DueDate ??= v)
            .Text("f:Fa/f:WarunkiTransakcji/f:Zamowienia/f:NrZamowienia", (d, v) => d.OrderReference ??= v);
        foreach (string field in Bases)
        {
            map.Text($"f:Fa/f:{field}", (d, v) => d.Net.Add(v));
        }

        foreach (string field in Taxes)
        {
            map.Text($"f:Fa/f:{field}", (d, v) => d.Tax.Add(v));
        }

        return new(Patterns + pattern, "Faktura", map, _ => kind);
    }

    private static DocumentFormat FarmerInvoice(string pattern, DocumentKind kind)
    {
        FieldMap map = Common(pattern)
            .Text("f:FakturaRR/f:KodWaluty", (d, v) => d.Currency ??= v)
            .Text("f:FakturaRR/f:P_4B", (d, v) => d.IssueDate ??= v)
            .Text("f:FakturaRR/f:P_4C", (d, v) => d.AddNumber(v))
            .Text("f:FakturaRR/f:P_11_1", (d, v) => d.Net.Set(v))
            .Text("f:FakturaRR/f:P_11_2", (d, v) => d.Tax.Set(v))
            .Text("f:FakturaRR/f:P_12_1", (d, v) => d.Gross.Set(v))
            .Text("f:FakturaRR/f:RodzajFaktury", (d, v) => d.TypeCode ??= v)
            .Text("f:FakturaRR/f:Platnosc/f:TerminPlatnosci/f:Termin", (d, v) => d.DueDate ??= v)
            .Enter("f:FakturaRR/f:FakturaRRWiersz", d => d.LineCount++);
        return new(Patterns + pattern, "Faktura", map, _ => kind);
    }

    private static FieldMap Common(string pattern)
    {
        FieldMap map = new FieldMap(("f", Patterns + pattern))
            .Text("f:Naglowek/f:KodFormularza", "kodSystemowy", (d, v, system) => d.Profile ??= system ?? v);
        Party(map, "f:Podmiot1", d => d.Seller);
        Party(map, "f:Podmiot2", d => d.Buyer);
        return map;
    }

    private static void Party(FieldMap map, string party, Func<HeaderDraft, PartyDraft> of) => map
        .Text($"{party}/f:DaneIdentyfikacyjne/f:Nazwa", (d, v) => of(d).Name ??= v)
        .Text($"{party}/f:DaneIdentyfikacyjne/f:NIP", (d, v) => (of(d).TaxCountry, of(d).TaxCode) = ("PL", v))
        .Text($"{party}/f:DaneIdentyfikacyjne/f:KodUE", (d, v) => of(d).TaxCountry ??= v)
        .Text($"{party}/f:DaneIdentyfikacyjne/f:NrVatUE", (d, v) => of(d).TaxCode ??= v)
        .Text($"{party}/f:DaneIdentyfikacyjne/f:KodKraju", (d, v) => of(d).TaxCountry ??= v)
        .Text($"{party}/f:DaneIdentyfikacyjne/f:NrID", (d, v) => of(d).TaxCode ??= v)
        .Text($"{party}/f:Adres/f:KodKraju", (d, v) => of(d).AddressCountry ??= v);
}
