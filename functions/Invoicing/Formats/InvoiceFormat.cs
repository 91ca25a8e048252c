using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats;

/// <summary>A format that invoices are read from and written to.</summary>
internal interface IInvoiceFormat
{
    /// <summary>The rules that its documents have to keep.</summary>
    Profile Profile { get; }

    /// <summary>Whether a document with this root is of the format.</summary>
    bool Reads(RawNode root);

    /// <summary>The invoices of a document: one, or several of a lot of FatturaPA. Whatever the document is, nothing is thrown: what cannot be read is not carried.</summary>
    IReadOnlyList<InvoiceReading> Read(RawNode root);

    /// <summary>Writes an invoice. What the format needs and the invoice lacks is named, never made up; the content is then null.</summary>
    InvoiceWriting Write(Invoice invoice);
}

/// <summary>An invoice as read.</summary>
/// <param name="Invoice">What was understood.</param>
/// <param name="NotCarried">What stands in the document and not in the invoice: unknown elements, figures that are none.</param>
internal sealed record InvoiceReading(Invoice Invoice, IReadOnlyList<LostTerm> NotCarried);

/// <summary>An invoice as written.</summary>
/// <param name="Content">The document, UTF-8 without byte order mark; null when something is missing.</param>
/// <param name="Missing">What the format needs.</param>
internal sealed record InvoiceWriting(byte[]? Content, IReadOnlyList<MissingTerm> Missing);

/// <summary>What a document or an invoice has and its copy has not.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Value">As it is written there.</param>
public sealed record LostTerm(string Path, string Value);

/// <summary>What a format needs that an invoice lacks.</summary>
/// <param name="Term">By its name in the format: CodiceDestinatario, NIP.</param>
/// <param name="Why">What it is and who knows it.</param>
public sealed record MissingTerm(string Term, string Why);
