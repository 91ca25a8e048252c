namespace BackOffice.Documents.Domain.Containers;

/// <summary>The files in a PDF that look like invoices, or why the PDF is refused.</summary>
internal sealed record PdfAttachments(QuarantineReason? Refusal, IReadOnlyList<PdfAttachment> Invoices)
{
    public static PdfAttachments Refused(QuarantineReason reason) => new(reason, []);
}

/// <summary>A file in a PDF.</summary>
/// <param name="Name">Under which it is attached, when the PDF says so in the clear.</param>
/// <param name="Content">Unpacked; null when it is damaged.</param>
internal sealed record PdfAttachment(string? Name, ReadOnlyMemory<byte>? Content);
