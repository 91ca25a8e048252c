namespace BackOffice.Documents.Domain.Formats;

/// <summary>Receipts and notices of the Italian exchange system: to public bodies and, in their own namespace, between private parties.</summary>
internal static class SdiNoticeReader
{
    private const string Public = "http://www.fatturapa.gov.it/sdi/messaggi/v1.0";
    private const string Private = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fattura/messaggi/v1.0";

    public static IReadOnlyList<DocumentFormat> Formats { get; } =
    [
        Notice(Public, "RicevutaConsegna", "RC"),
        Notice(Public, "NotificaScarto", "NS"),
        Notice(Public, "NotificaMancataConsegna", "MC"),
        Notice(Public, "NotificaEsito", "NE"),
        Notice(Public, "NotificaEsitoCommittente", "EC"),
        Notice(Public, "ScartoEsitoCommittente", "SE"),
        Notice(Public, "NotificaDecorrenzaTermini", "DT"),
        Notice(Public, "AttestazioneTrasmissioneFattura", "AT"),
        Notice(Public, "MetadatiInvioFile", "MT"),
        Notice(Private, "RicevutaConsegna", "RC"),
        Notice(Private, "RicevutaScarto", "NS"),
        Notice(Private, "RicevutaImpossibilitaRecapito", "MC"),
        Notice(Private, "FileMetadati", "MT"),
    ];

    private static DocumentFormat Notice(string schema, string root, string type) => new(
        schema,
        root,
        new FieldMap()
            .Text("IdentificativoSdI", (d, v) => d.AddNumber(v))
            .Text("NomeFile", (d, v) => d.RelatedDocument ??= v)
            .Text("RiferimentoFattura/NumeroFattura", (d, v) => d.RelatedDocument ??= v)
            .Text("DataOraRicezione", (d, v) => d.IssueDate ??= v),
        draft =>
        {
            draft.TypeCode = type;
            return DocumentKind.SdiNotice;
        });
}
