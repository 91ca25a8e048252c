using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BackOffice.Documents;

namespace BackOffice.Invoicing;

/// <summary>Electronic invoices over HTTP: three questions without a key, each answer compared with the OpenAPI document on the way.</summary>
public sealed class EInvoiceApiTests(EInvoiceFixture fixture) : IClassFixture<EInvoiceFixture>
{
    private const string Lot = "</FatturaElettronicaBody><FatturaElettronicaBody>";

    [Fact]
    public async Task An_invoice_is_judged_by_what_it_says_it_follows_and_by_its_schema()
    {
        var verdict = await JudgeAsync("", InvoicingSamples.Read("ubl-invoice.xml"));

        Assert.Equal("""{"format":"ubl-invoice","profile":"en16931","ruleSetVersion":"EN 16931 UBL 1.3.16","xsdValid":true,"verdict":"PASS","findings":[],"schemaFaults":[]}""", verdict.ToJsonString());
    }

    [Fact]
    public async Task What_is_asked_for_beats_detection_and_findings_have_all_their_members()
    {
        var verdict = await JudgeAsync("?profile=cius-ro", InvoicingSamples.Read("ubl-invoice.xml"));
        var finding = verdict["findings"]!.AsArray().First(finding => (string?)finding!["rule"] == "BR-RO-001")!;

        Assert.Equal(("cius-ro", "FAIL"), ((string?)verdict["profile"], (string?)verdict["verdict"]));
        Assert.Equal(["rule", "severity", "path", "term", "message"], finding.AsObject().Select(member => member.Key));
        Assert.Equal(("fatal", "/Invoice"), ((string?)finding["severity"], (string?)finding["path"]));
    }

    [Theory]
    [InlineData("<Invoice", "XML")]
    [InlineData("%PDF-1.7 %%EOF", "PDF")]
    [InlineData("<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>", "FORMAT")]
    public async Task What_cannot_be_judged_fails_and_says_why(string content, string rule)
    {
        var verdict = await JudgeAsync("", Encoding.UTF8.GetBytes(content));

        Assert.Equal(("FAIL", rule), ((string?)verdict["verdict"], (string?)Assert.Single(verdict["findings"]!.AsArray())!["rule"]));
        Assert.Null(verdict["ruleSetVersion"]);
    }

    [Theory]
    [InlineData("validate?profile=xrechnung", "en16931, peppol, cius-ro, fatturapa, ksef")]
    [InlineData("validate?profile=En16931", "en16931, peppol")]
    [InlineData("convert", "ubl, cii, fatturapa, ksef, cius-ro, peppol")]
    [InlineData("convert?to=pdf", "ubl, cii")]
    [InlineData("convert?to=ubl&invoice=0", "a number from 1")]
    [InlineData("view?lang=de", "it, ro, pl, en")]
    public async Task A_word_that_is_none_of_a_set_is_refused_with_the_set(string question, string words)
    {
        var answer = await AskAsync(question, InvoicingSamples.Read("ubl-invoice.xml"));

        answer.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("convert?to=ubl")]
    [InlineData("view")]
    public async Task An_empty_body_and_one_that_is_too_large_are_refused(string question)
    {
        (await AskAsync(question, [])).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await AskAsync(question, new byte[EInvoiceFixture.MostBytes + 1])).AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task An_invoice_becomes_another_format_and_what_was_lost_is_listed()
    {
        var answer = await AskAsync("convert?to=cii", InvoicingSamples.Read("ubl-invoice.xml"));
        var converted = ReadAnswer(answer);
        var verdict = await JudgeAsync("", Encoding.UTF8.GetBytes((string)converted["content"]!));

        Assert.Equal(("ubl-invoice", "cii"), ((string?)converted["from"], (string?)converted["to"]));
        Assert.Equal(["from", "to", "content", "lost", "notRead"], converted.Select(member => member.Key));
        Assert.Equal(("cii", "PASS"), ((string?)verdict["format"], (string?)verdict["verdict"]));
    }

    [Fact]
    public async Task Who_asks_for_XML_gets_the_document_itself()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/acme/einvoices/convert?to=ubl", UriKind.Relative)) { Content = new ByteArrayContent(InvoicingSamples.Read("cii-invoice.xml")) };
        request.Headers.Accept.ParseAdd("application/json;q=0.5, application/xml");
        using var response = await fixture.App.SendAsync(request, new Asking());
        var verdict = await JudgeAsync("", await response.Content.ReadAsByteArrayAsync());

        Assert.Equal((HttpStatusCode.OK, "application/xml"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(("ubl-invoice", "PASS"), ((string?)verdict["format"], (string?)verdict["verdict"]));
        Assert.All(["x-invoice-lost", "x-invoice-not-read"], header => Assert.Matches("^[0-9]+$", Assert.Single(response.Headers.GetValues(header))));
    }

    [Fact]
    public async Task What_a_format_needs_and_the_invoice_lacks_is_named_and_nothing_is_written()
    {
        var answer = await AskAsync("convert?to=fatturapa", InvoicingSamples.Read("cius-ro-invoice.xml"));

        answer.AssertRefused(HttpStatusCode.UnprocessableEntity, "terms-missing");
        Assert.Contains(ReadAnswer(answer)["missing"]!.AsArray(), term => ((string?)term!["term"])?.Length > 0 && ((string?)term["why"])?.Length > 0);
        Assert.Null(ReadAnswer(answer)["content"]);
    }

    [Fact]
    public async Task Of_a_lot_one_invoice_is_asked_for()
    {
        var text = Encoding.UTF8.GetString(InvoicingSamples.Read("fatturapa-everything.xml"));
        var (begin, end) = (text.IndexOf("<FatturaElettronicaBody>", StringComparison.Ordinal), text.IndexOf("</FatturaElettronicaBody>", StringComparison.Ordinal));
        var body = text[(begin + "<FatturaElettronicaBody>".Length)..end];
        var lot = Encoding.UTF8.GetBytes(text.Insert(end, Lot + body));
        var which = await AskAsync("convert?to=fatturapa", lot);

        which.AssertRefused(HttpStatusCode.UnprocessableEntity, "several-invoices");
        Assert.Equal(2, (int)ReadAnswer(which)["invoices"]!);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("convert?to=fatturapa&invoice=2", lot)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("view?invoice=1", lot)).Status);
        (await AskAsync("view?invoice=3", lot)).AssertRefused(HttpStatusCode.UnprocessableEntity, "several-invoices");
    }

    [Theory]
    [InlineData("convert?to=ubl")]
    [InlineData("view?lang=pl")]
    public async Task What_is_not_read_as_an_invoice_is_refused_with_the_finding(string question)
    {
        var answer = await AskAsync(question, InvoicingSamples.Read("sdi-rejection.xml"));

        answer.AssertRefused(HttpStatusCode.UnprocessableEntity, "unreadable-invoice");
        Assert.Equal("FORMAT", (string?)ReadAnswer(answer)["finding"]!["rule"]);
    }

    [Theory]
    [InlineData("", "en")]
    [InlineData("?lang=it", "it")]
    [InlineData("?lang=ro", "ro")]
    [InlineData("?lang=pl", "pl")]
    public async Task An_invoice_is_a_page_in_the_reader_s_language(string query, string language)
    {
        var page = await AskAsync($"view{query}", InvoicingSamples.Read("cii-invoice.xml"));

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.ContentType));
        Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
    }

    private async Task<JsonObject> JudgeAsync(string query, byte[] content)
    {
        var answer = await AskAsync($"validate{query}", content);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        return ReadAnswer(answer);
    }

    private static JsonObject ReadAnswer(Answer answer) => JsonNode.Parse(answer.Text)!.AsObject();

    private Task<Answer> AskAsync(string question, byte[] content)
        => fixture.App.AskAsync(HttpMethod.Post, $"acme/einvoices/{question}", new Asking(Content: new ByteArrayContent(content)));
}
