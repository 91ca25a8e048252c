using System.Text;
using System.Xml;
using BackOffice.Documents.Domain.Formats;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>A file as it came, opened: the document that lies in its signed envelopes or in its PDF, or is the file itself.</summary>
/// <param name="Content">Of the document; of the file when nothing was found in it.</param>
/// <param name="Head">Its first element, without what is in it when the document goes wrong further down; null when there is none.</param>
/// <param name="Refusal">Why it was not read; null when it was.</param>
internal sealed record EInvoiceFile(ReadOnlyMemory<byte> Content, RawNode? Head, Finding? Refusal)
{
    public EInvoiceFormat Format => Head is null ? EInvoiceFormat.Unknown : EInvoiceFormats.Of(Head);

    /// <summary>The whole document; null when it was not read.</summary>
    public RawNode? Root => Refusal is null ? Head : null;

    /// <summary>Whatever the bytes are, nothing is thrown.</summary>
    public static EInvoiceFile Open(ReadOnlyMemory<byte> content, RawLimits limits)
    {
        if (content.Length > limits.MostBytes || SignedContent.Open(content) is not { } inside)
        {
            return new EInvoiceFile(content, Head: null, FormFindings.Of(SignedContent.Read(content, limits)));
        }

        if (PdfInvoice.IsPdf(inside.Span))
        {
            var pdf = PdfInvoice.Read(inside, limits);
            return pdf.Invoice is { } invoice ? new EInvoiceFile(invoice.Content, invoice.Root, Refusal: null) : new EInvoiceFile(inside, Head: null, FormFindings.OfPdf(pdf.Why));
        }

        var read = RawDocument.Read(inside, limits);
        return read.Root is { } root ? new EInvoiceFile(inside, root, Refusal: null)
            : new EInvoiceFile(inside, read.Refusal == RawRefusal.NotXml ? FirstElement(inside) : null, FormFindings.Of(read));
    }

    private static RawNode? FirstElement(ReadOnlyMemory<byte> content)
    {
        var prolog = XmlProlog.Read(content.Span);
        if (prolog.Refusal is not null)
        {
            return null;
        }

        try
        {
            using var reader = XmlSource.Open(content, prolog.Encoding, Vocabularies.Names());
            reader.MoveToContent();
            return new RawNode(Vocabularies.Of(reader.NamespaceURI), reader.LocalName, line: 1);
        }
        catch (Exception broken) when (broken is XmlException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }
}
