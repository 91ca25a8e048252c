using System.Globalization;

namespace BackOffice.Benchmarks;

/// <summary>Whether the app's memory grows with the number of documents: its peak working set at ten thousand over that at one thousand.</summary>
internal static class MemoryBenchmark
{
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (_, small, _) = await IntakeBenchmark.PlayAsync(1_000, behindProxy: false, cancellationToken);
        var (seconds, large, _) = await IntakeBenchmark.PlayAsync(10_000, behindProxy: false, cancellationToken);
        var ratio = (double)large / small;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak working set, workstation GC: {small >> 20} MB at 1 000 documents, {large >> 20} MB at 10 000: {ratio:0.00} times (goal <= 1.3); 10 000 at {10_000 / seconds:0} documents/s"));
        return ratio <= 1.3 ? 0 : 1;
    }
}
