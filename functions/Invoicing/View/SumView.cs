using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.View;

/// <summary>Allowances and charges, the VAT, and what is to be paid.</summary>
internal sealed class SumView(InvoiceLabels labels, Invoice invoice)
{
    public string Write() => Allowances() + Breakdown() + Totals();

    private string Allowances() => Html.Section(labels.Word("allowances"), Html.Facts(invoice.AllowancesAndCharges.Select(allowance =>
        (labels.Word(allowance.IsCharge ? "charge" : "allowance"), (string?)$"{LineView.Words(allowance, labels, invoice.Currency)} · {labels.Word("vat")} {labels.Vat(allowance.Vat)}"))));

    private string Breakdown() => Html.Table(
        labels.Word("breakdown"),
        [new(labels.Word("category"), IsNumber: false), new(labels.Word("rate"), IsNumber: true), new(labels.Word("taxable"), IsNumber: true), new(labels.Word("tax"), IsNumber: true)],
        invoice.Vat.Select(share => (IReadOnlyList<string>)
        [
            Html.Text(InvoiceLabels.Coded(share.Category.Code, labels.VatCategories)) + Html.Facts((labels.Word("reason"), $"{share.ExemptionReason} {share.ExemptionCode}".Trim())),
            Html.Text(share.Category.Rate is { } rate ? labels.Percent(rate) : ""),
            Html.Text(labels.Amount(share.Base, invoice.Currency)),
            Html.Text(labels.Amount(share.Tax, invoice.Currency)),
        ]));

    private string Totals()
    {
        var sums = invoice.Sums;
        (string, string?) Sum(string word, decimal? amount) => (labels.Word(word), labels.Amount(amount, invoice.Currency));
        var due = sums.Due is null ? "" : $"""<p class="due">{Html.Text(labels.Word("due"))} <strong>{Html.Text(labels.Amount(sums.Due, invoice.Currency))} {Html.Text(invoice.Currency)}</strong></p>""";
        return $"""
            <section class="totals"><h2>{Html.Text(labels.Word("totals"))}</h2>{Html.Facts(
                Sum("sumOfLines", sums.Lines),
                Sum("sumOfAllowances", sums.Allowances),
                Sum("sumOfCharges", sums.Charges),
                Sum("withoutVat", sums.WithoutVat),
                Sum("totalVat", sums.Vat),
                (labels.Word("vatInAccounting"), sums.VatInAccountingCurrency is { } vat ? $"{labels.Amount(vat, invoice.VatCurrency ?? "")} {invoice.VatCurrency}" : invoice.VatCurrency),
                Sum("withVat", sums.WithVat),
                Sum("prepaid", sums.Prepaid),
                Sum("rounding", sums.Rounding))}{due}</section>
            """;
    }
}
