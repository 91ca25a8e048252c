using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using BackOffice.Documents;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using BackOffice.TestKit;

namespace BackOffice.Benchmarks;

/// <summary>P-12: the intake of e-invoices that lie in the drop when the app starts, in a process of its own on Azurite in memory.</summary>
internal static class IntakeBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(40);

    public static async Task<int> RunAsync(int documents, int rounds, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var result = await PlayAsync(documents, behindProxy: false, cancellationToken);
            seconds.Add(result.Seconds);
            Print($"round {round + 1}: {documents} documents in {result.Seconds:0.0} s, {documents / result.Seconds:0} documents/s");
        }

        var median = seconds.Order().ElementAt(seconds.Count / 2);
        var counted = await PlayAsync(documents, behindProxy: true, cancellationToken);
        var total = counted.Requests.Values.Sum();
        Print($"median of {rounds}: {documents / median:0} documents/s (goal >= 50)");
        Print($"storage requests a document, everything the process sends from its start on: {(double)total / documents:0.00} (goal <= 10)");
        foreach (var (sender, count) in counted.Requests.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Print($"  {sender,-18} {(double)count / documents,6:0.00}  ({count})");
        }

        return documents / median >= 50 && total <= 10 * documents ? 0 : 1;
    }

    /// <returns>From the first arrival written down to the last notification accepted by the bus; and the peak working set of the app.</returns>
    public static async Task<(double Seconds, long PeakBytes, IReadOnlyDictionary<string, int> Requests)> PlayAsync(int documents, bool behindProxy, CancellationToken cancellationToken)
    {
        // An emulator of its own for each round: its blobs slow all others down.
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
        var account = azurite.ConnectionString();
        var world = new DocumentsWorld(account);
        await world.FoundCompanyAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, documents),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (number, _) => await world.DropAsync(string.Create(CultureInfo.InvariantCulture, $"invoice-{number:000000}.xml"), SampleDocuments.Invoice(number)));

        var requests = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await using var proxy = behindProxy ? await FaultProxy.StartAsync(account, request => Count(requests, request)) : null;
        await using var app = await AppProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "BackOffice.Functions.dll"),
            [$"--AzureWebJobsStorage={proxy?.ConnectionString ?? account}"],
            cancellationToken);
        await WaitUntilSentAsync(world, documents, app, cancellationToken);

        var first = (await world.DocumentsAsync()).Min(document => document.ReceivedAt);
        var last = (await world.RowsAsync<TableEntity>("outbox|sent|")).Max(row => row.GetDateTimeOffset("SentAt")!.Value);
        var peak = app.PeakWorkingSet;
        await app.StopAsync();
        await azurite.StopAsync(cancellationToken);
        return ((last - first).TotalSeconds, peak, requests);
    }

    /// <summary>Watches the counter, one row; reading more would take the cores that the app needs.</summary>
    private static async Task WaitUntilSentAsync(DocumentsWorld world, int documents, AppProcess app, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (await world.LastNumberAsync() < documents || (await world.RowsAsync<TableEntity>("outbox|sent|")).Count < documents)
        {
            if (Stopwatch.GetElapsedTime(started) > Limit || app.HasExited)
            {
                throw new TimeoutException($"The intake did not end; the log is {app.LogFile}.");
            }

            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        }
    }

    private static ProxyVerdict Count(ConcurrentDictionary<string, int> requests, ProxiedRequest request)
    {
        var sender = request.Container switch
        {
            "azure-webjobs-hosts" => "trigger, receipts",
            DocumentKeys.Drop when request.Target.Contains("comp=list", StringComparison.Ordinal) => "trigger, listing",
            _ when request.Container.StartsWith("ServiceBus", StringComparison.OrdinalIgnoreCase) => "bus",
            _ when request.Container.Contains("Durable", StringComparison.OrdinalIgnoreCase) => "engine",
            _ => "app",
        };
        requests.AddOrUpdate(sender, 1, (_, count) => count + 1);
        return ProxyVerdict.Pass;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
