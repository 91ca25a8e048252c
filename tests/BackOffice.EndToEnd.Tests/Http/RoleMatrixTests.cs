using System.Net;
using System.Net.Http.Json;
using BackOffice.Documents;
using BackOffice.Http.OpenApi;
using BackOffice.Tenancy;
using BackOffice.TestKit;

namespace BackOffice.Http;

/// <summary>Every cell of docs/roles.md, tried against the running app; new functions join by themselves.</summary>
public sealed class RoleMatrixTests(RolesFixture fixture) : IClassFixture<RolesFixture>
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<Role>?> Table = RolesTable.Read(Golden.Read("roles.md"));

    public static TheoryData<string> Functions => [.. Endpoint.All.Select(endpoint => endpoint.Name)];

    [Fact]
    public void The_table_has_every_function()
        => Assert.Equal(Endpoint.All.Select(endpoint => endpoint.Name).Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Each_role_may_do_its_own_and_no_more(string function)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var answer = await AskAsync(function, RolesFixture.Holder(role));
            if (Table[function] is { } allowed && !allowed.Contains(role))
            {
                answer.AssertRefused(HttpStatusCode.Forbidden, "role-missing");
            }
            else
            {
                Assert.True(answer.Status != HttpStatusCode.Unauthorized && answer.Code is not ("role-missing" or "tenant-not-yours") && (int)answer.Status < 500, $"{function} for {role}: {answer}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Who_holds_no_role_gets_nowhere(string function)
        => AssertRefusedUnlessOpen(function, await AskAsync(function, "newcomer"), (HttpStatusCode.Forbidden, "role-missing"));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Who_is_not_signed_in_gets_nowhere(string function)
        => AssertRefusedUnlessOpen(function, await AskAsync(function, user: null), (HttpStatusCode.Unauthorized, "sign-in-required"));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Another_company_s_people_get_nowhere_whatever_their_roles(string function)
        => AssertRefusedUnlessOpen(function, await AskAsync(function, "stranger"), (HttpStatusCode.Forbidden, "tenant-not-yours"));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Our_people_get_nowhere_in_another_company(string function)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            AssertRefusedUnlessOpen(function, await AskAsync(function, RolesFixture.Holder(role), tenant: "other"), (HttpStatusCode.Forbidden, "tenant-not-yours"));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Without_a_key_the_host_refuses_before_any_function(string function)
    {
        var answer = await AskAsync(function, RolesFixture.Holder(Role.Administrator), hasAccessKey: false);

        Assert.Equal(EndpointOf(function).NeedsKey, answer is { Status: HttpStatusCode.Unauthorized, Text: "" });
    }

    /// <summary>The document asks for the key exactly where the function does.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_command_without_an_idempotency_key_is_refused(string function)
    {
        foreach (var role in Table[function] ?? [])
        {
            var answer = await AskAsync(function, RolesFixture.Holder(role), key: null);

            Assert.True(EndpointOf(function).IsCommand == (answer.Code == "idempotency-key-missing"), $"{function}: {answer}");
        }
    }

    [Fact]
    public async Task A_principal_that_the_caller_made_up_does_not_count()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/acme/documents", UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String("""{"auth_typ":"aad","claims":[{"typ":"roles","val":"administrator"},{"typ":"tenant","val":"*"}]}"""u8));
        using var response = await fixture.App.SendAsync(request, new Asking(User: null));

        (await Answer.ReadAsync(response)).AssertRefused(HttpStatusCode.Unauthorized, "sign-in-required");
    }

    private static void AssertRefusedUnlessOpen(string function, Answer answer, (HttpStatusCode Status, string Code) refusal)
    {
        if (Table[function] is null)
        {
            Assert.True((int)answer.Status < 500 && answer.Code != refusal.Code, $"{function}: {answer}");
            return;
        }

        answer.AssertRefused(refusal.Status, refusal.Code);
    }

    private static Endpoint EndpointOf(string function) => Endpoint.All.Single(endpoint => endpoint.Name == function);

    private async Task<Answer> AskAsync(string function, string? user, string tenant = DocumentsWorld.Tenant, string? key = "any", bool hasAccessKey = true)
    {
        var endpoint = EndpointOf(function);
        var path = endpoint.RouteParameters.Aggregate(endpoint.Path, (filled, parameter) => filled.Replace($"{{{parameter.Name}}}", ValueOf(parameter, tenant), StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Parse(endpoint.Verb), new Uri(path, UriKind.Relative)) { Content = endpoint.Body is null ? null : JsonContent.Create(new { }) };
        using var response = await fixture.App.SendAsync(request, new Asking(user, key is null ? null : Guid.NewGuid().ToString("N")) { HasAccessKey = hasAccessKey });
        return await Answer.ReadAsync(response);
    }

    private static string ValueOf((string Name, string Constraint) parameter, string tenant)
        => parameter.Name == "tenant" ? tenant : parameter.Constraint is "int" or "long" ? "1" : "any";
}
