using BackOffice.Payments.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>The feature whose debts are paid: told what became of them.</summary>
public interface IPayableOwner
{
    /// <summary>The kind of debts it owns: salary.</summary>
    string Kind { get; }

    /// <summary>Hears of debts; the same news may come again, and news that an older one contradicts comes later.</summary>
    Task HearAsync(PayableNews news, CancellationToken cancellationToken);

    /// <summary>Records in the books what money moved. The same movement may come again, with the same figures.</summary>
    /// <returns>False when the books do not take it yet: it comes again, for as long as that lasts.</returns>
    Task<bool> RecordAsync(PaymentMovement movement, CancellationToken cancellationToken);
}

/// <summary>What became of debts of one order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Part">The part of the order they stand in: at most a thousand debts come together.</param>
/// <param name="State">Paid, Returned or Rejected. Returned and Rejected debts may be ordered again.</param>
/// <param name="Payables">The debts.</param>
public sealed record PayableNews(PaymentOrderReference Order, int Part, LineState State, IReadOnlyList<PayableWord> Payables);

/// <summary>The news of one debt.</summary>
/// <param name="Key">Its business name.</param>
/// <param name="Reason">The bank's code; null when there is none.</param>
/// <param name="BookedOn">By the bank; null when it tells no day.</param>
public sealed record PayableWord(PayableKey Key, string? Reason, LocalDate? BookedOn)
{
    /// <summary>What was ordered.</summary>
    public required Money Amount { get; init; }
}

/// <summary>Money of one order that left the account or came back to it, by one message of a bank or one word of a payer.</summary>
/// <param name="Order">The order.</param>
/// <param name="Number">Within the order, from 1.</param>
/// <param name="Day">The day the bank booked it; the day it was told where the bank names none.</param>
/// <param name="Paid">Of lines that are paid, whether they came back later or not; never negative.</param>
/// <param name="Returned">Of lines that came back; never negative.</param>
/// <param name="Reason">The message of the bank by its digest, or the words of the payer.</param>
public sealed record PaymentMovement(PaymentOrderReference Order, int Number, LocalDate Day, Money Paid, Money Returned, string Reason);
