using System.Text.Json.Serialization;

namespace BackOffice.Payments.Domain;

/// <summary>What is wrong with a bank's message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BankFindingKind>))]
public enum BankFindingKind
{
    /// <summary>Not XML, cut off, or with a document type.</summary>
    Broken,

    /// <summary>XML, and neither pain.002 nor camt.053 nor camt.054.</summary>
    UnknownMessage,

    /// <summary>Deeper, longer or with more entries than any bank sends.</summary>
    TooLarge,

    /// <summary>An amount, currency or day that cannot be read.</summary>
    Unreadable,

    /// <summary>Opening balance and booked entries do not make the closing balance.</summary>
    Unbalanced,

    /// <summary>The statement has no two balances in one currency, so it could not be proved.</summary>
    BalanceMissing,

    /// <summary>The details of an entry do not make its amount.</summary>
    DetailsDiffer,

    /// <summary>A status code nobody knows.</summary>
    UnknownStatus,
}

/// <summary>Something found in a bank's message.</summary>
/// <param name="Kind">What.</param>
/// <param name="Position">Where: statement and entry, or the element.</param>
public sealed record BankFinding(BankFindingKind Kind, string Position)
{
    /// <summary>Nothing of the message is taken: it is damaged, or no message we know.</summary>
    [JsonIgnore]
    public bool RefusesMessage => Kind is BankFindingKind.Broken or BankFindingKind.UnknownMessage or BankFindingKind.TooLarge or BankFindingKind.Unreadable or BankFindingKind.Unbalanced;
}

/// <summary>How much of a bank's message is read.</summary>
public sealed record BankMessageLimits
{
    public int MaxDepth { get; init; } = 32;

    public int MaxText { get; init; } = 2_000;

    public int MaxElements { get; init; } = 20_000_000;

    /// <summary>Findings kept; more are of no use to anybody.</summary>
    public int MaxFindings { get; init; } = 100;
}
