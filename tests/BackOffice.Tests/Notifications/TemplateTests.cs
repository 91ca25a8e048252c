using System.Text.Json;
using BackOffice.Documents;
using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using BackOffice.Notifications.Domain;

namespace BackOffice.Tests.Notifications;

public sealed class TemplateTests
{
    private const string Good = """
        { "event": "bill.due", "version": 1, "texts": {
            "it": { "subject": "Scade {{bill}}", "body": "{{amount}} entro il {{due}}" },
            "ro": { "subject": "Scadență {{bill}}", "body": "{{amount}} până la {{due}}" },
            "pl": { "subject": "Termin {{bill}}", "body": "{{amount}} do {{due}}" },
            "en": { "subject": "{{bill}} is due", "body": "{{amount}} by {{due}}" } } }
        """;

    [Theory]
    [InlineData(Language.Italian, "1.234,50 EUR entro il 30/11/2026")]
    [InlineData(Language.Romanian, "1.234,50 EUR până la 30.11.2026")]
    [InlineData(Language.Polish, "1\u00a0234,50 EUR do 30.11.2026")]
    [InlineData(Language.English, "1,234.50 EUR by 30/11/2026")]
    public void Amounts_and_dates_are_written_as_the_language_writes_them(Language language, string expected)
    {
        var text = Render(Good, language, """{ "bill": "B-7", "amount": "1234.50 EUR", "due": "2026-11-30" }""");

        Assert.Equal(expected, text.Body);
    }

    [Fact]
    public void An_amount_may_also_be_an_object()
        => Assert.Equal("1.234,50 EUR entro il 30/11/2026", Render(Good, Language.Italian, """{ "bill": "B-7", "amount": { "Amount": 1234.5, "Currency": "EUR" }, "due": "2026-11-30" }""").Body);

    [Fact]
    public void A_field_that_the_notification_lacks_is_an_error_and_never_half_a_mail()
    {
        var failure = Assert.Throws<TemplateException>(() => Render(Good, Language.Polish, """{ "bill": "B-7", "due": "2026-11-30" }"""));

        Assert.Equal("The template of bill.due names 'amount', which the notification does not have.", failure.Message);
    }

    [Fact]
    public void A_field_with_a_question_mark_may_be_absent()
        => Assert.Equal("B- is due", Render(Good.Replace("{{bill}}", "B-{{bill?}}", StringComparison.Ordinal), Language.English, """{ "amount": "1.00 EUR", "due": "2026-11-30" }""").Subject);

    [Fact]
    public void A_value_cannot_begin_a_new_line_of_the_mail()
        => Assert.Equal("B-7 Bcc: all is due", Render(Good, Language.English, """{ "bill": "B-7\r\nBcc: all", "amount": "1.00 EUR", "due": "2026-11-30" }""").Subject);

    [Theory]
    [InlineData("\"pl\":", "\"de\":", "'pl' is missing")]
    [InlineData("\"subject\": \"Termin {{bill}}\"", "\"title\": \"\"", "x.json, pl: 'subject' is missing")]
    [InlineData("Termin {{bill}}", "", "x.json, pl, subject: the text is empty")]
    [InlineData("Termin {{bill}}", "Termin {{bil}}", "pl and en do not name the same fields: bil, bill")]
    [InlineData("Termin {{bill}}", "Termin {{bill}", "x.json, pl, subject: a field is written {{name}}")]
    [InlineData("Termin {{bill}}", "Termin\\n{{bill}}", "x.json, pl: a subject is one line")]
    [InlineData("\"version\": 1,", "", "'version' is missing")]
    [InlineData("\"version\": 1,", "\"version\": 0,", "'version' a number from 1")]
    [InlineData("\"event\": \"bill.due\",", "", "'event' is missing")]
    [InlineData("} } }", "", "x.json: ")]
    public void A_template_that_is_wrong_is_named_with_its_place(string from, string to, string problem)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);

        var failure = Assert.Throws<TemplateException>(() => Template.Parse("x.json", Good.Replace(from, to, StringComparison.Ordinal)));

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_templates_of_one_event_end_the_start()
        => Assert.Throws<TemplateException>(() => new Templates([("a.json", Good), ("b.json", Good)]));

    [Fact]
    public void An_event_of_a_day_has_the_text_of_its_kind_and_an_unknown_one_none()
    {
        var templates = new Templates([("a.json", Good)]);

        Assert.Equal("bill.due", templates.Of("bill.due.2026-11-30").Event);
        Assert.Equal("There is no template of bill.paid.", Assert.Throws<TemplateException>(() => templates.Of("bill.paid")).Message);
    }

    [Fact]
    public void What_the_features_brought_along_can_be_read()
        => Assert.Contains(Templates.OfThisApp().All, template => template.Event == "document.routed");

    [Theory]
    [InlineData(DocumentState.Routed)]
    [InlineData(DocumentState.NeedsPerson)]
    [InlineData(DocumentState.Quarantined)]
    [InlineData(DocumentState.Refused)]
    [InlineData(DocumentState.Duplicate)]
    [InlineData(DocumentState.Annulled)]
    public void Whatever_is_told_of_documents_has_a_text_in_every_language(DocumentState state)
    {
        var row = new DocumentRow
        {
            PartitionKey = DocumentKeys.Partition("acme"),
            RowKey = DocumentRow.KeyOf("0a1b"),
            State = state,
            Destination = "supplier-invoices",
            QuarantineReason = "Empty",
            Year = 2026,
            Number = 7,
        };
        var templates = Templates.OfThisApp();

        foreach (var notice in new[] { DocumentNotices.Of(row), DocumentNotices.Reminder(row, "2026-11-30") })
        {
            Assert.All(Languages.All, language => Assert.DoesNotContain("{", templates.Of(notice.Event).Render(language, JsonDocument.Parse(notice.Body).RootElement).Body, StringComparison.Ordinal));
        }
    }

    private static RenderedText Render(string template, Language language, string body)
        => Template.Parse("x.json", template).Render(language, JsonDocument.Parse(body).RootElement);
}
