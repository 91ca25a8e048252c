using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.View;
using BackOffice.Notifications.Domain;
using BackOffice.Primitives;

namespace BackOffice.Invoicing;

/// <summary>
/// Electronic invoices as files: judged, converted, shown. A file is XML of any format, a signed envelope around it (.p7m), or
/// a PDF with it inside. Nothing is kept, and nothing that a sender has made of a file is thrown back at the caller.
/// </summary>
public sealed class EInvoices
{
    private readonly SchemaSets schemas;
    private readonly RawLimits limits;

    internal EInvoices(SchemaSets schemas, RawLimits limits) => (this.schemas, this.limits) = (schemas, limits);

    /// <summary>Judges a file by the profile that is asked for, else by the one that the document names.</summary>
    internal EInvoiceVerdict Judge(ReadOnlyMemory<byte> content, Profile? profile) => EInvoiceJudgement.Of(EInvoiceFile.Open(content, limits), profile, schemas);

    /// <summary>Reads one invoice of a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="number">Which one of a lot, from 1; null when there has to be one alone.</param>
    internal EInvoiceChoice Read(ReadOnlyMemory<byte> content, int? number)
    {
        var file = EInvoiceFile.Open(content, limits);
        var reader = EInvoiceConversion.ReaderOf(file.Format);
        if (file.Refusal is not null || reader is null)
        {
            return new EInvoiceChoice(file.Format, Reading: null, 0, file.Refusal ?? new Finding("FORMAT", Severity.Fatal, "/", "", $"A document of the format {EnumWords.Of(file.Format)} is not read as an invoice."));
        }

        var readings = reader.Read(file.Root!);
        return readings.Count == 0
            ? new EInvoiceChoice(file.Format, Reading: null, 0, new Finding("FORMAT", Severity.Fatal, "/", "", "There is no invoice in the document."))
            : new EInvoiceChoice(file.Format, readings.Count == 1 && number is null ? readings[0] : readings.ElementAtOrDefault((number ?? 0) - 1), readings.Count, Refusal: null);
    }

    /// <summary>Writes an invoice in another format; what cannot go along is listed, what would have to be invented is named and nothing written.</summary>
    internal static InvoiceConversion Convert(InvoiceReading reading, ConversionTarget target) => EInvoiceConversion.Of(reading, target);

    /// <summary>An invoice as a page to print or read.</summary>
    internal static string Show(InvoiceReading reading, Language language) => InvoicePage.Render(reading.Invoice, language);
}

/// <summary>An invoice of a file.</summary>
/// <param name="Format">Of the file.</param>
/// <param name="Reading">Null when nothing was read, or a lot has no invoice of that number.</param>
/// <param name="Invoices">How many there are.</param>
/// <param name="Refusal">Why nothing was read.</param>
internal sealed record EInvoiceChoice(EInvoiceFormat Format, InvoiceReading? Reading, int Invoices, Finding? Refusal);
