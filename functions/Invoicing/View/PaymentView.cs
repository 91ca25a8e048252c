using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.View;

/// <summary>How to pay.</summary>
internal sealed class PaymentView(InvoiceLabels labels)
{
    public string Write(Invoice invoice) => Html.Section(labels.Word("payment"), [Html.Facts((labels.Word("paymentTerms"), invoice.PaymentTerms)), .. invoice.Payments.Select(Payment)]);

    private string Payment(PaymentInstruction payment) => Html.Facts(
    [
        (labels.Word("means"), InvoiceLabels.Coded(payment.MeansCode, labels.PaymentMeans)),
        (labels.Word("meansText"), payment.MeansText),
        (labels.Word("remittance"), payment.Remittance),
        .. payment.Accounts.SelectMany(Account),
        (labels.Word("card"), payment.Card?.Number),
        (labels.Word("cardHolder"), payment.Card?.Holder),
        (labels.Word("cardNetwork"), payment.Card?.Network),
        (labels.Word("mandate"), payment.DirectDebit?.Mandate),
        (labels.Word("creditor"), payment.DirectDebit?.CreditorId),
        (labels.Word("debited"), payment.DirectDebit?.Account),
    ]);

    private IEnumerable<(string Name, string? Value)> Account(CreditAccount account) => [(labels.Word("account"), account.Id), (labels.Word("accountName"), account.Name), (labels.Word("bic"), account.Bic)];
}
