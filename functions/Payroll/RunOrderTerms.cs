using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>What all payments of a run have in common: the employer's account, the day, the file.</summary>
public sealed class RunOrderTerms(PayrollStore store, PayGroups groups, PaymentRules rules)
{
    /// <summary>
    /// The day is chosen once: a try after midnight must ask for the same order. Whom people held is settled by now, since nobody is
    /// held while an order is built.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody was quicker: the step is tried again.</exception>
    internal async Task FixAsync(RunRow row, Actor actor, CancellationToken cancellationToken)
    {
        if (row.OrderDayText is not null)
        {
            return;
        }

        var earliest = NodaTime.LocalDate.Max(row.PayDay, actor.Tenant!.DayAt(actor.Now));
        row.OrderDayText = NodaTime.Text.LocalDatePattern.Iso.Format(rules.BankDayOnOrAfter(earliest, row.Currency));
        row.HasMarks = await store.AnyPersonAsync(row.Reference, cancellationToken);
        if (!await store.TryWriteAsync(row.Reference.Tenant, row.Note("ChooseDay", actor, $"Paid on {row.OrderDayText}."), actor.Now))
        {
            throw PayrollStore.Moved(row.Current);
        }
    }

    /// <summary>The terms of the run's present order; null where no payment file takes its currency.</summary>
    internal async Task<PaymentOrderTerms?> FindAsync(RunRow row, CancellationToken cancellationToken)
    {
        var group = await groups.FindAsync(row.Reference.Tenant, row.Group, row.PayDay, row.KnownAt!.Value, cancellationToken) ?? throw new InvalidOperationException($"The pay group of {row.RunId} is gone.");
        var account = group.Accounts[0];
        return PaymentOrderTerms.FormatOf(group.Currency) is { } format
            ? new PaymentOrderTerms(
                new Debtor(group.Employer.Name, Iban.Read(account.Iban).Value!) { Bic = account.Bic, Address = RunDebt.AddressOf(group.Employer.Address) },
                row.OrderDay!.Value,
                group.Currency,
                PaymentPurpose.Salary,
                format)
            : null;
    }
}
