using BackOffice.Documents.Domain.Formats;

namespace BackOffice.Documents.Domain.Containers;

/// <summary>
/// A PDF: encrypted, cut off, with an electronic invoice inside, or a plain one. Attached files are stream objects of their own in
/// every version of the format, so the streams are tried one by one and no page is interpreted.
/// </summary>
internal static class PdfDocuments
{
    private const int TrailerWindow = 2048;

    public static Reading Read(ReadOnlyMemory<byte> content, ExaminationLimits limits)
    {
        PdfAttachments attached = Attachments(content, limits);
        return attached.Refusal is { } refusal
            ? Reading.Refused(refusal)
            : Choose([.. attached.Invoices.Select(file => Read(file, limits))]);
    }

    /// <summary>The attached files that look like invoices, unpacked, in file order; or why the PDF is refused.</summary>
    public static PdfAttachments Attachments(ReadOnlyMemory<byte> content, ExaminationLimits limits)
    {
        if (content.Span[^Math.Min(content.Length, TrailerWindow)..].LastIndexOf("%%EOF"u8) < 0)
        {
            return PdfAttachments.Refused(QuarantineReason.Broken);
        }

        var scan = new PdfScan(content, limits);
        if (scan.Run() is { } refusal)
        {
            return PdfAttachments.Refused(refusal);
        }

        List<PdfAttachment> files = [];
        int room = limits.MaxInflatedBytes;
        foreach (PdfStream stream in scan.Invoices)
        {
            ReadOnlyMemory<byte>? file = stream.Inflate(room);
            if (stream.IsTooLarge)
            {
                return PdfAttachments.Refused(QuarantineReason.Bomb);
            }

            files.Add(new(scan.NameOf(stream), file));
            room -= file?.Length ?? 0;
        }

        return new(Refusal: null, files);
    }

    private static Reading Read(PdfAttachment file, ExaminationLimits limits)
    {
        Reading reading = file.Content is { } whole ? XmlDocuments.Read(whole, limits) : Reading.Refused(QuarantineReason.Broken);
        return reading with { AttachmentName = file.Name };
    }

    /// <summary>
    /// A current invoice wins over an old format in the same file, and of two the later, since a PDF is changed by appending.
    /// What is not an invoice leaves the PDF a plain one; an invoice that cannot be read sets it aside.
    /// </summary>
    private static Reading Choose(List<Reading> readings)
    {
        Reading? invoice = readings.FindLast(reading => reading.Kind == DocumentKind.CiiInvoice)
            ?? readings.FindLast(reading => reading.Header is not null);
        if (invoice is not null)
        {
            return invoice.Kind == DocumentKind.CiiInvoice ? invoice with { Kind = DocumentKind.FacturX } : invoice;
        }

        return readings.FindLast(reading => reading.Refusal is not null) ?? new(DocumentKind.Pdf);
    }
}
