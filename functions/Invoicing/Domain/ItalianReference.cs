using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>A document that an invoice or some of its lines refer to: 2.1.2 to 2.1.6 of FatturaPA.</summary>
public sealed record ItalianReference
{
    public ItalianReferenceKind Kind { get; init; }

    /// <summary>RiferimentoNumeroLinea; empty when it is about the whole invoice.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>IdDocumento.</summary>
    public string? Number { get; init; }

    public LocalDate? Date { get; init; }

    /// <summary>NumItem.</summary>
    public string? Item { get; init; }

    /// <summary>CodiceCommessaConvenzione.</summary>
    public string? Agreement { get; init; }

    /// <summary>CodiceCUP: the public investment.</summary>
    public string? Cup { get; init; }

    /// <summary>CodiceCIG: the tender.</summary>
    public string? Cig { get; init; }
}

/// <summary>What is referred to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItalianReferenceKind>))]
public enum ItalianReferenceKind
{
    /// <summary>2.1.2 DatiOrdineAcquisto.</summary>
    [JsonStringEnumMemberName("order")]
    Order,

    /// <summary>2.1.3 DatiContratto.</summary>
    [JsonStringEnumMemberName("contract")]
    Contract,

    /// <summary>2.1.4 DatiConvenzione.</summary>
    [JsonStringEnumMemberName("agreement")]
    Agreement,

    /// <summary>2.1.5 DatiRicezione.</summary>
    [JsonStringEnumMemberName("receipt")]
    Receipt,

    /// <summary>2.1.6 DatiFattureCollegate.</summary>
    [JsonStringEnumMemberName("invoice")]
    Invoice,
}

/// <summary>A document that goods travelled with (DDT): 2.1.8.</summary>
public sealed record ItalianTransportDocument
{
    public string? Number { get; init; }

    public LocalDate? Date { get; init; }

    /// <summary>RiferimentoNumeroLinea; empty when it is about the whole invoice.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>How goods travelled: 2.1.9. Where to is BG-15, when BT-72.</summary>
public sealed record ItalianTransport
{
    public InvoiceParty? Carrier { get; init; }

    /// <summary>MezzoTrasporto.</summary>
    public string? Means { get; init; }

    /// <summary>CausaleTrasporto.</summary>
    public string? Reason { get; init; }

    /// <summary>NumeroColli.</summary>
    public int? Packages { get; init; }

    public string? Description { get; init; }

    /// <summary>UnitaMisuraPeso.</summary>
    public string? WeightUnit { get; init; }

    public decimal? GrossWeight { get; init; }

    public decimal? NetWeight { get; init; }

    /// <summary>DataOraRitiro, as written, with or without an offset.</summary>
    public string? CollectedAt { get; init; }

    /// <summary>DataInizioTrasporto.</summary>
    public LocalDate? StartsOn { get; init; }

    /// <summary>TipoResa, of Incoterms.</summary>
    public string? Incoterm { get; init; }

    /// <summary>DataOraConsegna, as written, where it says more than the day of BT-72.</summary>
    public string? DeliveredAt { get; init; }
}
