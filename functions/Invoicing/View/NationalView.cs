using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.View;

/// <summary>What a country adds to an invoice, term by term under the names of the model: whatever a country adds one day is shown too.</summary>
internal static class NationalView
{
    public static string Write(Invoice invoice, InvoiceLabels labels)
        => Country(labels.Word("italy"), Italian(invoice, labels), labels) + Country(labels.Word("poland"), Polish(invoice, labels), labels);

    private static IEnumerable<(string Where, object? Record)> Italian(Invoice invoice, InvoiceLabels labels) =>
    [
        ("", invoice.Italy),
        (labels.Word("seller"), invoice.Seller.Italy),
        (labels.Word("buyer"), invoice.Buyer.Italy),
        (labels.Word("payee"), invoice.Payee?.Italy),
        (labels.Word("taxRepresentative"), invoice.TaxRepresentative?.Italy),
        .. invoice.AllowancesAndCharges.Select(entry => (labels.Word(entry.IsCharge ? "charge" : "allowance"), (object?)entry.Italy)),
        .. invoice.Payments.Select(payment => (labels.Word("payment"), (object?)payment.Italy)),
        .. invoice.Attachments.Select(attachment => ($"{labels.Word("attachments")} {attachment.Reference}", (object?)attachment.Italy)),
        .. invoice.Vat.Select(share => ($"{labels.Word("vat")} {labels.Vat(share.Category)}", (object?)share.Italy)),
        .. invoice.Lines.Select(line => ($"# {line.Id}", (object?)line.Italy)),
    ];

    private static IEnumerable<(string Where, object? Record)> Polish(Invoice invoice, InvoiceLabels labels) =>
    [
        ("", invoice.Poland),
        (labels.Word("seller"), invoice.Seller.Poland),
        (labels.Word("buyer"), invoice.Buyer.Poland),
        (labels.Word("payee"), invoice.Payee?.Poland),
        (labels.Word("taxRepresentative"), invoice.TaxRepresentative?.Poland),
        .. invoice.Preceding.Select(preceding => ($"{labels.Word("preceding")} {preceding.Number}", (object?)preceding.Poland)),
        .. invoice.Payments.SelectMany(payment => payment.Accounts).Select(account => ($"{labels.Word("account")} {account.Id}", (object?)account.Poland)),
        .. invoice.Vat.Select(share => ($"{labels.Word("vat")} {labels.Vat(share.Category)}", (object?)share.Poland)),
        .. invoice.Lines.Select(line => ($"# {line.Id}", (object?)line.Poland)),
    ];

    private static string Country(string country, IEnumerable<(string Where, object? Record)> records, InvoiceLabels labels)
        => Html.Section($"{labels.Word("national")}: {country}", Html.Facts(records.Where(entry => entry.Record is not null).SelectMany(entry => Terms(entry.Record!, entry.Where, labels))));

    /// <summary>The terms of a record, whatever it is, by their names in the model.</summary>
    public static IEnumerable<(string Name, string? Value)> Terms(object record, string where, InvoiceLabels labels)
        => Terms(JsonSerializer.SerializeToNode(record, record.GetType(), InvoiceJson.Options), where, labels);

    private static IEnumerable<(string Name, string? Value)> Terms(JsonNode? node, string name, InvoiceLabels labels) => node switch
    {
        JsonObject terms => terms.SelectMany(term => Terms(term.Value, name.Length == 0 ? Words(term.Key) : $"{name} · {Words(term.Key)}", labels)),
        JsonArray items => items.SelectMany((item, index) => Terms(item, items.Count == 1 ? name : $"{name} {labels.Number(index + 1)}", labels)),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.Number => [(name, labels.Number(value.GetValue<decimal>()))],
            JsonValueKind.True => [(name, labels.Word("yes"))],
            JsonValueKind.False => [],
            _ => [(name, value.ToString())],
        },
        _ => [],
    };

    /// <summary><c>taxRegime</c> as words: tax regime.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            words.Append(char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString());
        }

        return words.ToString();
    }
}
