using System.Diagnostics;
using System.Globalization;

namespace BackOffice.LocalRuntime.Tests.Blobs;

/// <summary>What it costs.</summary>
public sealed class BlobScaleTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Many = 1200;

    private readonly BlobScene scene = new();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task A_blob_costs_two_requests_and_its_part_of_the_listings()
    {
        await DropManyAsync(500);
        await scene.BehindProxyAsync();
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(500);

        var writes = scene.Proxy.Writes.Count;
        var reads = scene.Proxy.RequestCount - writes;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"500 blobs: {writes} writes, {reads} reads"));
        Assert.InRange(writes, 1000, 1000 + 40); // each slot may find that the container of receipts is not there yet
        Assert.InRange(reads, 2, 10);
    }

    [Fact]
    public async Task A_restart_over_thousands_of_done_blobs_costs_a_handful_of_requests()
    {
        await DropManyAsync(Many);
        var watch = Stopwatch.StartNew();
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(Many);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Many} blobs in {watch.Elapsed}"));
        await scene.StopAsync();
        await scene.DropAsync("one more");
        await scene.BehindProxyAsync();

        await scene.StartAsync();
        await scene.RunsAsync(Many + 1);

        Assert.Equal(Many + 1, scene.RunNames.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(scene.Proxy.RequestCount, 5, 20);
    }

    private Task DropManyAsync(int count)
        => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _)
            => await scene.DropAsync(string.Create(CultureInfo.InvariantCulture, $"batch/{i:00000}.xml")));
}
