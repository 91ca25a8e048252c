using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackOffice.LocalRuntime.Durable.Hosting;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>The management API and the bindings, in an app of its own on Azurite.</summary>
public sealed class ManagementApiTests
{
    private const string Root = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task M_1_Status_codes_follow_the_state()
    {
        await using var app = await StartAsync();
        await SendAsync(app, HttpMethod.Post, "/orchestrators/Waits/w");

        using var running = await SendAsync(app, HttpMethod.Get, "/instances/w");
        Assert.Equal(HttpStatusCode.Accepted, running.StatusCode);
        Assert.Equal("5", running.Headers.GetValues("Retry-After").Single());
        Assert.Equal(new Uri(app.BaseAddress, $"{Root}/instances/w"), running.Headers.Location);
        await SendAsync(app, HttpMethod.Post, "/instances/w/suspend?reason=pause");
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, HttpMethod.Get, "/instances/w")).StatusCode);
        await SendAsync(app, HttpMethod.Post, "/instances/w/terminate?reason=enough");
        Assert.Equal(HttpStatusCode.OK, (await UntilOverAsync(app, "w")).StatusCode);
        await SendAsync(app, HttpMethod.Post, "/orchestrators/Fails/f");
        Assert.Equal(HttpStatusCode.OK, (await UntilOverAsync(app, "f")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(app, HttpMethod.Get, "/instances/f?returnInternalServerErrorOnFailure=true")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, HttpMethod.Get, "/instances/unknown")).StatusCode);
    }

    [Fact]
    public async Task M_2_M_3_The_body_has_these_names_in_this_order_and_payloads_as_JSON()
    {
        await using var app = await StartAsync();
        await SendAsync(app, HttpMethod.Post, "/orchestrators/Echo/e", """{"a":[1,2]}""");
        using var over = await UntilOverAsync(app, "e");

        var text = await over.Content.ReadAsStringAsync();

        Assert.Matches(
            new Regex("""^{"name":"Echo","instanceId":"e","runtimeStatus":"Completed","input":{"a":\[1,2\]},"customStatus":"echoing","output":{"a":\[1,2\]},"createdTime":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ","lastUpdatedTime":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"}$""", RegexOptions.None, TimeSpan.FromSeconds(5)),
            text);
        Assert.Contains("\"input\":null", await (await SendAsync(app, HttpMethod.Get, "/instances/e?showInput=false")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await SendAsync(app, HttpMethod.Post, "/orchestrators/Waits/w");
        await SendAsync(app, HttpMethod.Post, "/instances/w/terminate?reason=not%20json");
        Assert.Contains("\"customStatus\":null,\"output\":\"not json\"", await (await UntilOverAsync(app, "w")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M_4_History_folds_an_answer_with_what_it_answers()
    {
        await using var app = await StartAsync();
        await SendAsync(app, HttpMethod.Post, "/orchestrators/Echo/e", "7");
        await UntilOverAsync(app, "e");

        var items = (await JsonAsync(app, "/instances/e?showHistory=true")).GetProperty("historyEvents").EnumerateArray().ToList();
        var shown = (await JsonAsync(app, "/instances/e?showHistory=true&showHistoryOutput=true")).GetProperty("historyEvents").EnumerateArray().ToList();

        Assert.Equal(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"], items.Select(item => item.GetProperty("EventType").GetString()));
        Assert.Equal("Same", items[1].GetProperty("FunctionName").GetString());
        Assert.True(items[1].TryGetProperty("ScheduledTime", out _));
        Assert.True(items[1].TryGetProperty("Timestamp", out _));
        Assert.False(items[1].TryGetProperty("Result", out _));
        Assert.Equal(7, shown[1].GetProperty("Result").GetInt32());
    }

    [Fact]
    public async Task Starting_answers_202_with_links_or_what_is_wrong()
    {
        await using var app = await StartAsync();

        using var started = await SendAsync(app, HttpMethod.Post, "/orchestrators/Waits/w", "1");
        var links = JsonDocument.Parse(await started.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("10", started.Headers.GetValues("Retry-After").Single());
        Assert.Equal("w", links.GetProperty("id").GetString());
        Assert.StartsWith(new Uri(app.BaseAddress, $"{Root}/instances/w/raiseEvent/{{eventName}}?").AbsolutePath[..10], new Uri(links.GetProperty("sendEventPostUri").GetString()!).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await app.Client.GetAsync(new Uri(links.GetProperty("statusQueryGetUri").GetString()!))).StatusCode); // the key is in it
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(app, HttpMethod.Post, "/orchestrators/Unknown")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(app, HttpMethod.Post, "/orchestrators/Waits", "{no json")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(app, HttpMethod.Post, "/orchestrators/Waits/w")).StatusCode);
        using var waited = await SendAsync(app, HttpMethod.Post, "/orchestrators/Echo?timeout=20&pollingInterval=1", "42");
        Assert.Equal((HttpStatusCode.OK, "42"), (waited.StatusCode, await waited.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Commands_answer_202_404_410_and_400()
    {
        await using var app = await StartAsync();
        await SendAsync(app, HttpMethod.Post, "/orchestrators/Waits/w");

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, HttpMethod.Post, "/instances/unknown/raiseEvent/go", "1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, HttpMethod.Post, "/instances/unknown/terminate")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(app, HttpMethod.Post, "/instances/w/raiseEvent/go", "1", "text/plain")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(app, HttpMethod.Post, "/instances/w/raiseEvent/go", "{no json")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, HttpMethod.Post, "/instances/w/suspend")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, HttpMethod.Post, "/instances/w/resume")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, HttpMethod.Put, "/instances/w/resume")).StatusCode); // another verb
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, HttpMethod.Post, "/instances/w/raiseEvent/go", "\"done\"")).StatusCode);
        Assert.Equal("done", JsonDocument.Parse(await (await UntilOverAsync(app, "w")).Content.ReadAsStringAsync()).RootElement.GetProperty("output").GetString());
        Assert.Equal(HttpStatusCode.Gone, (await SendAsync(app, HttpMethod.Post, "/instances/w/raiseEvent/go", "1")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await SendAsync(app, HttpMethod.Post, "/instances/w/terminate")).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await SendAsync(app, HttpMethod.Post, "/instances/w/rewind")).StatusCode);
    }

    [Fact]
    public async Task Instances_are_listed_with_a_continuation_header_and_purged()
    {
        await using var app = await StartAsync();
        foreach (var id in new[] { "a1", "a2", "a3", "b1" })
        {
            await SendAsync(app, HttpMethod.Post, $"/orchestrators/Echo/{id}", "1");
            await UntilOverAsync(app, id);
        }

        using var first = await SendAsync(app, HttpMethod.Get, "/instances/?instanceIdPrefix=a&top=2&runtimeStatus=Completed,Failed");
        using var request = Request(HttpMethod.Get, "/instances/?instanceIdPrefix=a&top=2");
        request.Headers.Add("x-ms-continuation-token", Uri.UnescapeDataString(first.Headers.GetValues("x-ms-continuation-token").Single()));
        using var second = await app.Client.SendAsync(request);

        Assert.Equal(2, (await first.Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength());
        Assert.Equal(1, (await second.Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, HttpMethod.Delete, "/instances/unknown")).StatusCode);
        Assert.Equal("""{"instancesDeleted":1}""", await (await SendAsync(app, HttpMethod.Delete, "/instances/a1")).Content.ReadAsStringAsync());
        using var noTime = await SendAsync(app, HttpMethod.Delete, "/instances/");
        Assert.Equal(HttpStatusCode.BadRequest, noTime.StatusCode);
        Assert.Contains("Please provide value for 'createdTimeFrom' parameter.", Regex.Unescape(await noTime.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal("""{"instancesDeleted":3}""", await (await SendAsync(app, HttpMethod.Delete, "/instances/?createdTimeFrom=2020-01-01T00:00:00Z")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app, HttpMethod.Delete, "/instances/?createdTimeFrom=2020-01-01T00:00:00Z")).StatusCode);
    }

    [Fact]
    public async Task A_function_gets_the_client_its_input_and_the_webhook_asks_for_a_key()
    {
        await using var app = await StartAsync();

        var started = await app.Client.PostAsync(new Uri("/api/begin", UriKind.Relative), null);
        var id = await started.Content.ReadAsStringAsync();
        using var over = await UntilOverAsync(app, id);

        Assert.Contains("\"output\":{\"Text\":\"typed twice\"}", await over.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync(new Uri($"{Root}/instances/{id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task D_6_Middleware_that_goes_asynchronous_fails_the_orchestration()
    {
        await using var app = await StartAsync(builder => builder.UseMiddleware<SlowMiddleware>());
        await SendAsync(app, HttpMethod.Post, "/orchestrators/Echo/e", "1");

        using var over = await UntilOverAsync(app, "e");

        Assert.Contains("An invalid asynchronous invocation was detected.", Regex.Unescape(await over.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static Task<AppRunner> StartAsync(Action<FunctionsApplicationBuilder>? configure = null)
        => new TestApp(typeof(ManagedFunctions))
        {
            Configure = configure,
            Args = [$"--AzureWebJobsStorage={AzuriteFixture.FreshAccount()}"],
            Modules = [services => services.AddDurableTask()],
        }.StartAsync();

    private static HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, Root + path);
        request.Headers.Add("x-functions-key", TestApp.MasterKey);
        return request;
    }

    private static async Task<HttpResponseMessage> SendAsync(AppRunner app, HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = Request(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        return await app.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> UntilOverAsync(AppRunner app, string id)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (true)
        {
            var answer = await SendAsync(app, HttpMethod.Get, $"/instances/{id}");
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                return answer;
            }

            Assert.True(DateTime.UtcNow < deadline, $"'{id}' did not end in time");
            await Task.Delay(10);
        }
    }

    private static async Task<JsonElement> JsonAsync(AppRunner app, string path)
        => await (await SendAsync(app, HttpMethod.Get, path)).Content.ReadFromJsonAsync<JsonElement>();
}
