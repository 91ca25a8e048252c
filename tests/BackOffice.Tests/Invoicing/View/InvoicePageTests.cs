using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;
using BackOffice.Notifications.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.View;

public sealed class InvoicePageTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new IsoDateJsonConverter() } };

    public static TheoryData<Language> All { get; } = [.. Languages.All];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_term_of_an_invoice_is_on_its_page(Language language)
    {
        var page = InvoicePage.Render(SampleInvoice.WithEveryTerm, language);
        var labels = InvoiceLabels.Of(language);

        var hidden = Leaves(JsonSerializer.SerializeToNode(SampleInvoice.WithEveryTerm, Json), "").Where(leaf => !Shown(leaf.Value, page, labels)).Select(leaf => leaf.Path).ToList();

        // Shown in words: the type, the units and the kind of file; a file is not shown inside the page.
        Assert.Equal(["attachments[1].content", "lines[1].price.baseUnit", "lines[1].unit", "lines[2].unit", "typeCode"], hidden.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_page_is_well_formed_and_in_its_language(Language language)
    {
        var page = XDocument.Parse(InvoicePage.Render(SampleInvoice.WithEveryTerm, language).Replace("<!doctype html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
            .Replace("initial-scale=1\">", "initial-scale=1\"/>", StringComparison.Ordinal).Replace("noindex\">", "noindex\"/>", StringComparison.Ordinal).Replace("<br>", "<br/>", StringComparison.Ordinal));

        Assert.Equal(Languages.CodeOf(language), page.Root?.Attribute("lang")?.Value);
        Assert.StartsWith(InvoiceLabels.Of(language).Types["380"], page.Descendants("h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_stranger_wrote_is_never_markup()
    {
        var page = InvoicePage.Render(SampleInvoice.WithEveryTerm with { Number = "<script>alert(1)</script>", Notes = [new InvoiceNote("\"><img src=x onerror=y>", "<b>")] }, Language.English);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_invoice_gives_the_same_page_whatever_the_culture_of_the_machine()
    {
        var page = InvoicePage.Render(SampleInvoice.WithEveryTerm, Language.Polish);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        try
        {
            Assert.Equal(page, InvoicePage.Render(SampleInvoice.WithEveryTerm, Language.Polish));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_a_country_adds_is_shown_term_by_term_whatever_it_is()
    {
        var record = new { Recipient = "ABC1234", Stamp = 2.00m, IsSplit = true, IsOld = false, Missing = (string?)null, Funds = new[] { new { Kind = "TC22", From = new LocalDate(2026, 1, 2) }, new { Kind = "TC04", From = new LocalDate(2026, 3, 4) } } };

        var terms = NationalView.Terms(record, "Seller", InvoiceLabels.Of(Language.English));

        Assert.Equal(
            [("Seller · recipient", "ABC1234"), ("Seller · stamp", "2"), ("Seller · is split", "yes"), ("Seller · funds 1 · kind", "TC22"), ("Seller · funds 1 · from", "2026-01-02"), ("Seller · funds 2 · kind", "TC04"), ("Seller · funds 2 · from", "2026-03-04")],
            terms);
    }

    [Fact]
    public void An_empty_invoice_has_a_page_too() => Assert.Contains("<main>", InvoicePage.Render(new Invoice(), Language.Romanian), StringComparison.Ordinal);

    [Fact]
    public void The_four_languages_name_the_same_things()
    {
        static IEnumerable<string> Keys(InvoiceLabels labels) => [.. labels.Words.Keys, .. labels.Types.Keys, .. labels.VatCategories.Keys, .. labels.PaymentMeans.Keys, .. labels.Units.Keys, .. labels.TaxPoints.Keys];

        Assert.All(Languages.All, language => Assert.Equal(Keys(InvoiceLabels.Of(Language.English)), Keys(InvoiceLabels.Of(language))));
        Assert.All(Languages.All, language => Assert.All(InvoiceLabels.Of(language).Words.Values, Assert.NotEmpty));
    }

    /// <summary>A number is shown as an amount, a quantity or a rate; a day as the language writes it.</summary>
    private static bool Shown(JsonValue value, string page, InvoiceLabels labels)
    {
        IEnumerable<string?> forms = value.GetValueKind() switch
        {
            JsonValueKind.Number => [labels.Amount(value.GetValue<decimal>(), "EUR"), labels.Number(value.GetValue<decimal>())],
            _ when NodaTime.Text.LocalDatePattern.Iso.Parse(value.ToString()) is { Success: true } day => [labels.Day(day.Value)],
            _ => [value.ToString().Replace("\n", "<br>", StringComparison.Ordinal)],
        };
        return forms.Any(form => page.Contains(WebUtility.HtmlEncode(form!).Replace("&lt;br&gt;", "<br>", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, JsonValue Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject terms => terms.SelectMany(term => Leaves(term.Value, path.Length == 0 ? term.Key : $"{path}.{term.Key}")),
        JsonArray items => items.SelectMany((item, index) => Leaves(item, $"{path}[{index + 1}]")),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number && value.ToString().Length > 0 => [(path, value)],
        _ => [],
    };
}
