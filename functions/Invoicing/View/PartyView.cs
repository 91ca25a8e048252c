using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.View;

/// <summary>Who takes part, and where it was delivered.</summary>
internal sealed class PartyView(InvoiceLabels labels)
{
    public string Write(Invoice invoice) => $"""
        <div class="side">{Party("seller", invoice.Seller)}{Party("buyer", invoice.Buyer)}{Party("payee", invoice.Payee)}{Party("taxRepresentative", invoice.TaxRepresentative)}{Delivery(invoice.Delivery)}</div>
        """;

    public static string? Id(Identifier? id) => id is null ? null : id.Scheme is null ? id.Value : $"{id.Value} ({id.Scheme})";

    private string Party(string role, InvoiceParty? party) => party is null ? "" : Html.Section(
        labels.Word(role),
        $"""<p class="name">{Html.Text(party.Name)}</p>""",
        Address(party.Address),
        Html.Facts(
        [
            (labels.Word("tradingName"), party.TradingName),
            (labels.Word("vatId"), party.VatId),
            (labels.Word("taxRegistration"), party.TaxRegistration),
            (labels.Word("legalId"), Id(party.LegalId)),
            .. party.Ids.Select(id => (labels.Word("identifier"), Id(id))),
            (labels.Word("legalForm"), party.LegalForm),
            (labels.Word("electronicAddress"), Id(party.ElectronicAddress)),
            (labels.Word("contact"), party.Contact?.Name),
            (labels.Word("telephone"), party.Contact?.Telephone),
            (labels.Word("email"), party.Contact?.Email),
        ]));

    private string Delivery(InvoiceDelivery? delivery) => delivery is null ? "" : Html.Section(
        labels.Word("delivery"),
        Html.Facts(
            (labels.Word("deliveryName"), delivery.Name),
            (labels.Word("deliveryDate"), labels.Day(delivery.Date)),
            (labels.Word("deliveryLocation"), Id(delivery.Location)),
            (labels.Word("period"), labels.Days(delivery.Period))),
        Address(delivery.Address));

    private static string Address(InvoiceAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var place = string.Join(' ', new[] { address.PostCode, address.City, address.Subdivision, address.Country }.Where(part => !string.IsNullOrEmpty(part)));
        return $"<p>{string.Join("<br>", new[] { address.Line1, address.Line2, address.Line3, place }.Where(line => !string.IsNullOrEmpty(line)).Select(Html.Text))}</p>";
    }
}
