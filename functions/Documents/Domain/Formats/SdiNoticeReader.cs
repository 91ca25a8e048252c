namespace BackOffice.Documents.Domain.Formats;

/// <summary>Receipts and notices of the Italian exchange system: to public bodies and, in their own namespace, between private parties.</summary>
internal static class SdiNoticeReader
{
    public const string Public = "http://www.fatturapa.gov.it/sdi/messaggi/v1.0";
    public const string Private = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fattura/messaggi/v1.0";

    /// <summary>Each root with the type that the file names of the exchange have for it.</summary>
    public static IReadOnlyList<(string Schema, string Root, string Type)> Roots { get; } =
    [
        (Public, "RicevutaConsegna", "RC"),
        (Public, "NotificaScarto", "NS"),
        (Public, "NotificaMancataConsegna", "MC"),
        (Public, "NotificaEsito", "NE"),
        (Public, "NotificaEsitoCommittente", "EC"),
        (Public, "ScartoEsitoCommittente", "SE"),
        (Public, "NotificaDecorrenzaTermini", "DT"),
        (Public, "AttestazioneTrasmissioneFattura", "AT"),
        (Public, "MetadatiInvioFile", "MT"),
        (Private, "RicevutaConsegna", "RC"),
        (Private, "RicevutaScarto", "NS"),
        (Private, "RicevutaImpossibilitaRecapito", "MC"),
        (Private, "FileMetadati", "MT"),
    ];

    public static IReadOnlyList<DocumentFormat> Formats { get; } = [.. Roots.Select(root => Notice(root.Schema, root.Root, root.Type))];

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
