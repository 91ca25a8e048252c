using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Documents.Domain;

/// <summary>
/// What the register and the routing need of an electronic document. Values are as written: nothing is checked against
/// anything else, and what cannot be read is absent and noted in <see cref="Flaws"/>.
/// </summary>
public sealed record DocumentHeader
{
    public string? Number { get; init; }

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? IssueDate { get; init; }

    /// <summary>Code of the format itself: 380, TD01, VAT, RC.</summary>
    public string? TypeCode { get; init; }

    public string? Currency { get; init; }

    public HeaderParty Seller { get; init; } = HeaderParty.Unknown;

    public HeaderParty Buyer { get; init; } = HeaderParty.Unknown;

    public decimal? NetAmount { get; init; }

    /// <summary>Total tax in the currency of the document.</summary>
    public decimal? TaxAmount { get; init; }

    /// <summary>Total with tax; where the format lets it be left out, net and tax together (flaw <c>Computed</c>).</summary>
    public decimal? GrossAmount { get; init; }

    /// <summary>What is still to be paid, where the document says so; several instalments are summed.</summary>
    public decimal? PayableAmount { get; init; }

    /// <summary>First due date in document order.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? DueDate { get; init; }

    /// <summary>CustomizationID, guideline, FormatoTrasmissione or kodSystemowy.</summary>
    public string? Profile { get; init; }

    /// <summary>Number of lines; of a lot, those of the first document.</summary>
    public int LineCount { get; init; }

    /// <summary>Documents in the file: more than one in a FatturaPA lot, whose first one the other fields describe.</summary>
    public int BodyCount { get; init; } = 1;

    public IReadOnlyList<string> Numbers { get; init; } = [];

    public string? OrderReference { get; init; }

    /// <summary>Name or number of the document that a notice or answer is about.</summary>
    public string? RelatedDocument { get; init; }

    public IReadOnlyList<HeaderFlaw> Flaws { get; init; } = [];

    /// <summary>What to expect on the bank account: the payable amount, else the total.</summary>
    [JsonIgnore]
    public decimal? AmountDue => PayableAmount ?? GrossAmount;
}

/// <summary>A party as named in a header. The tax id is without its country prefix.</summary>
public sealed record HeaderParty(string? Name, string? Country, string? TaxId)
{
    public static HeaderParty Unknown { get; } = new(null, null, null);

    /// <summary>Whether a person could tell who this is.</summary>
    [JsonIgnore]
    public bool IsNamed => Name is not null || TaxId is not null;
}

/// <summary>What is wrong with one field of a header.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeaderFlawKind>))]
public enum HeaderFlawKind
{
    NotAnAmount,
    NotADate,
    TooLong,

    /// <summary>Not written; added up from other fields.</summary>
    Computed,
}

/// <summary>A note on one field of a header, named by its property or, when too long, by its XML element.</summary>
public sealed record HeaderFlaw(string Field, HeaderFlawKind Kind);
