using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>An order, its answer or a despatch advice, as far as an invoice is matched with it.</summary>
public sealed record TradeDocument
{
    public required TradeDocumentKind Kind { get; init; }

    public string Number { get; init; } = "";

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? IssueDate { get; init; }

    /// <summary>The order that an answer or a despatch advice is about; null where its lines say it, or where it is the order.</summary>
    public string? Order { get; init; }

    /// <summary>The seller's number of the order.</summary>
    public string? SalesOrder { get; init; }

    public string? Contract { get; init; }

    /// <summary>Of an answer: AP accepted, CA accepted with changes, RE refused, AB received.</summary>
    public string? ResponseCode { get; init; }

    /// <summary>Of the prices; null where there are none.</summary>
    public string? Currency { get; init; }

    public TradeParty Seller { get; init; } = TradeParty.Unknown;

    public TradeParty Buyer { get; init; } = TradeParty.Unknown;

    public IReadOnlyList<TradeLine> Lines { get; init; } = [];
}

/// <summary>What a trade document is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TradeDocumentKind>))]
public enum TradeDocumentKind
{
    Order,
    OrderResponse,

    /// <summary>An order that was agreed on before, sent by the seller.</summary>
    OrderAgreement,
    DespatchAdvice,
}

/// <summary>Who buys or sells, by what an invoice may name too; null what is not said.</summary>
/// <param name="Name">The legal name, else the other one.</param>
/// <param name="Endpoint">Its address in the Peppol network.</param>
/// <param name="TaxId">Its VAT identifier, with the country's letters as written.</param>
public sealed record TradeParty(string? Name, Identifier? Endpoint, string? TaxId)
{
    public static TradeParty Unknown { get; } = new(Name: null, Endpoint: null, TaxId: null);
}

/// <summary>A line of a trade document.</summary>
public sealed record TradeLine
{
    public string Id { get; init; } = "";

    /// <summary>The order of this line, where the document says it line by line.</summary>
    public string? Order { get; init; }

    /// <summary>The line of the order that an answer or a despatch advice is about.</summary>
    public string? OrderLine { get; init; }

    public string Name { get; init; } = "";

    public string? SellerId { get; init; }

    public Identifier? StandardId { get; init; }

    /// <summary>Ordered, confirmed or sent.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Of a despatch advice: still to be sent.</summary>
    public decimal? Outstanding { get; init; }

    public string? Unit { get; init; }

    /// <summary>For <see cref="BaseQuantity"/>, without VAT.</summary>
    public decimal? Price { get; init; }

    /// <summary>For how many the price is; one when null.</summary>
    public decimal? BaseQuantity { get; init; }

    /// <summary>Without VAT.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Of an answer: 5 accepted, 3 changed, 7 refused, 1 added, 42 already delivered.</summary>
    public string? Status { get; init; }
}
