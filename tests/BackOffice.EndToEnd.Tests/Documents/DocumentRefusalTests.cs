using System.Net;
using System.Net.Http.Json;
using BackOffice.TestKit;

namespace BackOffice.Documents;

/// <summary>What the host refuses keeps the host's answer; what a function refuses is a problem with a stable code.</summary>
public sealed class DocumentRefusalTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private DocumentsApp App => fixture.App;

    [Theory]
    [InlineData("GET", "acme/nothing")]
    [InlineData("GET", "acme/documents/a/b/c")]
    [InlineData("DELETE", "acme/documents/any")]
    [InlineData("GET", "acme/register/next")]
    public async Task A_route_nobody_has_is_the_host_s_404(string method, string path)
        => (await App.AskAsync(HttpMethod.Parse(method), path, new Asking(DocumentsApp.Admin))).AssertRefusedByHost(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("acme/register/2026/99")]
    [InlineData("acme/documents/%27%20or%20true")]
    [InlineData("acme/documents/a%7Cb%23c%3Fd")]
    [InlineData("acme/documents/%E2%82%AC")]
    public async Task What_does_not_exist_is_not_found(string path)
        => (await App.GetAsync(path)).AssertRefused(HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task A_failure_nobody_expected_tells_its_correlation_id_and_nothing_else()
    {
        var isForbidden = false;
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Faults = request => isForbidden && request.Container == DocumentKeys.Table ? ProxyVerdict.Answer(403) : ProxyVerdict.Pass });
        isForbidden = true;

        foreach (var path in new[] { "acme/documents", "acme/documents/0123456789ab0123456789abcdef", "acme/documents/0123456789ab0123456789abcdef/content", "acme/register/2026", "acme/register/2026/1", "acme/documents-sweeps" })
        {
            var answer = await app.GetAsync(path);

            answer.AssertRefused(HttpStatusCode.InternalServerError, "unexpected");
            Assert.Matches("^[0-9a-f]{32}$|^[0-9a-f-]{36}$", answer.Json.GetProperty("correlationId").GetString());
            Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        }

        isForbidden = false;
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("acme/documents")).Status);
    }

    [Fact]
    public async Task A_company_is_added_once()
    {
        var company = new { name = "Nowa Sp. z o.o.", country = "PL", zone = "Europe/Warsaw" };

        Assert.Equal(HttpStatusCode.OK, (await PutAsync("nowa", company)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("nowa", company)).Status);
        (await PutAsync("nowa", company with { country = "RO" })).AssertRefused(HttpStatusCode.Conflict, "tenant-differs");
        Assert.Equal("PL", (await App.GetAsync("nowa", "root")).Json.GetProperty("country").GetString());
        (await App.GetAsync("none", "root")).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("A1", "Acme", "IT", "Europe/Rome")]
    [InlineData("1a", "Acme", "IT", "Europe/Rome")]
    [InlineData("a", "Acme", "IT", "Europe/Rome")]
    [InlineData("ab", " ", "IT", "Europe/Rome")]
    [InlineData("ab", "Acme", "ITA", "Europe/Rome")]
    [InlineData("ab", "Acme", "it", "Europe/Rome")]
    [InlineData("ab", "Acme", "IT", "Rome")]
    public async Task A_company_that_cannot_be_is_refused(string id, string name, string country, string zone)
        => (await PutAsync(id, new { name, country, zone })).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

    private async Task<Answer> PutAsync(string id, object body)
    {
        using var content = JsonContent.Create(body);
        return await App.AskAsync(HttpMethod.Put, id, new Asking("root", Content: content));
    }
}
