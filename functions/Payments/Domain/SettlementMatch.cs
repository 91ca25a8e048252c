using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Payments.Domain;

/// <summary>Why a bank's word changed no line.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnmatchedReason>))]
public enum UnmatchedReason
{
    /// <summary>No order of ours has such a reference, text, or account and amount.</summary>
    NotFound,

    /// <summary>More than one line fits: a person decides.</summary>
    Ambiguous,

    /// <summary>The line is there and was ordered with another amount.</summary>
    AmountDiffers,

    /// <summary>The order never left the house, or the line was refused.</summary>
    NotAtBank,

    /// <summary>The line has ended otherwise before: a paid one is rejected, a rejected one paid.</summary>
    Contradiction,
}

/// <summary>What a bank's word means for a line.</summary>
/// <param name="Next">The new state; null when it stays.</param>
/// <param name="Problem">Why nothing can be done; null with a state, and where the line says so already.</param>
public readonly record struct LineVerdict(LineState? Next, UnmatchedReason? Problem)
{
    /// <summary>The line stands where the bank says, by this word or an earlier one.</summary>
    public bool Agrees => Problem is null;
}

/// <summary>The rules by which a bank's words meet lines: EndToEndId, else reference or text, else amount and account.</summary>
public static class SettlementMatch
{
    /// <summary>The event an outcome is for a line; null where it moves none.</summary>
    public static LineEvent? EventOf(BankOutcome outcome) => outcome switch
    {
        BankOutcome.Paid => LineEvent.Pay,
        BankOutcome.Returned => LineEvent.Return,
        BankOutcome.Rejected => LineEvent.Reject,
        BankOutcome.Accepted or BankOutcome.Incoming or BankOutcome.Pending => null,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    /// <summary>What becomes of a line that a word is about.</summary>
    /// <param name="state">Where the line stands.</param>
    /// <param name="event">What the bank says.</param>
    /// <param name="told">The amount the bank tells; null when it tells none.</param>
    /// <param name="ordered">The amount of the line.</param>
    public static LineVerdict Judge(LineState state, LineEvent @event, Money? told, Money ordered)
        => state is LineState.Refused or LineState.Cancelled ? new(null, UnmatchedReason.NotAtBank)
            : told is { } amount && amount != ordered ? new(null, UnmatchedReason.AmountDiffers)
            : state == LineLifecycle.Target(@event) ? new(null, null)
            // The debit of a payment that is known to have come back is old news.
            : state == LineState.Returned && @event == LineEvent.Pay ? new(null, null)
            : LineLifecycle.Table.Next(state, @event) is { } next ? new(next, null)
            : new(null, UnmatchedReason.Contradiction);

    /// <summary>Whether a text of the bank carries the reference of a line: the creditor's own, else the text as it was sent.</summary>
    public static bool CarriesReference(string? text, Payable payable, PaymentFormat format)
    {
        var wanted = payable.Reference ?? PaymentText.RemittanceOf(payable.Remittance, format).Value;
        return text is not null && wanted.Length > 0 && Compact(text).Contains(Compact(wanted), StringComparison.OrdinalIgnoreCase);
    }

    private static string Compact(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
