using System.Net;
using System.Text;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Http;

public sealed class DevUserTests : IAsyncLifetime
{
    private AppRunner app = null!;

    public async ValueTask InitializeAsync() => app = await new TestApp(typeof(EchoFunctions))
    {
        Args = ["--LocalRuntime:Users:paola:Roles=preparer, payer", "--LocalRuntime__Users__paola__Tenants=acme"],
    }.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_dev_user_arrives_as_App_Service_Authentication_would_present_her()
    {
        var headers = (await app.AskAsync("api/principal", ("x-dev-user", "Paola"))).Body.Split(' ').ToDictionary(
            header => header.Split('=', 2)[0], header => header.Split('=', 2)[1], StringComparer.OrdinalIgnoreCase);

        Assert.Equal("paola", headers["x-ms-client-principal-id"]);
        Assert.Equal("paola", headers["x-ms-client-principal-name"]);
        Assert.Equal(
            """{"auth_typ":"aad","claims":[{"typ":"name","val":"paola"},{"typ":"roles","val":"preparer"},{"typ":"roles","val":"payer"},{"typ":"tenant","val":"acme"}],"name_typ":"name","role_typ":"roles"}""",
            Encoding.UTF8.GetString(Convert.FromBase64String(headers["x-ms-client-principal"])));
    }

    [Fact]
    public async Task A_bearer_token_is_the_name_of_a_dev_user()
    {
        var chosen = await app.AskAsync("api/principal", ("x-dev-user", "paola"));

        Assert.Equal(chosen.Body, (await app.AskAsync("api/principal", ("Authorization", "Bearer Paola"))).Body);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("api/principal", ("Authorization", "Bearer mallory"))).Status);
        Assert.Empty((await app.AskAsync("api/principal", ("Authorization", "Basic paola"))).Body);
    }

    [Fact]
    public async Task What_a_caller_claims_of_itself_is_taken_away()
    {
        var answer = await app.AskAsync("api/principal", ("X-MS-CLIENT-PRINCIPAL", "e30="), ("x-ms-client-principal-id", "admin"), ("X-Ms-Client-Principal-Name", "admin"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task A_user_that_settings_do_not_name_is_refused()
        => Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("api/principal", ("x-dev-user", "mallory"))).Status);
}
