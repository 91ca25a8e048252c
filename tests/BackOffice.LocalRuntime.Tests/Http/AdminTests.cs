using System.Net;
using System.Text.Json;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Tests.Http;

public sealed class AdminTests : IAsyncLifetime
{
    private static readonly (string Name, string Value) Master = ("x-functions-key", TestApp.MasterKey);

    private readonly Inbox inbox = new();
    private readonly FakeTrigger trigger = new();
    private AppRunner app = null!;

    public async ValueTask InitializeAsync() => app = await new TestApp(typeof(EchoFunctions), typeof(InboxFunction))
    {
        Args = ["--LocalRuntime:Keys:fake_extension=system", "--LocalRuntime:Keys:other_extension=other"],
        Configure = builder => builder.Services.AddSingleton(inbox),
        Modules = [services => services.AddSingleton<IManualTrigger>(trigger).AddSingleton<IWebhook, FakeWebhook>()],
    }.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task H_12_The_status_of_the_host_is_for_the_master_key()
    {
        var status = await app.AskAsync("admin/host/status", Master);

        using var json = JsonDocument.Parse(status.Body);
        Assert.Equal("Running", json.RootElement.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("admin/host/ping")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("admin/host/status", ("x-functions-key", TestApp.HostKey))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Delete, "admin/host/status", null, Master)).Status);
    }

    [Fact]
    public async Task H_12_Functions_are_listed_and_an_unknown_one_is_not_found()
    {
        using var all = JsonDocument.Parse((await app.AskAsync("admin/functions", Master)).Body);
        using var one = JsonDocument.Parse((await app.AskAsync("admin/functions/hello", Master)).Body);

        Assert.Contains(all.RootElement.EnumerateArray(), function => function.GetProperty("name").GetString() == "Routed");
        Assert.EndsWith("/api/Hello", one.RootElement.GetProperty("invoke_url_template").GetString(), StringComparison.Ordinal);
        Assert.Equal("httpTrigger", one.RootElement.GetProperty("config").GetProperty("bindings")[0].GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await app.AskAsync("admin/functions/none", Master)).Status);
    }

    [Fact]
    public async Task H_13_A_function_is_run_by_hand_and_answered_before_it_ends()
    {
        var answer = await app.SendAsync(HttpMethod.Post, "admin/functions/inbox", """{ "input": "now" }""", Master);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Empty(answer.Body);
        inbox.Open(); // only now can the function end
        Assert.Equal("now", await inbox.DeliveredAsync());
    }

    [Fact]
    public async Task H_13_The_input_of_a_run_by_hand_is_disposed_of_when_the_function_has_ended()
    {
        await app.SendAsync(HttpMethod.Post, "admin/functions/inbox", """{ "input": "now" }""", Master);
        Assert.False(trigger.Disposed.Task.IsCompleted);

        inbox.Open();

        await trigger.Disposed.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task H_13_An_input_that_the_trigger_cannot_take_is_refused_with_the_reason()
    {
        var answer = await app.SendAsync(HttpMethod.Post, "admin/functions/inbox", """{ "input": "nonsense" }""", Master);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("The input is a letter.", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H_13_Only_the_master_key_runs_a_function_by_hand()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.SendAsync(HttpMethod.Post, "admin/functions/inbox", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Post, "admin/functions/none", "{}", Master)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.SendAsync(HttpMethod.Post, "admin/functions/inbox", "{", Master)).Status);
    }

    [Fact]
    public async Task H_14_A_webhook_asks_for_the_system_key_of_its_extension()
    {
        Assert.Equal("PUT a/b", (await app.SendAsync(HttpMethod.Put, "runtime/webhooks/fake/a/b?code=system")).Body);
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("runtime/webhooks/fake?code=master")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("runtime/webhooks/fake/a?code=other")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("runtime/webhooks/fake/a?code=host")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.AskAsync("runtime/webhooks/unknown/a?code=system")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Patch, "runtime/webhooks/fake/a?code=system")).Status);
    }
}

public sealed class Inbox
{
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<string> DeliveredAsync() => delivered.Task.WaitAsync(TimeSpan.FromMinutes(1));

    internal void Open() => gate.SetResult();

    internal async Task PutAsync(string text)
    {
        var open = gate.Task;
        await open;
        delivered.SetResult(text);
    }
}

public sealed class InboxFunction(Inbox inbox)
{
    [Function("Inbox")]
    public Task RunAsync([FakeTrigger("letters")] string text) => inbox.PutAsync(text);
}
