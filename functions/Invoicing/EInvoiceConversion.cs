using System.Text.Json.Serialization;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Formats.Ubl;

namespace BackOffice.Invoicing;

/// <summary>What an invoice can be converted to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConversionTarget>))]
public enum ConversionTarget
{
    /// <summary>UBL 2.1 by EN 16931.</summary>
    [JsonStringEnumMemberName("ubl")]
    Ubl,

    /// <summary>CII D16B by EN 16931.</summary>
    [JsonStringEnumMemberName("cii")]
    Cii,

    [JsonStringEnumMemberName("fatturapa")]
    FatturaPa,

    /// <summary>FA(3).</summary>
    [JsonStringEnumMemberName("ksef")]
    Ksef,

    /// <summary>UBL by Romania's CIUS-RO.</summary>
    [JsonStringEnumMemberName("cius-ro")]
    CiusRo,

    /// <summary>UBL by Peppol BIS Billing 3.</summary>
    [JsonStringEnumMemberName("peppol")]
    Peppol,
}

/// <summary>From the reader of one format to the writer of another.</summary>
internal static class EInvoiceConversion
{
    private const string En16931 = "urn:cen.eu:en16931:2017";

    private static readonly UblFormat Ubl = new();
    private static readonly CiiFormat Cii = new();
    private static readonly UblFormat UblOfEn16931 = new(InvoiceSpecification.En16931);
    private static readonly CiiFormat CiiOfEn16931 = new(InvoiceSpecification.En16931);
    private static readonly UblFormat CiusRo = new(InvoiceSpecification.CiusRo);
    private static readonly UblFormat Peppol = new(InvoiceSpecification.Peppol);
    private static readonly FatturaPaFormat FatturaPa = new();
    private static readonly KsefFormat Ksef = new();

    /// <summary>Null where the format is not read as an invoice.</summary>
    public static IInvoiceFormat? ReaderOf(EInvoiceFormat format) => format switch
    {
        EInvoiceFormat.UblInvoice or EInvoiceFormat.UblCreditNote => Ubl,
        EInvoiceFormat.Cii => Cii,
        EInvoiceFormat.FatturaPa => FatturaPa,
        EInvoiceFormat.Ksef => Ksef,
        _ => null,
    };

    public static InvoiceConversion Of(InvoiceReading reading, ConversionTarget target) => InvoiceConversion.Of(reading, WriterOf(target, reading.Invoice.Specification));

    /// <summary>A specification on top of EN 16931 stays what the invoice says it follows (BT-24); of another world it means nothing in UBL and CII.</summary>
    private static IInvoiceFormat WriterOf(ConversionTarget target, string? specification)
    {
        var isOfEn16931 = specification?.StartsWith(En16931, StringComparison.Ordinal) == true;
        return target switch
        {
            ConversionTarget.Ubl => isOfEn16931 ? Ubl : UblOfEn16931,
            ConversionTarget.Cii => isOfEn16931 ? Cii : CiiOfEn16931,
            ConversionTarget.FatturaPa => FatturaPa,
            ConversionTarget.Ksef => Ksef,
            ConversionTarget.CiusRo => CiusRo,
            ConversionTarget.Peppol => Peppol,
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "Nothing to convert to."),
        };
    }
}
