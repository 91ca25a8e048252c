using BackOffice.Documents.Domain;
using BackOffice.Documents.Domain.Containers;
using BackOffice.Invoicing.Formats.Cii;

namespace BackOffice.Invoicing.Formats;

/// <summary>The invoice inside a PDF: Factur-X, ZUGFeRD, XRechnung.</summary>
/// <param name="FileName">Under which it is attached, when the PDF says so in the clear.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Root">As it is written.</param>
internal sealed record PdfInvoice(string? FileName, ReadOnlyMemory<byte> Content, RawNode Root)
{
    /// <summary>Whether a file begins as a PDF does.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> content) => ContentSniffer.Sniff(content) == ContentType.Pdf;

    /// <summary>
    /// A current invoice goes before an old format in the same file, and of two the later, since a PDF is changed by appending.
    /// </summary>
    /// <returns>The invoice, or why there is none.</returns>
    public static PdfInvoiceReading Read(ReadOnlyMemory<byte> content, RawLimits limits)
    {
        if (content.Length > limits.MostBytes)
        {
            return new PdfInvoiceReading(Invoice: null, $"The PDF has more than {limits.MostBytes} bytes.");
        }

        var attached = PdfDocuments.Attachments(content, ExaminationLimits.Default with { MaxBytes = limits.MostBytes });
        if (attached.Refusal is { } refusal)
        {
            return new PdfInvoiceReading(Invoice: null, $"The PDF is refused: {refusal}.");
        }

        List<PdfInvoice> invoices = [];
        var why = "There is no electronic invoice in the PDF.";
        foreach (var file in attached.Invoices)
        {
            var read = file.Content is { } whole ? RawDocument.Read(whole, limits) : RawReading.Refused(RawRefusal.NotXml, "The file inside the PDF is damaged.");
            if (read.Root is { } root)
            {
                invoices.Add(new PdfInvoice(file.Name, file.Content!.Value, root));
            }
            else
            {
                why = read.Why;
            }
        }

        var chosen = invoices.FindLast(invoice => invoice.Root.Vocabulary == Vocabulary.CiiRoot)
            ?? invoices.FindLast(invoice => CiiFormat.IsZugferdOne(invoice.Root) || invoice.Root.Vocabulary is Vocabulary.UblInvoice or Vocabulary.UblCreditNote);
        return new PdfInvoiceReading(chosen, chosen is null ? why : "");
    }
}

/// <summary>The invoice of a PDF, or why there is none.</summary>
internal sealed record PdfInvoiceReading(PdfInvoice? Invoice, string Why);
