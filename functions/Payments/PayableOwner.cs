using BackOffice.Payments.Domain;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>The feature whose debts are paid: told what became of them.</summary>
public interface IPayableOwner
{
    /// <summary>The kind of debts it owns: salary.</summary>
    string Kind { get; }

    /// <summary>Hears of debts; the same news may come again, and news that an older one contradicts comes later.</summary>
    Task HearAsync(PayableNews news, CancellationToken cancellationToken);
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
public sealed record PayableWord(PayableKey Key, string? Reason, LocalDate? BookedOn);
