using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats;

/// <summary>
/// How to pay, in one form whatever the syntax: UBL and CII repeat the means for each account, where EN 16931-1 has one group (BG-16)
/// with several accounts (BG-17).
/// </summary>
internal static class PaymentInstructions
{
    /// <summary>Adds to an instruction the accounts of those right after it that differ in nothing else; what the payer quotes and the words of the means are often said only once.</summary>
    public static IReadOnlyList<PaymentInstruction> Merged(IReadOnlyList<PaymentInstruction> payments)
    {
        List<PaymentInstruction> merged = [];
        foreach (var payment in payments)
        {
            if (merged.Count > 0 && payment.Accounts.Count > 0 && merged[^1] is { Accounts.Count: > 0 } before && payment with { Accounts = before.Accounts, Remittance = payment.Remittance ?? before.Remittance, MeansText = payment.MeansText ?? before.MeansText } == before)
            {
                merged[^1] = before with { Accounts = [.. before.Accounts, .. payment.Accounts] };
            }
            else
            {
                merged.Add(payment);
            }
        }

        return merged;
    }

    /// <summary>Gives the direct debits the identifier of the creditor, which both syntaxes write elsewhere; where there is no direct debit, the first instruction becomes one.</summary>
    public static IReadOnlyList<PaymentInstruction> WithCreditor(IReadOnlyList<PaymentInstruction> payments, string creditor)
    {
        if (payments.Count == 0)
        {
            return [new PaymentInstruction { DirectDebit = new DirectDebit(Mandate: null, creditor, Account: null) }];
        }

        var first = payments.FirstOrDefault(payment => payment.DirectDebit is not null) ?? payments.FirstOrDefault(payment => payment.MeansCode is "49" or "59") ?? payments[0];
        return
        [
            .. payments.Select(payment => payment.DirectDebit is { } debit ? payment with { DirectDebit = debit with { CreditorId = creditor } }
                : ReferenceEquals(payment, first) ? payment with { DirectDebit = new DirectDebit(Mandate: null, creditor, Account: null) } : payment),
        ];
    }

    /// <summary>
    /// What can be written: EN 16931-1 has one means and one reference for the payer, so those that name another means stay away, and
    /// another reference is not written. One instruction an account, as both syntaxes have them.
    /// </summary>
    public static IEnumerable<(PaymentInstruction Payment, CreditAccount? Account)> ByAccount(IReadOnlyList<PaymentInstruction> payments)
    {
        var means = payments.Select(payment => payment.MeansCode).FirstOrDefault(code => code.Length > 0);
        var remittance = payments.Select(payment => payment.Remittance).FirstOrDefault(text => text is not null);
        return payments.Where(payment => payment.MeansCode == means)
            .Select(payment => payment.Remittance == remittance ? payment : payment with { Remittance = null })
            .SelectMany(payment => payment.Accounts.Count == 0 ? [(payment, null)] : payment.Accounts.Select(account => (payment, (CreditAccount?)account)));
    }
}
