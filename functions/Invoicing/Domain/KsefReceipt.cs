using System.Security.Cryptography;
using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>UPO: the receipt of KSeF for the invoices of a session.</summary>
public sealed record KsefReceipt
{
    /// <summary>NazwaPodmiotuPrzyjmujacego.</summary>
    public string Receiver { get; init; } = "";

    /// <summary>NumerReferencyjnySesji.</summary>
    public string Session { get; init; } = "";

    /// <summary>In whose name the session was opened: a NIP, a unit of it, NIP and EU number, or a Peppol provider.</summary>
    public string Context { get; init; } = "";

    public KsefContextKind? ContextKind { get; init; }

    /// <summary>NumerReferencyjnyTokenaKSeF; null when a signed document opened the session.</summary>
    public string? Token { get; init; }

    /// <summary>SkrotDokumentuUwierzytelniajacego: SHA-256, Base64, of the document that opened the session.</summary>
    public string? AuthenticationHash { get; init; }

    /// <summary>OpisPotwierdzenia: this is one page of several.</summary>
    public KsefReceiptPage? Page { get; init; }

    /// <summary>NazwaStrukturyLogicznej: the schema that the invoices follow.</summary>
    public string Schema { get; init; } = "";

    /// <summary>KodFormularza: FA (3).</summary>
    public string Form { get; init; } = "";

    public IReadOnlyList<KsefReceiptEntry> Invoices { get; init; } = [];
}

/// <summary>By what a session knows its owner.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KsefContextKind>))]
public enum KsefContextKind
{
    Nip,
    InternalId,
    NipAndEuVat,
    PeppolProvider,
}

/// <summary>A page of a receipt.</summary>
public sealed record KsefReceiptPage
{
    /// <summary>From 1.</summary>
    public int? Number { get; init; }

    public int? Pages { get; init; }

    /// <summary>The first invoice of the page.</summary>
    public int? From { get; init; }

    /// <summary>The first after the page.</summary>
    public int? To { get; init; }

    /// <summary>On all pages.</summary>
    public int? Invoices { get; init; }
}

/// <summary>Dokument: an invoice that KSeF has accepted.</summary>
public sealed record KsefReceiptEntry
{
    public string SellerNip { get; init; } = "";

    public string KsefNumber { get; init; } = "";

    /// <summary>NumerFaktury: the seller's number.</summary>
    public string InvoiceNumber { get; init; } = "";

    public LocalDate? IssueDate { get; init; }

    /// <summary>DataPrzeslaniaDokumentu: when it reached KSeF.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>DataNadaniaNumeruKSeF: when it got its number.</summary>
    public Instant? NumberedAt { get; init; }

    /// <summary>SkrotDokumentu: SHA-256, Base64, of the document that was sent.</summary>
    public string Hash { get; init; } = "";

    /// <summary>TrybWysylki Offline: issued without KSeF at hand and sent later.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Whether this is the receipt of these very bytes.</summary>
    public bool IsOf(ReadOnlySpan<byte> document) => Convert.ToBase64String(SHA256.HashData(document)) == Hash;
}
