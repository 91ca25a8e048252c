using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.View;

/// <summary>The lines.</summary>
internal sealed class LineView(InvoiceLabels labels, string currency)
{
    public string Write(Invoice invoice) => Html.Table(
        labels.Word("lines"),
        [new("#", IsNumber: false), new(labels.Word("description"), IsNumber: false), new(labels.Word("quantity"), IsNumber: true), new(labels.Word("price"), IsNumber: true), new(labels.Word("vat"), IsNumber: false), new(labels.Word("amount"), IsNumber: true)],
        invoice.Lines.Select(line => (IReadOnlyList<string>)
        [
            Html.Text(line.Id),
            $"<strong>{Html.Text(line.Item.Name)}</strong>{Html.Facts(Details(line))}",
            Html.Text($"{labels.Number(line.Quantity)} {labels.Unit(line.Unit)}".Trim()),
            Html.Text(Price(line.Price)),
            Html.Text(labels.Vat(line.Vat)),
            Html.Text(labels.Amount(line.Amount, currency)),
        ]));

    /// <summary>An allowance or charge in one line: its amount, what it is a percentage of, and why.</summary>
    public static string Words(AllowanceCharge allowance, InvoiceLabels labels, string currency)
    {
        var share = (allowance.Percentage, allowance.Base) switch
        {
            ({ } percent, { } whole) => $"({labels.Percent(percent)} × {labels.Amount(whole, currency)})",
            ({ } percent, null) => $"({labels.Percent(percent)})",
            (null, { } whole) => $"({labels.Word("base")} {labels.Amount(whole, currency)})",
            _ => "",
        };
        return string.Join(' ', new[] { labels.Amount(allowance.Amount, currency), share, allowance.Reason, allowance.ReasonCode is null ? null : $"[{allowance.ReasonCode}]" }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private IEnumerable<(string Name, string? Value)> Details(InvoiceLine line) =>
    [
        (labels.Word("description"), line.Item.Description),
        (labels.Word("note"), line.Note),
        (labels.Word("sellerItem"), line.Item.SellerId),
        (labels.Word("buyerItem"), line.Item.BuyerId),
        (labels.Word("standardItem"), PartyView.Id(line.Item.StandardId)),
        .. line.Item.Classes.Select(found => (labels.Word("itemClass"), (string?)$"{found.Code} ({string.Join(' ', new[] { found.List, found.ListVersion }.Where(part => part is not null))})")),
        .. line.Item.Attributes.Select(attribute => (attribute.Name, (string?)attribute.Value)),
        (labels.Word("origin"), line.Item.OriginCountry),
        (labels.Word("period"), labels.Days(line.Period)),
        (labels.Word("orderLine"), line.OrderLine),
        (labels.Word("invoicedObject"), PartyView.Id(line.InvoicedObject)),
        (labels.Word("buyerAccounting"), line.BuyerAccounting),
        (labels.Word("grossPrice"), labels.Amount(line.Price.Gross, currency)),
        (labels.Word("discount"), labels.Amount(line.Price.Discount, currency)),
        .. line.AllowancesAndCharges.Select(allowance => (labels.Word(allowance.IsCharge ? "charge" : "allowance"), (string?)Words(allowance, labels, currency))),
    ];

    private string Price(LinePrice price)
    {
        var net = labels.Amount(price.Net, currency) ?? "";
        return (price.BaseQuantity, price.BaseUnit) is (null, null) ? net : $"{net} {labels.Word("per")} {labels.Number(price.BaseQuantity ?? 1)} {labels.Unit(price.BaseUnit)}".TrimEnd();
    }
}
