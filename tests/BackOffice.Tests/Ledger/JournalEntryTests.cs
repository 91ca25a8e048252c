using BackOffice.Closing.Domain;
using BackOffice.Ledger.Domain;
using BackOffice.Payroll;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Ledger;

public sealed class JournalEntryTests
{
    private static readonly JournalHeader Header = new()
    {
        Id = "payroll-acme-2026-11-regular",
        Tenant = "acme",
        Ledger = LedgerName.Payroll,
        Day = new LocalDate(2026, 11, 27),
        Period = new Period(2026, 11),
        Description = "Pay of November",
        Source = "acme-2026-11-regular",
    };

    [Fact]
    public void An_entry_that_does_not_balance_cannot_be_made()
    {
        var refusal = Assert.Throws<JournalEntryException>(() => JournalEntry.Of(Header, Debit("641", 100), Credit("421", 99.99m)));

        Assert.Equal("Debit is 100.00 EUR and credit is 99.99 EUR.", refusal.Problem);
    }

    [Fact]
    public void An_entry_has_its_total_and_keeps_the_order_of_its_lines()
    {
        var entry = JournalEntry.Of(Header, Debit("641", 60), Debit("642", 40), Credit("421", 100));

        Assert.Equal(Money.Euros(100), entry.Total);
        Assert.Equal(["641", "642", "421"], entry.Lines.Select(line => line.Account));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("0.001")]
    public void A_line_is_above_zero_and_in_whole_cents(string amount)
        => Assert.Throws<JournalEntryException>(() => JournalEntry.Of(Header, Debit("641", PayCases.Amount(amount)), Credit("421", PayCases.Amount(amount))));

    [Fact]
    public void Currencies_do_not_mix_in_an_entry()
        => Assert.Throws<JournalEntryException>(() => JournalEntry.Of(Header, Debit("641", 1), Credit("421", 1) with { Amount = new Money(1, Currency.Ron) }));

    [Theory]
    [InlineData("Ünsafe")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a|b")]
    public void An_id_is_fit_for_a_key(string id)
        => Assert.Throws<JournalEntryException>(() => JournalEntry.Of(Header with { Id = id }, Debit("641", 1), Credit("421", 1)));

    [Fact]
    public void A_lone_line_is_no_entry()
        => Assert.Throws<JournalEntryException>(() => JournalEntry.Of(Header, Debit("641", 1)));

    [Fact]
    public void A_reversal_points_at_the_entry_and_leaves_nothing_of_it()
    {
        var entry = JournalEntry.Of(Header, Debit("641", 60), Debit("642", 40), Credit("421", 100));
        var reversal = entry.Reversal(new LocalDate(2026, 12, 2), "Paid to the wrong people");

        var balance = new TrialBalance();
        balance.Add(entry.Lines);
        balance.Add(reversal.Lines);
        Assert.Equal(entry.Id, reversal.Header.Reverses);
        Assert.Equal(new Period(2026, 11), reversal.Header.Period);
        Assert.All(balance.Accounts, account => Assert.Equal(Money.Euros(0), account.Balance));
        Assert.Equal(3, balance.Accounts.Count);
    }

    [Fact]
    public void A_trial_balance_is_kept_by_account_and_currency()
    {
        var balance = new TrialBalance();
        balance.Add([Debit("641", 60), Credit("421", 60), Credit("421", 5), Debit("421", 1) with { Amount = new Money(7, Currency.Ron) }]);

        Assert.Equal(
            ["421 0.00 EUR 65.00 EUR -65.00 EUR", "421 7.00 RON 0.00 RON 7.00 RON", "641 60.00 EUR 0.00 EUR 60.00 EUR"],
            balance.Accounts.Select(account => $"{account.Account} {account.Debit} {account.Credit} {account.Balance}"));
    }

    private static JournalLine Debit(string account, decimal amount) => new(account, CostCentre: null, EntrySide.Debit, Money.Euros(amount), "pay.base");

    private static JournalLine Credit(string account, decimal amount) => new(account, CostCentre: null, EntrySide.Credit, Money.Euros(amount), "pay.base");
}
