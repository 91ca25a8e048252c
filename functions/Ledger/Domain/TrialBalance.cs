using BackOffice.Primitives;

namespace BackOffice.Ledger.Domain;

/// <summary>What was posted to each account: the debits of all accounts together equal the credits.</summary>
public sealed class TrialBalance
{
    private readonly SortedDictionary<(string Account, string Currency), AccountBalance> accounts = new(Comparer<(string Account, string Currency)>.Create((one, other)
        => string.CompareOrdinal(one.Account, other.Account) is not 0 and var order ? order : string.CompareOrdinal(one.Currency, other.Currency)));

    /// <summary>By account number, then currency.</summary>
    public IReadOnlyCollection<AccountBalance> Accounts => accounts.Values;

    public void Add(IEnumerable<JournalLine> lines)
    {
        foreach (var line in lines)
        {
            var key = (line.Account, line.Amount.Currency.Code);
            var zero = Money.Zero(line.Amount.Currency);
            var (account, debit, credit) = accounts.GetValueOrDefault(key) ?? new AccountBalance(line.Account, zero, zero);
            accounts[key] = line.Side == EntrySide.Debit
                ? new AccountBalance(account, debit + line.Amount, credit)
                : new AccountBalance(account, debit, credit + line.Amount);
        }
    }
}

/// <summary>The two sides of an account over some entries.</summary>
public sealed record AccountBalance(string Account, Money Debit, Money Credit)
{
    /// <summary>Debit less credit: negative when the account owes.</summary>
    public Money Balance => Debit - Credit;
}
