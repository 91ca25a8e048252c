using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads what an invoice refers to: 2.1.2 to 2.1.6 and 2.1.8.</summary>
internal static class ReferenceReader
{
    /// <summary>Elements of the kinds, in the order of the schema.</summary>
    public static IReadOnlyList<(string Element, ItalianReferenceKind Kind)> Kinds { get; } =
    [
        ("DatiOrdineAcquisto", ItalianReferenceKind.Order),
        ("DatiContratto", ItalianReferenceKind.Contract),
        ("DatiConvenzione", ItalianReferenceKind.Agreement),
        ("DatiRicezione", ItalianReferenceKind.Receipt),
        ("DatiFattureCollegate", ItalianReferenceKind.Invoice),
    ];

    public static IReadOnlyList<ItalianReference> Read(FatturaPaNodeReading reading, RawNode? data)
    {
        List<ItalianReference> references = [.. Kinds.SelectMany(kind => All(data, kind.Element).Select(node => Reference(reading, node, kind.Kind)))];
        return references.Count == 0 ? [] : references;
    }

    public static IReadOnlyList<ItalianTransportDocument> TransportDocuments(FatturaPaNodeReading reading, RawNode? data)
        => Each(data, "DatiDDT", node => new ItalianTransportDocument { Number = reading.Text(node, "NumeroDDT"), Date = reading.Date(node, "DataDDT"), Lines = reading.Texts(node, "RiferimentoNumeroLinea") });

    /// <summary>The terms of EN 16931 that these references are.</summary>
    public static InvoiceReferences Terms(IReadOnlyList<ItalianReference> references, IReadOnlyList<ItalianTransportDocument> despatch) => new()
    {
        PurchaseOrder = First(references, ItalianReferenceKind.Order),
        Contract = First(references, ItalianReferenceKind.Contract),
        ReceivingAdvice = First(references, ItalianReferenceKind.Receipt),
        DespatchAdvice = despatch.Count == 0 ? null : despatch[0].Number,
        Project = references.Select(reference => reference.Cup).OfType<string>().FirstOrDefault(),
        Tender = references.Select(reference => reference.Cig).OfType<string>().FirstOrDefault(),
    };

    private static ItalianReference Reference(FatturaPaNodeReading reading, RawNode node, ItalianReferenceKind kind) => new()
    {
        Kind = kind,
        Lines = reading.Texts(node, "RiferimentoNumeroLinea"),
        Number = reading.Text(node, "IdDocumento"),
        Date = reading.Date(node, "Data"),
        Item = reading.Text(node, "NumItem"),
        Agreement = reading.Text(node, "CodiceCommessaConvenzione"),
        Cup = reading.Text(node, "CodiceCUP"),
        Cig = reading.Text(node, "CodiceCIG"),
    };

    private static string? First(IReadOnlyList<ItalianReference> references, ItalianReferenceKind kind) => references.FirstOrDefault(reference => reference.Kind == kind)?.Number;
}
