using BackOffice.Closing.Domain;
using BackOffice.Ledger.Domain;
using BackOffice.Primitives;

namespace BackOffice.Ledger;

/// <summary>An entry as the API shows it in a list.</summary>
/// <param name="Mark">Tenant, year and number.</param>
/// <param name="Day">The posting day.</param>
/// <param name="Period">The month it is about.</param>
/// <param name="Total">Of one side, in the currency.</param>
internal sealed record JournalView(
    string Mark,
    string Id,
    int Year,
    long Number,
    LedgerName Ledger,
    string Day,
    Period Period,
    string Description,
    string Source,
    string? Rules,
    string? Reverses,
    string Currency,
    decimal Total,
    int LineCount,
    DateTimeOffset PostedAt,
    string LocalTime,
    string PostedBy)
{
    public static JournalView Of(string tenant, JournalRow row) => new(
        JournalRow.MarkOf(tenant, row.Year, row.Number),
        row.EntryId,
        row.Year,
        row.Number,
        row.Ledger,
        row.Day,
        Period.Parse(row.Period),
        row.Description,
        row.Source,
        row.Rules,
        row.Reverses,
        row.Currency,
        Money.FromMinorUnits(row.Total, row.InCurrency).Amount,
        row.LineCount,
        row.PostedAt,
        row.LocalTime,
        row.PostedBy);
}

/// <summary>An entry with its lines, and the entry that took it back.</summary>
internal sealed record JournalEntryView(JournalView Entry, IReadOnlyList<JournalLineView> Lines, string? ReversedBy);

/// <summary>A line as the API shows it: an amount on one side, 0 on the other.</summary>
/// <param name="Name">Of the account, in the language of the company's country; null where the entry says none.</param>
internal sealed record JournalLineView(string Account, string? Name, string? CostCentre, decimal Debit, decimal Credit, string Text)
{
    public static JournalLineView Of(JournalLine line, IReadOnlyDictionary<string, string> names) => new(
        line.Account,
        names.GetValueOrDefault(line.Account),
        line.CostCentre,
        line.Side == EntrySide.Debit ? line.Amount.Amount : 0,
        line.Side == EntrySide.Credit ? line.Amount.Amount : 0,
        line.Text);
}

/// <summary>What was posted in a month, by account.</summary>
/// <param name="Period">The month of the posting days.</param>
/// <param name="Entries">How many.</param>
/// <param name="Accounts">By number and currency.</param>
internal sealed record TrialBalanceView(Period Period, int Entries, IReadOnlyList<AccountBalanceView> Accounts);

/// <summary>An account in a trial balance; the balance is debit less credit.</summary>
/// <param name="Name">As entries of the month call it; else as in the default chart of the tenant's country; null when neither knows it.</param>
internal sealed record AccountBalanceView(string Account, string? Name, string Currency, decimal Debit, decimal Credit, decimal Balance)
{
    public static AccountBalanceView Of(AccountBalance balance, IReadOnlyDictionary<string, string> names, PostingTemplates? templates) => new(
        balance.Account,
        names.GetValueOrDefault(balance.Account) ?? templates?.Accounts.GetValueOrDefault(balance.Account)?.Name,
        balance.Debit.Currency.Code,
        balance.Debit.Amount,
        balance.Credit.Amount,
        balance.Balance.Amount);
}
