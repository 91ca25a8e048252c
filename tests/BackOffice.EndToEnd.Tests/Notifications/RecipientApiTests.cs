using System.Net;
using System.Net.Http.Json;
using BackOffice.Documents;
using BackOffice.TestKit;

namespace BackOffice.Notifications;

public sealed class RecipientApiTests(RecipientApiTests.Fixture fixture) : IClassFixture<RecipientApiTests.Fixture>
{
    private readonly DocumentsApp app = fixture.App;

    [Fact]
    public async Task A_recipient_is_added_read_and_changed_by_who_has_seen_it()
    {
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("ana", new { channels = new[] { "email" }, email = "ana@acme.example", language = "pl", quietHours = new { from = "20:00", to = "07:00" } })).Status);
        var (read, tag) = await GetAsync("ana");
        Assert.Equal(("ana@acme.example", "pl", "20:00"), (read.GetProperty("email").GetString(), read.GetProperty("language").GetString(), read.GetProperty("quietHours").GetProperty("from").GetString()));

        (await PutAsync("ana", new { channels = new[] { "email" }, email = "other@acme.example" })).AssertRefused(HttpStatusCode.PreconditionRequired, "etag-missing");
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("ana", new { channels = new[] { "email" }, email = "other@acme.example" }, tag)).Status);
        (await PutAsync("ana", new { channels = new[] { "email" }, email = "third@acme.example" }, tag)).AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch");
        Assert.Equal("other@acme.example", (await GetAsync("ana")).Json.GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("""{"channels":["email"]}""", "needs an 'email'")]
    [InlineData("""{"channels":["webhook"]}""", "needs a 'webhookUrl'")]
    [InlineData("""{"email":"ana"}""", "'email' is no mail address")]
    [InlineData("""{"email":"Ana <ana@acme.example>"}""", "'email' is no mail address")]
    [InlineData("""{"email":"ana@acme.example\r\nBcc: x@y.example"}""", "'email' is no mail address")]
    [InlineData("""{"webhookUrl":"http://acme.example"}""", "not https")]
    [InlineData("""{"zone":"Europe/Atlantis"}""", "no IANA time zone")]
    [InlineData("""{"quietHours":{"from":"25:00","to":"07:00"}}""", "'quietHours'")]
    [InlineData("""{"optOuts":["approval.requested"]}""", "cannot be opted out of")]
    [InlineData("""{"channels":["fax"]}""", "one of email, webhook")]
    public async Task What_makes_no_sense_is_refused_by_name(string body, string problem)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await app.AskAsync(HttpMethod.Put, "acme/recipients/wrong", new Asking(DocumentsApp.Admin, Content: content));

        answer.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(problem, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_never_shown_and_both_sign_for_a_day()
    {
        await PutAsync("erp", new { channels = new[] { "webhook" }, webhookUrl = "https://erp.example/hook" });
        Assert.Equal(HttpStatusCode.Accepted, (await app.CommandAsync("acme/recipients/erp/webhook-secret", new { secret = WebhookReceiver.Secret }, DocumentsApp.Admin)).Status);
        var second = await app.CommandAsync("acme/recipients/erp/webhook-secret", new { secret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, DocumentsApp.Admin);

        Assert.InRange(second.Json.GetProperty("previousSignsUntil").GetDateTimeOffset(), app.Time.GetUtcNow().AddHours(23), app.Time.GetUtcNow().AddHours(24));
        Assert.DoesNotContain("whsec", second.Text + (await GetAsync("erp")).Json, StringComparison.Ordinal);
        var row = (await new NotificationsWorld(app.Account).Recipients.GetEntityIfExistsAsync<RecipientRow>(RecipientDirectory.Partition("acme"), "erp")).Value!;
        Assert.Equal(["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", WebhookReceiver.Secret], row.SecretsAt(app.Time.GetUtcNow()));
        Assert.Single(row.SecretsAt(app.Time.GetUtcNow().AddHours(25)));
        (await app.CommandAsync("acme/recipients/erp/webhook-secret", new { secret = "short" }, DocumentsApp.Admin)).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task An_erased_id_is_never_used_again()
    {
        await PutAsync("leaver", new { channels = new[] { "email" }, email = "leaver@acme.example" });
        await app.CommandAsync("acme/recipients/leaver/erase", new { reason = "Left the company" }, DocumentsApp.Admin);

        (await PutAsync("leaver", new { channels = new[] { "email" }, email = "new@acme.example" })).AssertRefused(HttpStatusCode.Conflict, "recipient-erased");
        (await app.CommandAsync("acme/recipients/nobody/erase", new { reason = "Left the company" }, DocumentsApp.Admin)).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("paola", HttpStatusCode.Forbidden)]
    [InlineData("andrei", HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    public async Task The_directory_is_for_those_who_keep_it_and_those_who_audit_it(string user, HttpStatusCode status)
        => Assert.Equal(status, (await app.GetAsync("acme/recipients", user)).Status);

    private Task<Answer> PutAsync(string id, object body, string? tag = null) => SendAsync(HttpMethod.Put, id, body, tag);

    private async Task<Answer> SendAsync(HttpMethod method, string id, object body, string? tag)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/acme/recipients/{id}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        using var response = await app.SendAsync(request, new Asking(DocumentsApp.Admin));
        return await Answer.ReadAsync(response);
    }

    private async Task<(System.Text.Json.JsonElement Json, string Tag)> GetAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/acme/recipients/{id}", UriKind.Relative));
        using var response = await app.SendAsync(request, new Asking(DocumentsApp.Admin));
        return ((await Answer.ReadAsync(response)).Json, response.Headers.ETag!.ToString());
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private DocumentsApp? running;

        internal DocumentsApp App => running!;

        public async ValueTask InitializeAsync() => running = await NotificationFlowTests.StartAsync();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
