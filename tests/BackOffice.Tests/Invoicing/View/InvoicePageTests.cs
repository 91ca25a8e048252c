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
    public void What_a_country_adds_is_shown_term_by_term()
    {
        var record = new ItalianInvoice
        {
            IsOfArticle73 = true,
            IsSimplified = false,
            StampDuty = new ItalianStampDuty(Virtual: null, 2.00m),
            References = [new ItalianReference { Number = "2026-01-02", Date = new LocalDate(2026, 1, 2) }, new ItalianReference { Cig = "A01234B567", Date = new LocalDate(2026, 3, 4) }],
        };

        var terms = NationalView.Terms(record, "", InvoiceLabels.Of(Language.Italian)).Where(term => !term.Name.EndsWith("Tipologia", StringComparison.Ordinal));

        Assert.Equal(
            [("Bollo · Importo", "2"), ("Art. 73 DPR 633/72", "sì"), ("Documento collegato 1 · Numero", "2026-01-02"), ("Documento collegato 1 · Data", "02/01/2026"), ("Documento collegato 2 · Data", "04/03/2026"), ("Documento collegato 2 · CIG", "A01234B567")],
            terms);
    }

    [Theory]
    [InlineData(Language.Polish, "szt.", false)]
    [InlineData(Language.Polish, "sztuki", true)]
    [InlineData(Language.English, "szt.", true)]
    public void A_unit_in_the_words_of_the_seller_is_shown_where_the_quantity_does_not_show_it(Language language, string word, bool isShown)
    {
        var page = InvoicePage.Render(new Invoice { Lines = [new InvoiceLine { Id = "1", Quantity = 3, Unit = "H87", Poland = new PolishLine { UnitWord = word } }] }, language);

        Assert.Equal(isShown, page.Contains($"<dd>{word}</dd>", StringComparison.Ordinal));
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
