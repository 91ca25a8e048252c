using System.Net;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Http;

public sealed class RoutingTests : IAsyncLifetime
{
    private AppRunner app = null!;

    public async ValueTask InitializeAsync() => app = await new TestApp(typeof(EchoFunctions)).StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task H_1_A_function_without_a_route_is_found_under_the_prefix_by_its_name()
    {
        var answer = await app.AskAsync("api/hello");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"greeting":"Hello","method":"GET"}""", answer.Body);
    }

    [Theory]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "back/office" } } }""", "back/office/hello")]
    [InlineData("""{ "version": "2.0", /* none */ "Extensions": { "HTTP": { "RoutePrefix": "", }, }, }""", "hello")]
    public async Task H_1_The_prefix_comes_from_host_json_read_with_its_tolerance(string hostJson, string path)
    {
        using var root = new TestFolder(("host.json", hostJson));
        await using var other = await new TestApp(typeof(EchoFunctions)) { ContentRoot = root.Path }.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await other.AskAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.AskAsync("api/hello")).Status);
    }

    [Fact]
    public async Task H_2_An_empty_route_is_refused_at_start()
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(() => new TestApp(typeof(EmptyRoute)).StartAsync());

        Assert.Contains("EmptyRoute: Route = \"\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H_3_Another_verb_is_not_found_and_no_verbs_means_all()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Post, "api/hello")).Status);
        Assert.Equal("DELETE", (await app.SendAsync(HttpMethod.Delete, "api/anyverb")).Body);
    }

    [Fact]
    public async Task H_4_Route_values_bind_by_name_and_a_failed_constraint_is_not_found()
    {
        Assert.Equal("7 all GET", (await app.AskAsync("api/runs/7")).Body);
        Assert.Equal("7 slips GET", (await app.AskAsync("api/runs/7/slips")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await app.AskAsync("api/runs/seven")).Status);
    }

    [Fact]
    public async Task H_4_Route_values_become_enums_and_guids()
    {
        var answer = await app.AskAsync("api/days/monday/6B1CD07B5A11536B85A37E49B70D8AC4");

        Assert.Equal("1 6b1cd07b-5a11-536b-85a3-7e49b70d8ac4 GET", answer.Body);
    }

    [Fact]
    public async Task H_4_Two_functions_share_a_route_and_are_told_apart_by_verb()
    {
        var created = await app.SendAsync(HttpMethod.Post, "api/orders", """{ "NUMBER": "A-1", "lines": 3 }""");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("""{"number":"A-1","lines":3}""", created.Body);
        Assert.Equal("""{"number":"GET","lines":1}""", (await app.AskAsync("api/orders")).Body);
    }

    [Fact]
    public async Task H_4_Routes_of_the_host_itself_are_refused()
    {
        using var root = new TestFolder(("host.json", """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }"""));

        var refusal = await Assert.ThrowsAsync<StartupException>(() => new TestApp(typeof(AdminRoute)) { ContentRoot = root.Path }.StartAsync());

        Assert.Contains("'admin/people'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_functions_that_answer_the_same_verb_of_a_route_are_refused()
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(() => new TestApp(typeof(SharedRoute)).StartAsync());

        Assert.Contains("One and Two answer the same verb", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H_15_Text_is_plain_and_objects_are_camel_case_json()
    {
        Assert.Equal("text/plain; charset=utf-8", (await app.AskAsync("api/anyverb")).ContentType);
        Assert.Equal("application/json; charset=utf-8", (await app.AskAsync("api/orders")).ContentType);
    }
}
