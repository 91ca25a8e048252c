using System.Net;
using System.Net.Sockets;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Tests.Http;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class StartTests
{
    private const string Account = "--AzureWebJobsStorage=AccountName=start;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/start;BlobEndpoint=http://127.0.0.1:1/start;QueueEndpoint=http://127.0.0.1:1/start";

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_way_to_another()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var listener = new RecordingListener();

        var refusal = await RefusalAsync(new TestApp(typeof(EchoFunctions)) { Args = [$"--port={port}", Account, Hub], Modules = [services => services.AddSingleton<ITriggerListener>(listener)] });

        Assert.Contains($"Port {port} is taken", refusal, StringComparison.Ordinal);
        Assert.Contains($"--port {port + 1}", refusal, StringComparison.Ordinal);
        Assert.Equal(["start", "stop"], listener.Calls); // nothing is left running
    }

    [Fact]
    public async Task A_bad_host_json_and_a_shared_name_end_the_start_with_their_message()
    {
        using var root = new TestFolder(("host.json", "{ oops }"));

        Assert.Contains("host.json, line 1", await RefusalAsync(new TestApp(typeof(EchoFunctions)) { ContentRoot = root.Path }), StringComparison.Ordinal);
        Assert.Contains("'Pay' is used by", await RefusalAsync(new TestApp(typeof(FirstOfName), typeof(SecondOfName))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_setting_ends_the_start_with_its_message()
    {
        var options = new TestApp(typeof(EchoFunctions))
        {
            Configure = builder => builder.Services.AddOptions<PayDay>().Validate(day => day.Day > 0, "Payroll:Day is missing").ValidateOnStart(),
        };
        var storage = new TestApp(typeof(EchoFunctions)) { Modules = [services => services.AddSingleton<ITriggerListener, RecordingListener>()] };

        Assert.Contains("Payroll:Day is missing", await RefusalAsync(options), StringComparison.Ordinal);
        Assert.Contains("'AzureWebJobsStorage' is missing", await RefusalAsync(storage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_cannot_be_built_ends_the_start_with_its_name()
        => Assert.Contains(nameof(Unregistered), await RefusalAsync(new TestApp(typeof(EchoFunctions)) { Configure = builder => builder.Services.AddSingleton<Needy>() }), StringComparison.Ordinal);

    [Fact]
    public async Task A_second_app_on_the_same_store_and_hub_is_refused_until_the_first_is_gone()
    {
        var app = new TestApp(typeof(EchoFunctions)) { Args = [Account, Hub, "--LocalRuntime:Azurite=off"], Modules = [services => services.AddSingleton<ITriggerListener, RecordingListener>()] };
        var first = await app.StartAsync();
        Assert.Contains($"process {Environment.ProcessId}", await RefusalAsync(app with { Hooks = new() }), StringComparison.Ordinal);

        await using var elsewhere = await (app with { Args = [Account, "--LocalRuntime:Azurite=off", $"{Hub}b"], Hooks = new() }).StartAsync();
        await first.StopAsync();
        var second = await (app with { Hooks = new() }).StartAsync();
        second.Abandon(); // a killed app frees the store too
        await using var third = await (app with { Hooks = new() }).StartAsync();

        Assert.NotEqual(first.BaseAddress, elsewhere.BaseAddress);
        Assert.Equal(HttpStatusCode.OK, (await third.AskAsync("api/hello")).Status);
    }

    [Fact]
    public async Task Listeners_start_after_the_app_s_own_services_and_drain_before_HTTP_closes()
    {
        var listener = new RecordingListener();
        var app = await new TestApp(typeof(EchoFunctions))
        {
            Args = [Account, $"--AzureFunctionsJobHost:extensions:durableTask:hubName=o{Guid.NewGuid():N}", "--LocalRuntime:Azurite=off"],
            Modules = [services => services.AddSingleton<ITriggerListener>(listener)],
        }.StartAsync();
        listener.OnStop = async () => listener.Calls.Add($"{(int)(await app.AskAsync("api/hello")).Status}"); // the intake is closed, the server still answers

        await app.StopAsync();

        Assert.Equal(["start", "stop", "503"], listener.Calls);
        await Assert.ThrowsAsync<HttpRequestException>(() => app.AskAsync("api/hello"));
    }

    [Fact]
    public async Task A_test_s_clock_goes_before_the_app_s()
    {
        var time = new FakeTime();
        await using var app = await new TestApp(typeof(EchoFunctions)) { Hooks = new() { Time = time } }.StartAsync();

        Assert.Same(time, app.Services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task The_banner_names_the_address_the_functions_by_kind_and_keys_made_up_for_this_run()
    {
        using var banner = new StringWriter();
        await using var app = await new TestApp(typeof(EchoFunctions), typeof(InboxFunction))
        {
            Configure = builder => builder.Services.AddSingleton<Inbox>(),
            Modules = [services => services.AddSingleton<IWebhook, FakeWebhook>()],
            Hooks = new() { Banner = banner },
        }.StartAsync();

        var text = banner.ToString();
        Assert.Contains(app.BaseAddress.ToString(), text, StringComparison.Ordinal);
        Assert.Contains("fakeTrigger (1)", text, StringComparison.Ordinal);
        Assert.Contains("  Routed: GET /api/runs/{id:int}/{part?} [Anonymous]", text, StringComparison.Ordinal);
        Assert.Contains("Key fake_extension, for this run only: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_master", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_banner_says_how_to_stop_and_the_end_is_told()
    {
        using var banner = new StringWriter();
        var app = await new TestApp(typeof(EchoFunctions)) { Hooks = new() { Banner = banner } }.StartAsync();
        Assert.EndsWith($"Press Ctrl+C to stop.{Environment.NewLine}{Environment.NewLine}", banner.ToString(), StringComparison.Ordinal);

        await app.StopAsync();

        Assert.Single(banner.ToString().Split(Environment.NewLine), "Stopped.");
    }

    [Fact]
    public void W_5_Program_is_canonical_and_short()
    {
        var program = File.ReadAllLines(Path.Combine(LocalSettings.SolutionFolder(AppContext.BaseDirectory)!, "functions", "Program.cs"));

        Assert.InRange(program.Length, 1, 25);
        Assert.Contains("var builder = FunctionsApplication.CreateBuilder(args);", program);
        Assert.Contains("builder.ConfigureFunctionsWebApplication();", program);
        Assert.Contains("builder.Build().Run();", program);
    }

    private static string Hub { get; } = $"--AzureFunctionsJobHost:extensions:durableTask:hubName=h{Guid.NewGuid():N}";

    private static async Task<string> RefusalAsync(TestApp app) => (await Assert.ThrowsAsync<StartupException>(app.StartAsync)).Message;

    private sealed class RecordingListener : ITriggerListener
    {
        public List<string> Calls { get; } = [];

        public Func<Task> OnStop { get; set; } = () => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Calls.Add("start");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Calls.Add("stop");
            return OnStop();
        }
    }

    private sealed class PayDay
    {
        public int Day { get; set; }
    }

    private sealed class Unregistered;

    private sealed class Needy(Unregistered missing)
    {
        public Unregistered Missing => missing;
    }
}
