using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payments.Domain;

/// <summary>One entry of a statement while it is read.</summary>
internal sealed class StatementEntry(string position)
{
    private bool? isDebit;
    private bool isReversal;
    private string? status;
    private LocalDate? bookedOn;
    private string? order;
    private decimal sum;
    private bool isOfMany;
    private int told;
    private int toldWithAmount;

    public string Position { get; } = position;

    public Money? Amount { get; private set; }

    public bool IsWhole => Amount is not null && isDebit is not null;

    /// <summary>Announcements change no balance.</summary>
    public bool IsBooked => status is null or "BOOK";

    /// <summary>What the entry adds to the account by its own sign.</summary>
    public decimal Signed => isDebit == true ? -Amount!.Value.Amount : Amount!.Value.Amount;

    /// <summary>The same where the bank marks a reversal on the side of what it reverses.</summary>
    public decimal SignedWithReversals => isReversal ? -Signed : Signed;

    /// <summary>The details make the amount, as far as they have amounts in its currency.</summary>
    public bool DetailsFit => told == 0 || toldWithAmount < told || sum == Amount!.Value.Amount;

    /// <summary>Takes a leaf of the entry itself.</summary>
    /// <returns>False when it cannot be read.</returns>
    public bool Take(string path, BankXmlEvent next)
    {
        switch (path)
        {
            case "/Amt":
                Amount = BankValues.Amount(next.Text, next.Currency);
                return Amount is not null;
            case "/CdtDbtInd":
                isDebit = next.Text switch { "DBIT" => true, "CRDT" => false, _ => null };
                return isDebit is not null;
            case "/RvslInd":
                isReversal = next.Text is "true" or "1";
                return true;
            case "/Sts" when next.Text is { Length: > 0 }:
                status = next.Text;
                return true;
            case "/Sts/Cd":
                status = next.Text;
                return true;
            case "/BookgDt/Dt" or "/BookgDt/DtTm":
                bookedOn = BankValues.Day(next.Text);
                return bookedOn is not null;
            case "/NtryDtls/Btch/PmtInfId":
                order = next.Text;
                return true;
            case "/NtryDtls/Btch/NbOfTxs":
                isOfMany = next.Text is not (null or "1");
                return true;
            case "/NtryDtls/Btch/MsgId":
                order ??= next.Text;
                return true;
            default:
                return true;
        }
    }

    /// <summary>The transaction of one detail.</summary>
    public BankTransaction? Tell(StatementDetails details)
    {
        told++;
        if (details.Amount is { } amount && amount.Currency == Amount?.Currency)
        {
            toldWithAmount++;
            sum += details.IsDebit is { } own && own != isDebit ? -amount.Amount : amount.Amount;
        }

        // A lone batch reference without a payment's own is the whole batch in one detail.
        var scope = details.EndToEndId is null && details.Order is not null ? BankScope.Order : BankScope.Line;
        return Transaction($"{Position} detail {told}", scope, details) with { Amount = details.Amount ?? (isOfMany && scope == BankScope.Line ? null : Amount) };
    }

    /// <summary>The transaction of an entry without details.</summary>
    public BankTransaction? TellWhole()
        => told > 0 ? null : Transaction(Position, order is null ? BankScope.Line : BankScope.Order, new StatementDetails()) with { Amount = Amount };

    private BankTransaction Transaction(string where, BankScope scope, StatementDetails details) => new(where, OutcomeOf(details), scope)
    {
        EndToEndId = details.EndToEndId,
        OrderReference = details.Order ?? order,
        Account = details.AccountOf(isDebit == true),
        Remittance = details.Remittance,
        Reason = details.Reason,
        BookedOn = bookedOn,
    };

    private BankOutcome OutcomeOf(StatementDetails details)
        => !IsBooked ? BankOutcome.Pending
            : isReversal || details.IsReturn ? BankOutcome.Returned
            : isDebit == true ? BankOutcome.Paid
            : BankOutcome.Incoming;
}
