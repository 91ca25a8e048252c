namespace BackOffice.Documents.Domain.Formats;

/// <summary>FatturaPA: ordinary (FPA12, FPR12) and simplified (FSM10). Only its root has a namespace.</summary>
internal static class FatturaPaHeaderReader
{
    private const string Schemas = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/";
    private const string Header = "FatturaElettronicaHeader";
    private const string Body = "FatturaElettronicaBody";

    public static IReadOnlyList<DocumentFormat> Formats { get; } =
    [
        new(Schemas + "v1.2", "FatturaElettronica", Ordinary(), KindOf),
        new(Schemas + "v1.0", "FatturaElettronicaSemplificata", Simplified(), KindOf),
    ];

    private static DocumentKind KindOf(HeaderDraft draft)
    {
        draft.ComputeMissingGross();
        return draft.Profile switch
        {
            "FPA12" => DocumentKind.FatturaPaPublic,
            "FSM10" => DocumentKind.FatturaPaSimplified,
            _ => DocumentKind.FatturaPaPrivate,
        };
    }

    private static FieldMap Ordinary()
    {
        FieldMap map = Common();
        Party(map, $"{Header}/CedentePrestatore/DatiAnagrafici", d => d.Seller);
        Party(map, $"{Header}/CessionarioCommittente/DatiAnagrafici", d => d.Buyer);
        Person(map, $"{Header}/CedentePrestatore/DatiAnagrafici/Anagrafica", d => d.Seller);
        Person(map, $"{Header}/CessionarioCommittente/DatiAnagrafici/Anagrafica", d => d.Buyer);
        string goods = $"{Body}/DatiBeniServizi";
        string payment = $"{Body}/DatiPagamento/DettaglioPagamento";
        return map
            .Text($"{Header}/CedentePrestatore/Sede/Nazione", (d, v) => d.Seller.AddressCountry ??= v)
            .Text($"{Header}/CessionarioCommittente/Sede/Nazione", (d, v) => d.Buyer.AddressCountry ??= v)
            .Text($"{Body}/DatiGenerali/DatiOrdineAcquisto/IdDocumento", First((d, v) => d.OrderReference ??= v))
            .Text($"{Body}/DatiGenerali/DatiFattureCollegate/IdDocumento", First((d, v) => d.RelatedDocument ??= v))
            .Text($"{goods}/DatiRiepilogo/ImponibileImporto", First((d, v) => d.Net.Add(v)))
            .Text($"{goods}/DatiRiepilogo/Imposta", First((d, v) => d.Tax.Add(v)))
            .Enter($"{goods}/DettaglioLinee", d => d.LineCount += d.IsPastFirstBody ? 0 : 1)
            .Text($"{payment}/ImportoPagamento", First((d, v) => d.Payable.Add(v)))
            .Text($"{payment}/DataScadenzaPagamento", First((d, v) => d.DueDate ??= v));
    }

    private static FieldMap Simplified()
    {
        FieldMap map = Common();
        string seller = $"{Header}/CedentePrestatore";
        string buyer = $"{Header}/CessionarioCommittente";
        Party(map, seller, d => d.Seller);
        Party(map, $"{buyer}/IdentificativiFiscali", d => d.Buyer);
        Person(map, seller, d => d.Seller);
        Person(map, $"{buyer}/AltriDatiIdentificativi", d => d.Buyer);
        return map
            .Text($"{seller}/Sede/Nazione", (d, v) => d.Seller.AddressCountry ??= v)
            .Text($"{buyer}/AltriDatiIdentificativi/Sede/Nazione", (d, v) => d.Buyer.AddressCountry ??= v)
            .Enter($"{Body}/DatiBeniServizi", d => d.LineCount += d.IsPastFirstBody ? 0 : 1)
            .Text($"{Body}/DatiBeniServizi/Importo", First((d, v) => d.Gross.Add(v)));
    }

    private static FieldMap Common() => new FieldMap()
        .Text($"{Header}/DatiTrasmissione/FormatoTrasmissione", (d, v) => d.Profile ??= v)
        .Enter(Body, d => d.EnterBody())
        .Text($"{Body}/DatiGenerali/DatiGeneraliDocumento/Numero", (d, v) => d.AddNumber(v))
        .Text($"{Body}/DatiGenerali/DatiGeneraliDocumento/Data", First((d, v) => d.IssueDate ??= v))
        .Text($"{Body}/DatiGenerali/DatiGeneraliDocumento/TipoDocumento", First((d, v) => d.TypeCode ??= v))
        .Text($"{Body}/DatiGenerali/DatiGeneraliDocumento/Divisa", First((d, v) => d.Currency ??= v))
        .Text($"{Body}/DatiGenerali/DatiGeneraliDocumento/ImportoTotaleDocumento", First((d, v) => d.Gross.Set(v)));

    private static void Party(FieldMap map, string party, Func<HeaderDraft, PartyDraft> of) => map
        .Text($"{party}/IdFiscaleIVA/IdPaese", (d, v) => of(d).TaxCountry ??= v)
        .Text($"{party}/IdFiscaleIVA/IdCodice", (d, v) => of(d).TaxCode ??= v)
        .Text($"{party}/CodiceFiscale", (d, v) => of(d).CompanyId ??= v);

    private static void Person(FieldMap map, string names, Func<HeaderDraft, PartyDraft> of) => map
        .Text($"{names}/Denominazione", (d, v) => of(d).Name ??= v)
        .Text($"{names}/Nome", (d, v) => of(d).FirstName ??= v)
        .Text($"{names}/Cognome", (d, v) => of(d).LastName ??= v);

    /// <summary>Of a lot, takes the first document only.</summary>
    private static Action<HeaderDraft, string> First(Action<HeaderDraft, string> take) => (draft, text) =>
    {
        if (!draft.IsPastFirstBody)
        {
            take(draft, text);
        }
    };
}
