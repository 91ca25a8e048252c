using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>FormaPlatnosci and OpisPlatnosci, and the means of payment of UNTDID 4461 (BT-81) that they are.</summary>
internal static class KsefPaymentForms
{
    /// <summary>"As agreed": forms that the list has no code for.</summary>
    private const string Agreed = "ZZZ";

    public static KsefMap<Invoice> OfInvoice { get; } = new KsefMap<Invoice>()
        .Choice("FormaPlatnosci", FormOf, WithForm)
        .Other("PlatnoscInna", "OpisPlatnosci", OtherForm, (invoice, text) => WithMeans(invoice, means => means with { MeansCode = Agreed, MeansText = text }));

    public static Invoice WithMeans(Invoice invoice, Func<PaymentInstruction, PaymentInstruction> change)
        => invoice with { Payments = [change(invoice.Payments is [var first, ..] ? first : new PaymentInstruction())] };

    private static PaymentForm? FormOf(Invoice invoice) => First(invoice) switch
    {
        null or { MeansCode: "" } => null,
        { MeansCode: Agreed, MeansText: null } => KsefFields.Known(invoice.Poland?.Payment?.Form),
        { MeansCode: "10" } => PaymentForm.Cash,
        { MeansCode: "48" or "54" or "55" } => PaymentForm.Card,
        { MeansCode: "20" or "21" or "22" or "23" or "24" or "25" or "26" } => PaymentForm.Cheque,
        { MeansCode: "30" or "31" or "42" or "58" } => PaymentForm.Transfer,
        _ => null,
    };

    private static string? OtherForm(Invoice invoice)
        => First(invoice) is { MeansCode.Length: > 0 } means && FormOf(invoice) is null ? means.MeansText ?? $"UNTDID 4461: {means.MeansCode}" : null;

    private static Invoice WithForm(Invoice invoice, PaymentForm form)
    {
        var code = form switch
        {
            PaymentForm.Cash => "10",
            PaymentForm.Card => "48",
            PaymentForm.Cheque => "20",
            PaymentForm.Transfer => "30",
            _ => Agreed,
        };
        var paid = WithMeans(invoice, means => means with { MeansCode = code });
        var poland = paid.Poland ?? new PolishInvoice();
        return code == Agreed ? paid with { Poland = poland with { Payment = (poland.Payment ?? new PolishPayment()) with { Form = form } } } : paid;
    }

    private static PaymentInstruction? First(Invoice invoice) => invoice.Payments is [var first, ..] ? first : null;
}
