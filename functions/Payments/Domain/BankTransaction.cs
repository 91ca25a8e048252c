using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments.Domain;

/// <summary>What a bank says became of a payment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BankOutcome>))]
public enum BankOutcome
{
    /// <summary>Taken over and not yet paid.</summary>
    Accepted,

    /// <summary>The account was debited.</summary>
    Paid,

    /// <summary>The money came back.</summary>
    Returned,

    /// <summary>Refused before it was paid.</summary>
    Rejected,

    /// <summary>Money that came in and is no return: none of our orders.</summary>
    Incoming,

    /// <summary>Announced, not booked.</summary>
    Pending,
}

/// <summary>How much of an order a bank's word is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BankScope>))]
public enum BankScope
{
    /// <summary>One payment.</summary>
    Line,

    /// <summary>The batch, hence all lines.</summary>
    Order,
}

/// <summary>One word of a bank about one payment or one batch.</summary>
/// <param name="Position">Where it stands: statement and entry, or batch and transaction, from 1.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Scope">How much it is about.</param>
public sealed record BankTransaction(string Position, BankOutcome Outcome, BankScope Scope)
{
    public string? EndToEndId { get; init; }

    /// <summary>The batch, or the message it came in, as we named it.</summary>
    public string? OrderReference { get; init; }

    /// <summary>Null where the bank tells none.</summary>
    public Money? Amount { get; init; }

    /// <summary>The other side's account.</summary>
    public string? Account { get; init; }

    /// <summary>The creditor's reference, or the text.</summary>
    public string? Remittance { get; init; }

    /// <summary>Why it was refused or came back: an ISO 20022 code such as AC04.</summary>
    public string? Reason { get; init; }

    public LocalDate? BookedOn { get; init; }
}
