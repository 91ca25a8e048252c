using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.TestKit;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>Figures, printed; run by hand with -explicit only.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Fan_out_in_memory() => await FanOutAsync(() => new InMemoryEngineStore());

    [Fact(Explicit = true)]
    public async Task Fan_out_on_Azurite() => await FanOutAsync(Tables);

    [Fact(Explicit = true)]
    public async Task Hello_five_on_Azurite()
    {
        await using var engine = await StartAsync(Tables(), AzuriteTests.Hello());
        var client = new EngineClient(engine, "Speed");
        await RunHelloAsync(client, 200);
        foreach (var count in new[] { 1, 1000, 2000 })
        {
            var elapsed = await RunHelloAsync(client, count);
            Print($"hello-5, {count} at once: {count / elapsed.TotalSeconds:f0}/s, {elapsed.TotalMilliseconds:f0} ms");
        }
    }

    private static IEngineStore Tables()
        => new TableEngineStore(new TableServiceClient(AzuriteFixture.FreshAccount()).GetTableClient("SpeedDurable"));

    private static async Task<TimeSpan> RunHelloAsync(DurableTaskClient client, int count)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("Five");
            await client.WaitForInstanceCompletionAsync(id);
        }));
        return watch.Elapsed;
    }

    private static async Task<DurableEngine> StartAsync(IEngineStore store, LambdaFunctions functions)
    {
        var engine = new DurableEngine(Hub.Settings, new EngineServices(store, functions, TimeProvider.System, NullLoggerFactory.Instance));
        await engine.StartAsync(CancellationToken.None);
        return engine;
    }

    private async Task FanOutAsync(Func<IEngineStore> store)
    {
        var functions = new LambdaFunctions()
            .Activity<int, int>("Double", value => value * 2)
            .Orchestrator("FanOut", async context =>
            {
                var results = await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(value => context.CallActivityAsync<int>("Double", value)));
                return results.Sum();
            });
        await using var engine = await StartAsync(store(), functions);
        var client = new EngineClient(engine, "Speed");
        foreach (var count in new[] { 1000, 10_000, 20_000, 10_000, 20_000, 40_000 })
        {
            var watch = Stopwatch.StartNew();
            var id = await client.ScheduleNewOrchestrationInstanceAsync("FanOut", count);
            var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
            Print($"fan-out of {count}: {watch.Elapsed.TotalSeconds:f2} s, {count / watch.Elapsed.TotalSeconds:f0} activities/s");
        }
    }

    private void Print(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
