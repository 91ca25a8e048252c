using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes Allegati: 2.5. What is only linked to has no place.</summary>
internal static class AttachmentWriter
{
    public static void Write(FatturaPaElements file, Invoice invoice)
    {
        foreach (var attachment in invoice.Attachments.Where(attachment => attachment.Content is not null))
        {
            file.Group("Allegati", () =>
            {
                file.Required("NomeAttachment", attachment.FileName ?? attachment.Reference, TextForm.Latin(60));
                file.Text("AlgoritmoCompressione", attachment.Italy?.Compression, TextForm.Basic(10));
                file.Text("FormatoAttachment", attachment.Italy is { } italy ? italy.Format : FormatOf(attachment.MimeType), TextForm.Basic(10));
                file.Text("DescrizioneAttachment", attachment.Description, TextForm.Latin(100));
                file.Required("Attachment", attachment.Content, TextForm.Base64);
            });
        }
    }

    private static string? FormatOf(string? type) => Array.Find(["PDF", "PNG", "JPG", "CSV", "XLSX", "ODS", "XML"], format => AttachmentReader.MimeTypeOf(format) == type);
}
