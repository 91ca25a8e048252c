using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats;

/// <summary>An invoice from one format into another.</summary>
/// <param name="Content">The document; null when something is missing.</param>
/// <param name="Missing">What the format needs and the invoice lacks.</param>
/// <param name="NotRead">What stands in the first document and is no term of an invoice.</param>
/// <param name="Lost">What the invoice says and the written document, read again, does not.</param>
internal sealed record InvoiceConversion(byte[]? Content, IReadOnlyList<MissingTerm> Missing, IReadOnlyList<LostTerm> NotRead, IReadOnlyList<LostTerm> Lost)
{
    public static InvoiceConversion Of(InvoiceReading reading, IInvoiceFormat target)
    {
        var written = target.Write(reading.Invoice);
        return new InvoiceConversion(written.Content, written.Missing, reading.NotCarried, written.Content is { } content ? LostIn(content, reading.Invoice, target) : []);
    }

    private static IReadOnlyList<LostTerm> LostIn(byte[] content, Invoice invoice, IInvoiceFormat target)
        => RawDocument.Read(content, RawLimits.Default) is { Root: { } root } && target.Read(root) is [var again, ..]
            ? InvoiceDifference.Between(invoice, again.Invoice)
            : throw new InvalidOperationException("What was written cannot be read.");
}
