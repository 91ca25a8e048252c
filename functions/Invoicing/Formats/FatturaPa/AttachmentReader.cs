using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads Allegati: 2.5.</summary>
internal static class AttachmentReader
{
    public static IReadOnlyList<InvoiceAttachment> Read(FatturaPaNodeReading reading, RawNode body) => [.. All(body, "Allegati").Select(node => Attachment(reading, node))];

    /// <summary>The type that a format's word means, of what EN 16931 allows; null when it is none of them.</summary>
    public static string? MimeTypeOf(string? format) => format?.ToUpperInvariant() switch
    {
        "PDF" => "application/pdf",
        "PNG" => "image/png",
        "JPG" or "JPEG" => "image/jpeg",
        "CSV" => "text/csv",
        "XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ODS" => "application/vnd.oasis.opendocument.spreadsheet",
        "XML" => "application/xml",
        _ => null,
    };

    private static InvoiceAttachment Attachment(FatturaPaNodeReading reading, RawNode node)
    {
        var name = reading.Text(node, "NomeAttachment");
        var (compression, format) = (reading.Text(node, "AlgoritmoCompressione"), reading.Text(node, "FormatoAttachment"));
        return new InvoiceAttachment
        {
            Reference = name ?? "",
            FileName = name,
            Description = reading.Text(node, "DescrizioneAttachment"),
            Content = reading.Base64(node, "Attachment"),
            MimeType = compression is null ? MimeTypeOf(format) : null,
            Italy = OrNull(new ItalianAttachment(compression, format), new(Compression: null, Format: null)),
        };
    }
}
