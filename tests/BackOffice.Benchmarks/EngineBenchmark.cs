using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Hosting;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.LocalRuntime.Storage;
using BackOffice.LocalRuntime.Tests.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.Benchmarks;

/// <summary>P-3: hello-5 orchestrations on Azurite against the queue-and-history protocol on the same Azurite. P-4: fan-out in memory.</summary>
internal static class EngineBenchmark
{
    private const int Hellos = 1_000;
    private const int QueueHellos = 60;

    /// <summary>Activities a second of the reference engine in memory (design, P-4).</summary>
    private const double ReferenceFanOut = 5_800;

    public static async Task<int> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        List<double> ours = [], queues = [], ten = [], twenty = [];
        for (var round = 0; round < rounds; round++)
        {
            var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
            queues.Add(await QueueProtocol.HellosPerSecondAsync(azurite.ConnectionString(), QueueHellos, cancellationToken));
            ours.Add(await HellosPerSecondAsync(azurite.ConnectionString()));
            await azurite.StopAsync(cancellationToken);
            ten.Add(await FanOutSecondsAsync(10_000));
            twenty.Add(await FanOutSecondsAsync(20_000));
            Print($"round {round + 1}: hello-5 {ours[^1]:0}/s, queue protocol {queues[^1]:0.0}/s; fan-out {10_000 / ten[^1]:0} and {20_000 / twenty[^1]:0} activities/s");
        }

        var ratio = Median(ours) / Median(queues);
        var speed = 10_000 / Median(ten);
        var growth = Median(twenty) / Median(ten);
        Print($"P-3 hello-5 on Azurite, {Hellos} at once, median of {rounds}: {Median(ours):0}/s; queue-and-history protocol {Median(queues):0.0}/s; {ratio:0.0} times (goal >= 10)");
        Print($"P-4 fan-out of 10 000 in memory, median of {rounds}: {speed:0} activities/s, {speed / ReferenceFanOut:0.00} times the reference (goal >= 1); t(20k)/t(10k) {growth:0.00} (goal <= 2.2)");
        return ratio >= 10 && speed >= ReferenceFanOut && growth <= 2.2 ? 0 : 1;
    }

    private static async Task<double> HellosPerSecondAsync(string account)
    {
        await using var engine = await StartAsync(new TableEngineStore(new TableServiceClient(account).GetTableClient("BenchmarkDurable")));
        var client = new EngineClient(engine, "Benchmark");
        await RunHellosAsync(client, 100);
        return Hellos / await RunHellosAsync(client, Hellos);
    }

    private static async Task<double> RunHellosAsync(DurableTaskClient client, int count)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(async _ => await client.WaitForInstanceCompletionAsync(await client.ScheduleNewOrchestrationInstanceAsync("Five"))));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> FanOutSecondsAsync(int count)
    {
        await using var engine = await StartAsync(new InMemoryEngineStore());
        var client = new EngineClient(engine, "Benchmark");
        await client.WaitForInstanceCompletionAsync(await client.ScheduleNewOrchestrationInstanceAsync("FanOut", 1_000));
        var started = Stopwatch.GetTimestamp();
        var end = await client.WaitForInstanceCompletionAsync(await client.ScheduleNewOrchestrationInstanceAsync("FanOut", count));
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"The fan-out ended {end.RuntimeStatus}.");
    }

    private static async Task<DurableEngine> StartAsync(IEngineStore store)
    {
        var functions = new LambdaFunctions()
            .Activity<int, string>("Hello", number => string.Create(CultureInfo.InvariantCulture, $"Hello {number}"))
            .Activity<int, int>("Double", value => value * 2)
            .Orchestrator("Five", async context =>
            {
                List<string> said = [];
                for (var number = 0; number < 5; number++)
                {
                    said.Add(await context.CallActivityAsync<string>("Hello", number));
                }

                return said.Count;
            })
            .Orchestrator("FanOut", async context => (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(value => context.CallActivityAsync<int>("Double", value)))).Length);
        var engine = new DurableEngine(new EngineSettings(new ReplaySettings(LambdaFunctions.Converter)) { Shards = DurableSettings.Shards }, new EngineServices(store, functions, TimeProvider.System, NullLoggerFactory.Instance));
        await engine.StartAsync(CancellationToken.None);
        return engine;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
