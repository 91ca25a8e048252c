using System.Net;
using System.Net.Http.Json;

namespace BackOffice.Documents;

/// <summary>Every endpoint for every kind of caller.</summary>
public sealed class DocumentRolesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Everybody = "paola andrei marta auditor admin robot";

    private DocumentsApp App => fixture.App;

    /// <summary>Who is let in; what the function says then, a 404 or 400 for what this test sends, does not matter here.</summary>
    public static TheoryData<string, string, string> Endpoints => new()
    {
        { "GET", "acme", Everybody },
        { "GET", "acme/documents", Everybody },
        { "GET", "acme/documents/any", Everybody },
        { "GET", "acme/documents/any/content", Everybody },
        { "GET", "acme/register/2026", Everybody },
        { "GET", "acme/register/2026/99", Everybody },
        { "GET", "acme/documents-sweeps", "paola auditor admin" },
        { "POST", "acme/documents?name=..", "paola admin robot" },
        { "POST", "acme/documents/any/release", "paola admin" },
        { "POST", "acme/documents/any/resume", "paola admin" },
        { "POST", "acme/documents/any/annul", "admin" },
        { "POST", "acme/documents-sweeps", "admin" },
        { "PUT", "acme", "admin" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Each_role_may_do_its_own_and_no_more(string method, string path, string allowed)
    {
        foreach (var user in Everybody.Split(' '))
        {
            var answer = await AskAsync(method, path, user);

            Assert.True((answer.Code == "role-missing") != allowed.Split(' ').Contains(user), $"{user} {method} {path}: {answer}");
            Assert.True(answer.Code != "role-missing" || answer.Status == HttpStatusCode.Forbidden, $"{user} {method} {path}: {answer}");
            Assert.True((int)answer.Status < 500, $"{user} {method} {path}: {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Nobody_gets_in_without_signing_in(string method, string path, string allowed)
    {
        Assert.NotEmpty(allowed);
        (await AskAsync(method, path, user: null)).AssertRefused(HttpStatusCode.Unauthorized, "sign-in-required");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Nobody_gets_into_another_company(string method, string path, string allowed)
    {
        foreach (var user in allowed.Split(' '))
        {
            (await AskAsync(method, path.Replace("acme", "other", StringComparison.Ordinal), user)).AssertRefused(HttpStatusCode.Forbidden, "tenant-not-yours");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Without_a_key_the_host_refuses_before_any_function(string method, string path, string allowed)
    {
        using var body = JsonContent.Create(new { reason = "Because" });

        (await App.AskAsync(HttpMethod.Parse(method), path, new Asking(allowed.Split(' ')[0], "k", method == "GET" ? null : body) { HasAccessKey = false })).AssertRefusedByHost(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_principal_that_the_caller_made_up_does_not_count()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/acme/documents", UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String("""{"auth_typ":"aad","claims":[{"typ":"roles","val":"administrator"},{"typ":"tenant","val":"*"}]}"""u8));
        using var response = await App.SendAsync(request, new Asking(User: null));

        (await Answer.ReadAsync(response)).AssertRefused(HttpStatusCode.Unauthorized, "sign-in-required");
    }

    private async Task<Answer> AskAsync(string method, string path, string? user)
    {
        using var body = JsonContent.Create(new { reason = "Because" });
        return await App.AskAsync(HttpMethod.Parse(method), path, new Asking(user, Guid.NewGuid().ToString("N"), method == "GET" ? null : body));
    }
}
