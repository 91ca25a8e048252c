using System.Text.Json.Serialization;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Cii;
using BackOffice.Invoicing.Formats.FatturaPa;
using BackOffice.Invoicing.Formats.Ksef;

namespace BackOffice.Invoicing;

/// <summary>What a file turned out to be, by the root of the document inside it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EInvoiceFormat>))]
public enum EInvoiceFormat
{
    /// <summary>Not readable, or of no vocabulary that is known here.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("ubl-invoice")]
    UblInvoice,

    [JsonStringEnumMemberName("ubl-credit-note")]
    UblCreditNote,

    /// <summary>UN/CEFACT CII D16B, Factur-X and ZUGFeRD 2 too.</summary>
    [JsonStringEnumMemberName("cii")]
    Cii,

    /// <summary>Ordinary or simplified, one invoice or a lot.</summary>
    [JsonStringEnumMemberName("fatturapa")]
    FatturaPa,

    /// <summary>FA(3) or FA(2).</summary>
    [JsonStringEnumMemberName("ksef")]
    Ksef,

    /// <summary>FA_RR, judged and not read.</summary>
    [JsonStringEnumMemberName("ksef-rr")]
    KsefFlatRate,

    /// <summary>The first ZUGFeRD: known, neither judged nor read.</summary>
    [JsonStringEnumMemberName("zugferd-1")]
    ZugferdOne,

    /// <summary>A notice of SdI: no invoice.</summary>
    [JsonStringEnumMemberName("sdi-notice")]
    SdiNotice,

    /// <summary>UPO: no invoice.</summary>
    [JsonStringEnumMemberName("ksef-receipt")]
    KsefReceipt,

    /// <summary>An order in UBL: no invoice.</summary>
    [JsonStringEnumMemberName("order")]
    Order,

    [JsonStringEnumMemberName("order-response")]
    OrderResponse,

    [JsonStringEnumMemberName("despatch-advice")]
    DespatchAdvice,
}

/// <summary>Tells the formats apart.</summary>
internal static class EInvoiceFormats
{
    public static EInvoiceFormat Of(RawNode root) => (root.Vocabulary, root.Name) switch
    {
        (Vocabulary.UblInvoice, "Invoice") => EInvoiceFormat.UblInvoice,
        (Vocabulary.UblCreditNote, "CreditNote") => EInvoiceFormat.UblCreditNote,
        (Vocabulary.CiiRoot, "CrossIndustryInvoice") => EInvoiceFormat.Cii,
        (Vocabulary.FatturaPa, "FatturaElettronica") or (Vocabulary.FatturaPaSimplified, "FatturaElettronicaSemplificata") => EInvoiceFormat.FatturaPa,
        (Vocabulary.UblOrder, "Order") => EInvoiceFormat.Order,
        (Vocabulary.UblOrderResponse, "OrderResponse") => EInvoiceFormat.OrderResponse,
        (Vocabulary.UblDespatchAdvice, "DespatchAdvice") => EInvoiceFormat.DespatchAdvice,
        _ when CiiFormat.IsZugferdOne(root) => EInvoiceFormat.ZugferdOne,
        _ when SdiNotices.TypeOf(root) is not null => EInvoiceFormat.SdiNotice,
        _ => KsefKinds.Of(root) switch
        {
            KsefKind.Fa2 or KsefKind.Fa3 => EInvoiceFormat.Ksef,
            KsefKind.FlatRate => EInvoiceFormat.KsefFlatRate,
            KsefKind.Receipt => EInvoiceFormat.KsefReceipt,
            _ => EInvoiceFormat.Unknown,
        },
    };
}
