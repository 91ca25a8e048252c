using System.Text.Json.Serialization;

namespace BackOffice.Documents.Domain;

/// <summary>What a document is, as far as its content says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentKind>))]
public enum DocumentKind
{
    /// <summary>Not told, because the document was refused before it was read.</summary>
    Unknown,
    UblInvoice,
    UblCreditNote,
    CiiInvoice,

    /// <summary>FatturaPA to a public body, format FPA12.</summary>
    FatturaPaPublic,

    /// <summary>FatturaPA between private parties, format FPR12.</summary>
    FatturaPaPrivate,

    /// <summary>Simplified FatturaPA, format FSM10.</summary>
    FatturaPaSimplified,
    KsefFa2,
    KsefFa3,

    /// <summary>Invoice of a flat-rate farmer, FA_RR.</summary>
    KsefFaRr,

    /// <summary>UBL invoice of the Polish platform for public procurement.</summary>
    PefInvoice,
    PefCreditNote,

    /// <summary>PDF that carries a Cross Industry Invoice (Factur-X, ZUGFeRD 2, XRechnung).</summary>
    FacturX,

    /// <summary>ZUGFeRD 1.0, in a PDF or alone.</summary>
    ZugferdV1,
    Order,
    OrderResponse,
    DespatchAdvice,

    /// <summary>UBL answer to an invoice or a message.</summary>
    ApplicationResponse,

    /// <summary>Receipt or notice of the Italian exchange system; its two-letter type is in the header.</summary>
    SdiNotice,

    /// <summary>Official receipt of the Polish KSeF.</summary>
    KsefReceipt,

    /// <summary>Bank statement or notice (camt.05x).</summary>
    BankStatement,

    /// <summary>Payment order or its status (pain.00x).</summary>
    PaymentOrder,
    OtherXml,

    /// <summary>PDF without an electronic invoice inside: a scan or a print.</summary>
    Pdf,
    Image,
    Email,
    Text,
}
