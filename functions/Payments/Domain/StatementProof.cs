using BackOffice.Primitives;

namespace BackOffice.Payments.Domain;

/// <summary>The balances of a statement and what its entries make of them: opening + booked entries = closing.</summary>
internal sealed class StatementProof
{
    private string? code;
    private Money? amount;
    private bool isDebit;
    private Money? opening;
    private Money? closing;
    private decimal movement;
    private decimal movementWithReversals;
    private bool isForeign;

    public int Entries { get; set; }

    /// <summary>What is wrong once the statement has ended; notifications have no balances and need none.</summary>
    public BankFindingKind? Problem => (opening, closing) switch
    {
        (null, null) => null,
        ({ } first, { } last) when first.Currency == last.Currency && !isForeign
            => first.Amount + movement == last.Amount || first.Amount + movementWithReversals == last.Amount ? null : BankFindingKind.Unbalanced,
        _ => BankFindingKind.BalanceMissing,
    };

    public void BeginBalance() => (code, amount, isDebit) = (null, null, false);

    /// <summary>Takes a leaf of a balance, or its end.</summary>
    /// <returns>False when it cannot be read.</returns>
    public bool Take(string path, BankXmlEvent next)
    {
        switch (path)
        {
            case "/Bal/Tp/CdOrPrtry/Cd":
                code = next.Text;
                return true;
            case "/Bal/Amt":
                amount = BankValues.Amount(next.Text, next.Currency);
                return amount is not null;
            case "/Bal/CdtDbtInd":
                isDebit = next.Text == "DBIT";
                return next.Text is "DBIT" or "CRDT";
            case "/Bal" when amount is { } balance:
                Keep(isDebit ? -balance : balance);
                return true;
            default:
                return true;
        }
    }

    public void Book(StatementEntry entry)
    {
        if (!entry.IsBooked)
        {
            return;
        }

        isForeign |= opening is { } first && first.Currency != entry.Amount!.Value.Currency;
        movement += entry.Signed;
        movementWithReversals += entry.SignedWithReversals;
    }

    /// <summary>The first opening and the last closing balance count: a statement of several pages repeats them.</summary>
    private void Keep(Money balance)
    {
        switch (code)
        {
            case "OPBD" or "PRCD":
                opening ??= balance;
                break;
            case "CLBD":
                closing = balance;
                break;
            default:
                break;
        }
    }
}
