using System.Collections.Concurrent;
using System.Diagnostics;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Messaging;
using BackOffice.LocalRuntime.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_invocation_is_one_span_that_names_the_function_and_never_what_it_said()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RuntimeTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await new TestApp(typeof(EchoFunctions)).StartAsync();

        await app.AskAsync("api/fails");

        var span = Assert.Single(spans, span => span.DisplayName == "Fails");
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("System.InvalidOperationException", span.StatusDescription);
    }

    [Fact]
    public async Task SB_3_The_count_of_dropped_duplicates_reaches_the_collector()
    {
        await using var collector = await Collector.StartAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address)]).Build();
        using (new TelemetryExport(settings, new RuntimeOptions([], [], ContentRoot: null)))
        {
            BrokerMetrics.DuplicateDropped("payments");
        }

        Assert.Contains(collector.Bodies, body => body.Contains("servicebus.duplicates.dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_exporter_without_an_address_it_understands_ends_the_start()
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(new TestApp(typeof(EchoFunctions)) { Args = ["--OTEL_EXPORTER_OTLP_ENDPOINT=collector"] }.StartAsync);

        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Azure_passes_over_in_silence_is_warned_of_at_start()
    {
        using var log = new LogLines();
        using var root = new TestFolder(("host.json", """{ "version": "2.0", "extension": { "http": { "routePrefix": "x" } } }"""));
        await using var app = await new TestApp(typeof(EchoFunctions))
        {
            ContentRoot = root.Path,
            Hooks = new() { ConfigureServices = services => services.AddSingleton<ILoggerProvider>(log) },
        }.StartAsync();

        Assert.Contains("Warning: host.json: 'extension' is not known to the Functions host and is ignored", log.All);
        Assert.Contains(log.All, line => line.StartsWith("Warning: Unwritten: no AuthorizationLevel is written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H_8_What_went_wrong_is_in_the_log()
    {
        using var log = new LogLines();
        await using var app = await new TestApp(typeof(EchoFunctions)) { Hooks = new() { ConfigureServices = services => services.AddSingleton<ILoggerProvider>(log) } }.StartAsync();

        await app.AskAsync("api/fails");

        Assert.Contains("Error: Fails failed", log.All);
    }
}
