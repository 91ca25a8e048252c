using System.Collections.Frozen;
using BackOffice.Closing.Domain;
using BackOffice.Ledger;
using BackOffice.Ledger.Domain;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>Adds generated slips up as a run does: sums, totals, journal and payment order, which have to agree to the cent.</summary>
internal sealed class GeneratedRun(string country, Currency currency)
{
    private static readonly FrozenDictionary<string, PostingTemplates> Templates = PostingTemplateFiles.Read();
    private static readonly PersonCard Card = new() { Name = "Somebody", Language = "en", Iban = "PL61109010140000071219812874" };

    private readonly RunningTotals totals = new(currency);
    private RunSums sums = RunSums.None(currency);
    private decimal gross;
    private decimal withheld;
    private decimal net;
    private decimal ordered;
    private decimal returned;

    public void Add(PayCase pay, Payslip slip)
    {
        totals.Add(slip, pay);
        sums = sums.With(slip);
        (gross, withheld, net, returned) = (gross + slip.Gross, withheld + slip.Withheld, net + slip.Net, returned + slip.Of("net.returned"));
        if (slip.Net > 0)
        {
            var payable = RunDebt.PayableOf(new PayableKey(RunDebt.Salary, "run", slip.Person), Card, new Money(slip.Net, slip.Currency), slip.Period);
            Assert.True(payable.Amount.Amount > 0);
            ordered += payable.Amount.Amount;
        }
    }

    /// <summary>The sums over people are the totals, the totals are what the journal owes people, with what the bank gave back, and that is what the order pays.</summary>
    public void AssertAgrees()
    {
        var sealedTotals = totals.Seal();
        Assert.Equal((gross, withheld, net), (sums.Gross.Amount, sums.Withheld.Amount, sums.Net.Amount));
        Assert.Equal((gross, net), (sealedTotals.Sum(PayLineKind.Earning), sealedTotals.Net));
        Assert.Equal(sums.EmployerCost.Amount, sealedTotals.EmployerCost);

        var posted = PayrollPosting.Of(sealedTotals, Header, Templates[country]);
        Assert.Empty(posted.UnknownCodes);
        Assert.Equal(SumOf(posted.Entry!, EntrySide.Debit), SumOf(posted.Entry!, EntrySide.Credit));
        var back = PayrollPosting.PaymentOf(new Money(-returned, currency), Header, Templates[country]);
        Assert.Equal(net, OwedIn(posted.Entry!) + OwedIn(back));
        Assert.Equal(net, ordered);
    }

    private static JournalHeader Header => new()
    {
        Id = "payroll-generated",
        Tenant = "acme",
        Ledger = LedgerName.Payroll,
        Day = new(2026, 12, 31),
        Period = new(2026, 12),
        Description = "Pay",
        Source = "generated",
    };

    private decimal OwedIn(JournalEntry entry) => SumOf(entry, EntrySide.Credit, Templates[country].Payable) - SumOf(entry, EntrySide.Debit, Templates[country].Payable);

    private static decimal SumOf(JournalEntry entry, EntrySide side, string? account = null)
        => entry.Lines.Where(line => line.Side == side && (account is null || line.Account == account)).Sum(line => line.Amount.Amount);
}
