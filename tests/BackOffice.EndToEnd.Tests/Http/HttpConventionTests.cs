using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using BackOffice.Documents;
using BackOffice.Http.OpenApi;
using BackOffice.Notifications;
using BackOffice.TestKit;

namespace BackOffice.Http;

/// <summary>What docs/http-api.md promises callers, on documents.</summary>
public sealed class HttpConventionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly Asking Nobody = new(User: null) { HasAccessKey = false };

    private DocumentsApp App => fixture.App;

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/documents/{0}")]
    [InlineData("acme/documents/{0}/content")]
    public async Task A_record_that_has_not_changed_is_not_sent_again(string path)
    {
        var address = string.Format(null, path, fixture.Routed);
        using var first = await SendAsync(HttpMethod.Get, address);
        var tag = first.Headers.ETag!;
        using var second = await SendAsync(HttpMethod.Get, address, request => request.Headers.IfNoneMatch.Add(tag));
        using var other = await SendAsync(HttpMethod.Get, address, request => request.Headers.IfNoneMatch.ParseAdd("\"0123\""));

        Assert.False(tag.IsWeak);
        Assert.Equal((HttpStatusCode.NotModified, tag, ""), (second.StatusCode, second.Headers.ETag, await second.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.OK, tag), (other.StatusCode, other.Headers.ETag));
    }

    [Fact]
    public async Task A_decision_on_what_was_changed_since_is_refused_and_changes_nothing()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("invoice.xml", SampleDocuments.Invoice(1));
        var id = (await app.UntilAsync("invoice.xml", Documents.Domain.DocumentState.Routed)).Reference.DocumentId;
        var seen = await TagOfAsync(app, $"acme/documents/{id}");

        using var stale = await AnnulAsync(app, id, "\"0123\"", "one");
        (await Answer.ReadAsync(stale)).AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch");
        Assert.Equal(seen, await TagOfAsync(app, $"acme/documents/{id}"));

        using var fresh = await AnnulAsync(app, id, seen, "two");
        Assert.Equal(HttpStatusCode.Accepted, fresh.StatusCode);
        await app.UntilAsync("invoice.xml", Documents.Domain.DocumentState.Annulled);

        // The first answer was lost and the command is sent again: it is the same command, whatever it changed itself.
        using var again = await AnnulAsync(app, id, seen, "two");
        Assert.Equal(await fresh.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        using var late = await AnnulAsync(app, id, seen, "three");
        (await Answer.ReadAsync(late)).AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch");
    }

    [Fact]
    public async Task A_continuation_holds_for_its_own_list_tenant_and_filter()
    {
        var next = (await App.GetAsync("acme/documents?top=1&state=Routed,Quarantined", "root")).Next;

        Assert.NotNull(next);
        Assert.Equal(HttpStatusCode.OK, (await App.GetAsync($"acme/documents?top=1&state=Routed,Quarantined&continuation={next}", "root")).Status);
        foreach (var elsewhere in new[] { $"acme/documents?continuation={next}", $"other/documents?state=Routed,Quarantined&continuation={next}", $"acme/register/2026?continuation={next}", $"acme/documents?state=Routed,Quarantined&continuation={next}x" })
        {
            (await App.GetAsync(elsewhere, "root")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        }
    }

    [Fact]
    public async Task What_takes_long_says_where_and_when_to_look()
    {
        using var sweep = await SendAsync(HttpMethod.Post, "acme/documents-sweeps", asking: new Asking(DocumentsApp.Admin));

        Assert.Equal((HttpStatusCode.Accepted, "/api/v1/acme/documents-sweeps", TimeSpan.FromSeconds(1)), (sweep.StatusCode, sweep.Headers.Location?.ToString(), sweep.Headers.RetryAfter?.Delta));
        using var drop = await SendAsync(HttpMethod.Post, "acme/documents?name=again.xml", request => request.Content = new ByteArrayContent(SampleDocuments.Invoice(1)), new Asking(Key: "again"));
        Assert.Equal((HttpStatusCode.Accepted, TimeSpan.FromSeconds(1)), (drop.StatusCode, drop.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.OK, (await App.GetAsync(drop.Headers.Location!.ToString()["/api/v1/".Length..])).Status);
    }

    /// <summary>One more a minute: the bucket does not fill while the test runs.</summary>
    [Fact]
    public async Task Who_asks_too_fast_is_told_to_wait_and_nobody_else()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Settings = ["--RateLimit:Burst=3", "--RateLimit:PerMinute=1"] });
        for (var request = 0; request < 3; request++)
        {
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("acme/documents")).Status);
        }

        using var fourth = await SendAsync(HttpMethod.Get, "acme/documents", request: null, asking: null, app);
        (await Answer.ReadAsync(fourth)).AssertRefused(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(fourth.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("acme/documents", DocumentsApp.Admin)).Status);
        (await app.GetAsync("other/documents")).AssertRefused(HttpStatusCode.Forbidden, "tenant-not-yours");
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("acme/documents", "root")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("other", "root")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_whether_it_says_so_or_not(bool saysSo)
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Settings = ["--Documents:MostBytes=1000"] });
        using var upload = await SendAsync(HttpMethod.Post, "acme/documents?name=a.txt", request => Fill(request, 1_001, "application/octet-stream", saysSo), new Asking(Key: "k1"), app);
        using var command = await SendAsync(HttpMethod.Post, $"acme/documents/{fixture.Routed}/annul", request => Fill(request, Json.MostBytes + 1, "application/json", saysSo), new Asking(DocumentsApp.Admin, "k2"), app);

        (await Answer.ReadAsync(upload)).AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        (await Answer.ReadAsync(command)).AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        using var largest = await SendAsync(HttpMethod.Post, "acme/documents?name=a.txt", request => Fill(request, 1_000, "application/octet-stream", saysSo), new Asking(Key: "k3"), app);
        Assert.Equal(HttpStatusCode.Accepted, largest.StatusCode);
    }

    [Theory]
    [InlineData("my-own.id_7", "^my-own\\.id_7$")]
    [InlineData("two words", "^[0-9a-f]{32}$|^[0-9a-f-]{36}$")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "^[0-9a-f]{32}$|^[0-9a-f-]{36}$")]
    public async Task A_correlation_id_comes_back_when_it_is_fit_for_a_log(string given, string answered)
    {
        using var found = await SendAsync(HttpMethod.Get, "acme/documents", request => request.Headers.Add(Correlation.Header, given));
        using var refused = await SendAsync(HttpMethod.Get, "acme/documents/none", request => request.Headers.Add(Correlation.Header, given));

        Assert.Matches(answered, Assert.Single(found.Headers.GetValues(Correlation.Header)));
        Assert.Matches(answered, Assert.Single(refused.Headers.GetValues(Correlation.Header)));
    }

    [Fact]
    public async Task Nothing_that_was_answered_may_be_kept_by_a_cache_or_guessed_at()
    {
        using var list = await SendAsync(HttpMethod.Get, "acme/documents");
        using var record = await SendAsync(HttpMethod.Get, $"acme/documents/{fixture.Routed}");

        Assert.True(list.Headers.CacheControl!.NoStore);
        Assert.True(record.Headers.CacheControl is { NoCache: true, Private: true });
        Assert.Equal("nosniff", Assert.Single(list.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_word_nobody_knows_is_answered_with_those_there_are()
    {
        var answer = await App.CommandAsync($"acme/documents/{fixture.NeedsPerson}/resume", new { reason = "Because", destination = "nowhere" });

        answer.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("$.destination is one of other, supplier-invoices, orders, notices.", answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Health_is_told_without_sign_in_and_key()
    {
        var isBroken = false;
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Faults = request => isBroken && request.Container is (DocumentKeys.Drop or MailOut.Container) ? ProxyVerdict.Answer(403) : ProxyVerdict.Pass });

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync(app, "ready"));
        isBroken = true;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await HealthAsync(app, "ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync(app, "live"));
    }

    [Fact]
    public async Task The_document_is_served_as_it_is_committed()
    {
        using var document = await SendAsync(HttpMethod.Get, "/api/openapi.json", asking: Nobody);

        Assert.Equal("application/json", document.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Golden.Read("openapi.json"), await document.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_page_loads_all_it_needs_from_the_app()
    {
        using var page = await SendAsync(HttpMethod.Get, "/api/docs", asking: Nobody);
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        foreach (var (asset, type, size) in new[] { ("swagger-ui-bundle.js", "text/javascript", 500_000), ("swagger-ui.css", "text/css", 50_000), ("favicon-32x32.png", "image/png", 100), ("start.js", "text/javascript", 50) })
        {
            Assert.Contains($"/api/docs/{asset}", html + "/api/docs/start.js", StringComparison.Ordinal);
            using var part = await SendAsync(HttpMethod.Get, $"/api/docs/{asset}", asking: Nobody);
            Assert.Equal((HttpStatusCode.OK, type), (part.StatusCode, part.Content.Headers.ContentType!.MediaType));
            Assert.True((await part.Content.ReadAsByteArrayAsync()).Length > size, asset);
        }

        using var none = await SendAsync(HttpMethod.Get, "/api/docs/other.js", asking: Nobody);
        (await Answer.ReadAsync(none)).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static void Fill(HttpRequestMessage request, int size, string type, bool saysSo)
    {
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string(' ', size)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TransferEncodingChunked = !saysSo;
    }

    private static async Task<(HttpStatusCode Status, string? State)> HealthAsync(DocumentsApp app, string kind)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/api/health/{kind}", request: null, Nobody, app);
        var answer = await Answer.ReadAsync(response);
        return (answer.Status, answer.Json.GetProperty("status").GetString());
    }

    private static async Task<string> TagOfAsync(DocumentsApp app, string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, request: null, asking: null, app);
        return response.Headers.ETag!.Tag;
    }

    private static Task<HttpResponseMessage> AnnulAsync(DocumentsApp app, string id, string tag, string key)
        => SendAsync(
            HttpMethod.Post,
            $"acme/documents/{id}/annul",
            request =>
            {
                request.Headers.IfMatch.ParseAdd(tag);
                request.Content = JsonContent.Create(new { reason = "Sent by mistake" });
            },
            new Asking(DocumentsApp.Admin, key),
            app);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? request = null, Asking? asking = null)
        => SendAsync(method, path, request, asking, App);

    private static async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? request, Asking? asking, DocumentsApp app)
    {
        using var message = new HttpRequestMessage(method, new Uri(path.StartsWith('/') ? path : $"/api/v1/{path}", UriKind.Relative));
        request?.Invoke(message);
        return await app.SendAsync(message, asking ?? new Asking());
    }
}
