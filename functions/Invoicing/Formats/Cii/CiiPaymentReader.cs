using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Reads how to pay. CII repeats the means for each account, and has what the payer quotes, the mandate and the creditor once for all.</summary>
internal sealed class CiiPaymentReader(NodeReading take, RawNode? settlement)
{
    public IReadOnlyList<PaymentInstruction> Read()
    {
        var remittance = take.Text(settlement.Ram("PaymentReference"));
        List<PaymentInstruction> payments = [.. settlement.AllRam("SpecifiedTradeSettlementPaymentMeans").Select(means => Instruction(means) with { Remittance = remittance })];
        if (payments.Count == 0 && remittance is not null)
        {
            payments = [new PaymentInstruction { Remittance = remittance }];
        }

        var mandate = take.Text(settlement.Ram("SpecifiedTradePaymentTerms").Ram("DirectDebitMandateID"));
        var debited = Mandated(payments, mandate);
        return PaymentInstructions.Merged(take.Text(settlement.Ram("CreditorReferenceID")) is { } creditor ? PaymentInstructions.WithCreditor(debited, creditor) : debited);
    }

    private static List<PaymentInstruction> Mandated(List<PaymentInstruction> payments, string? mandate)
    {
        if (mandate is null)
        {
            return payments;
        }

        var at = payments.FindIndex(payment => payment.DirectDebit is not null);
        at = at < 0 ? payments.FindIndex(payment => payment.MeansCode is "49" or "59") : at;
        var debit = new DirectDebit(mandate, CreditorId: null, at < 0 ? null : payments[at].DirectDebit?.Account);
        if (payments.Count == 0)
        {
            return [new PaymentInstruction { DirectDebit = debit }];
        }

        payments[Math.Max(at, 0)] = payments[Math.Max(at, 0)] with { DirectDebit = debit };
        return payments;
    }

    private PaymentInstruction Instruction(RawNode means) => new()
    {
        MeansCode = take.Text(means.Ram("TypeCode")) ?? "",
        MeansText = take.Lines(means.Ram("Information")),
        Accounts = Account(means),
        Card = means.Ram("ApplicableTradeSettlementFinancialCard") is { } card ? new PaymentCard(take.Text(card.Ram("ID")) ?? "", take.Text(card.Ram("CardholderName"))) : null,
        DirectDebit = take.Text(means.Ram("PayerPartyDebtorFinancialAccount").Ram("IBANID")) is { } debited ? new DirectDebit(Mandate: null, CreditorId: null, debited) : null,
    };

    private IReadOnlyList<CreditAccount> Account(RawNode means)
    {
        var account = means.Ram("PayeePartyCreditorFinancialAccount");
        var bic = take.Text(means.Ram("PayeeSpecifiedCreditorFinancialInstitution").Ram("BICID"));
        return (take.Text(account.Ram("IBANID")) ?? take.Text(account.Ram("ProprietaryID")), take.Text(account.Ram("AccountName"))) is var (id, name) && (id ?? name ?? bic) is not null
            ? [new CreditAccount(id ?? "", name, bic)]
            : [];
    }
}
