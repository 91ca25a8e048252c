using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Notifications.Domain;
using NodaTime;

namespace BackOffice.Invoicing.View;

/// <summary>What a country adds to an invoice, term by term: whatever a country adds one day is shown too, once it has a label.</summary>
internal static class NationalView
{
    private static readonly FrozenDictionary<Language, JsonSerializerOptions> Json =
        Languages.All.ToFrozenDictionary(language => language, language => InvoiceJson.WithDays(new DayConverter(InvoiceLabels.Of(language))));

    public static string Write(Invoice invoice, InvoiceLabels labels)
        => Country(labels.Word("italy"), Italian(invoice, labels), labels) + Country(labels.Word("poland"), Polish(invoice, labels), labels);

    private static IEnumerable<(string Where, object? Record)> Italian(Invoice invoice, InvoiceLabels labels) =>
    [
        ("", invoice.Italy),
        (labels.Word("seller"), invoice.Seller.Italy),
        (labels.Word("buyer"), invoice.Buyer.Italy),
        (labels.Word("payee"), invoice.Payee?.Italy),
        (labels.Word("taxRepresentative"), invoice.TaxRepresentative?.Italy),
        .. invoice.AllowancesAndCharges.Select(entry => (labels.Word("pensionFund"), (object?)entry.Italy)),
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
        .. invoice.Lines.Select(line => ($"# {line.Id}", (object?)WithoutShownUnit(line, labels))),
    ];

    private static string Country(string country, IEnumerable<(string Where, object? Record)> records, InvoiceLabels labels)
        => Html.Section($"{labels.Word("national")}: {country}", Html.Facts(records.Where(entry => entry.Record is not null).SelectMany(entry => Terms(entry.Record!, entry.Where, labels))));

    /// <summary>The unit as the seller wrote it says nothing new where the quantity of the line shows the same word.</summary>
    private static PolishLine? WithoutShownUnit(InvoiceLine line, InvoiceLabels labels)
        => line.Poland is { UnitWord: { } word } poland && word == labels.Unit(line.Unit) ? poland with { UnitWord = null } : line.Poland;

    /// <summary>The terms of a record of a country by their labels.</summary>
    public static IEnumerable<(string Name, string? Value)> Terms(object record, string where, InvoiceLabels labels)
        => Terms(JsonSerializer.SerializeToNode(record, record.GetType(), Json[labels.Language]), where, labels);

    private static IEnumerable<(string Name, string? Value)> Terms(JsonNode? node, string name, InvoiceLabels labels) => node switch
    {
        JsonObject terms => terms.SelectMany(term => Terms(term.Value, name.Length == 0 ? labels.National[term.Key] : $"{name} · {labels.National[term.Key]}", labels)),
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

    /// <summary>Days as the reader writes them; a text that only looks like one stays as it is.</summary>
    private sealed class DayConverter(InvoiceLabels labels) : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("A page is only written.");

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(labels.Day(value));
    }
}
