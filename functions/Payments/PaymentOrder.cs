using System.Text.Json.Serialization;
using BackOffice.Payments.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payments;

/// <summary>Names a payment order.</summary>
/// <param name="Tenant">Whose money.</param>
/// <param name="OrderId">Chosen by who orders, so that a second try names the same order: 1 to 100 of letters, digits, '-', '_' and '.'.</param>
public sealed record PaymentOrderReference(string Tenant, string OrderId);

/// <summary>What an order is to be.</summary>
/// <param name="Order">Its name.</param>
/// <param name="Terms">What all its lines have in common.</param>
/// <param name="PreparedBy">Who prepared what is paid; may not export it.</param>
public sealed record PaymentOrderRequest(PaymentOrderReference Order, PaymentOrderTerms Terms, string PreparedBy);

/// <summary>Why an order does not take what is asked of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentRefusal>))]
public enum PaymentRefusal
{
    /// <summary>There is no such order.</summary>
    NotFound,

    /// <summary>The name stands for an order with other terms, or the part for other lines.</summary>
    Differs,

    /// <summary>The name, a word of a key or a number has another form.</summary>
    Unfit,

    /// <summary>The currency has no such format, or the account no such currency.</summary>
    FormatUnfit,

    /// <summary>Banks do not settle the currency on that day; the next day is told.</summary>
    NotABankDay,

    /// <summary>The paying side's name, code or address does not do.</summary>
    DebtorUnfit,

    /// <summary>The state does not take it.</summary>
    Transition,

    /// <summary>The seal names more parts than were added.</summary>
    PartsMissing,

    /// <summary>Not one line is in it.</summary>
    Empty,

    /// <summary>Addresses of lines only, and the day from which they are refused has come; the debts are named.</summary>
    AddressUnstructured,

    /// <summary>Who prepared the order may not export it.</summary>
    FourEyes,

    /// <summary>Whoever builds the order is at it: people take it back once it is sealed.</summary>
    BeingBuilt,
}

/// <summary>What an order answers: a value, or why not.</summary>
public sealed record PaymentAnswer<T>
    where T : class
{
    public T? Value { get; init; }

    public PaymentRefusal? Refusal { get; init; }

    /// <summary>In words, without names and accounts.</summary>
    public string? Detail { get; init; }
}

/// <summary>Makes answers of values and of refusals.</summary>
internal static class PaymentAnswers
{
    extension<T>(T value)
        where T : class
    {
        public PaymentAnswer<T> AsAnswer() => new() { Value = value };
    }
}

/// <summary>A payment order in figures.</summary>
/// <param name="Order">Its name.</param>
/// <param name="State">Where it is.</param>
/// <param name="Count">Lines in it, without refused ones; final once it is sealed.</param>
/// <param name="Sum">Of their amounts.</param>
public sealed record PaymentOrderSummary(PaymentOrderReference Order, PaymentOrderState State, int Count, Money Sum)
{
    /// <summary>SHA-256 of the file; null until it is sealed.</summary>
    public string? FileDigest { get; init; }

    public int Paid { get; init; }

    public int Returned { get; init; }

    public int Rejected { get; init; }

    [JsonIgnore]
    internal DateTimeOffset OpenedAt { get; init; }

    [JsonIgnore]
    internal DateTimeOffset? CancelledAt { get; init; }
}

/// <summary>What became of a part's debts.</summary>
/// <param name="Part">Its number.</param>
/// <param name="Count">Lines in the order.</param>
/// <param name="Sum">Of their amounts.</param>
/// <param name="Refused">Debts that are not ordered, with the reason.</param>
/// <param name="Notices">Ordered ones of which the bank will not see all.</param>
public sealed record PartSummary(int Part, int Count, Money Sum, IReadOnlyList<PayableFinding> Refused, IReadOnlyList<PayableFinding> Notices)
{
    /// <summary>The debts in the order.</summary>
    public IReadOnlyList<PayableKey> Ordered { get; init; } = [];
}

/// <summary>Something about one debt of a part.</summary>
/// <param name="Key">Its business name.</param>
/// <param name="Problem">What.</param>
/// <param name="OrderId">The live order that has it.</param>
public sealed record PayableFinding(PayableKey Key, PayableProblem Problem, string? OrderId);
