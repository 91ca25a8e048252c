using System.Diagnostics;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Storage;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private readonly string account = AzuriteFixture.FreshAccount();
    private FaultProxy? proxy;

    public async ValueTask DisposeAsync()
    {
        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }
    }

    [Fact]
    public async Task Accounts_are_fresh_and_apart()
    {
        await Container(account).CreateAsync();

        Assert.False(await Container(AzuriteFixture.FreshAccount()).ExistsAsync());
    }

    [Fact]
    public async Task Accounts_do_not_run_out()
    {
        var taken = Enumerable.Range(0, 2001).Select(_ => AzuriteFixture.FreshAccount()).ToHashSet();

        Assert.Equal(2001, taken.Count);
        Assert.False(await Container(taken.Last()).ExistsAsync());
    }

    [Fact]
    public async Task Writes_are_counted_and_named_and_reads_are_not()
    {
        proxy = await FaultProxy.StartAsync(account);
        var container = Container(proxy.ConnectionString);
        await container.CreateAsync();
        await container.UploadBlobAsync("a folder/with 'odd' näme.txt", BinaryData.FromString("text"));
        var text = await container.GetBlobClient("a folder/with 'odd' näme.txt").DownloadContentAsync();

        Assert.Equal("text", text.Value.Content.ToString());
        Assert.Equal(3, proxy.RequestCount);
        Assert.Equal(["box", "box"], proxy.Writes.Select(write => write.Container));
        Assert.Equal([1, 2], proxy.Writes.Select(write => write.WriteOrdinal));
    }

    [Fact]
    public async Task A_refused_write_never_reaches_storage()
    {
        proxy = await FaultProxy.StartAsync(account, request => request.IsWrite ? ProxyVerdict.RefuseBefore : ProxyVerdict.Pass);

        await Assert.ThrowsAnyAsync<Exception>(() => Container(proxy.ConnectionString).CreateAsync());

        Assert.False(await Container(account).ExistsAsync());
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_has_happened()
    {
        proxy = await FaultProxy.StartAsync(account, request => request.IsWrite ? ProxyVerdict.LoseAnswer : ProxyVerdict.Pass);

        await Assert.ThrowsAnyAsync<Exception>(() => Container(proxy.ConnectionString).CreateAsync());

        Assert.True(await Container(account).ExistsAsync());
    }

    [Fact]
    public async Task A_truncated_answer_is_an_error_for_the_reader()
    {
        await Container(account).CreateAsync();
        await Container(account).UploadBlobAsync("long", BinaryData.FromBytes(new byte[1000]));
        proxy = await FaultProxy.StartAsync(account, _ => ProxyVerdict.TruncateAnswer);

        await Assert.ThrowsAnyAsync<Exception>(() => Container(proxy.ConnectionString).GetBlobClient("long").DownloadContentAsync());
    }

    [Fact]
    public async Task A_given_answer_arrives_with_its_wait()
    {
        proxy = await FaultProxy.StartAsync(account, _ => ProxyVerdict.Answer(503, TimeSpan.FromSeconds(7)));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Container(proxy.ConnectionString).CreateAsync());

        Assert.Equal(503, failure.Status);
        Assert.Equal("7", failure.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait) ? wait : null);
    }

    [Fact]
    public async Task After_the_cut_nothing_passes_and_what_stalled_ends()
    {
        proxy = await FaultProxy.StartAsync(account, _ => ProxyVerdict.Stall);
        var stalled = Container(proxy.ConnectionString).CreateAsync();
        await Until(() => proxy.RequestCount == 1);

        proxy.Cut();

        await Until(() => stalled.IsFaulted);
        await Assert.ThrowsAnyAsync<Exception>(() => Queue(proxy.ConnectionString).CreateAsync());
        Assert.Equal(1, proxy.RequestCount);
    }

    [Fact]
    public async Task A_cut_at_a_write_leaves_that_write_done_and_the_next_not()
    {
        proxy = await FaultProxy.StartAsync(account);
        proxy.Decide(request =>
        {
            if (request.WriteOrdinal != 1)
            {
                return ProxyVerdict.Pass;
            }

            proxy.Cut();
            return ProxyVerdict.LoseAnswer;
        });

        await Assert.ThrowsAnyAsync<Exception>(() => Container(proxy.ConnectionString).CreateAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => Queue(proxy.ConnectionString).CreateAsync());

        await Until(() => Container(account).Exists());
        Assert.False(await Queue(account).ExistsAsync());
    }

    private static async Task Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition() && watch.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }

    private static BlobContainerClient Container(string connectionString)
        => new(connectionString, "box", new BlobClientOptions { Retry = { MaxRetries = 0 } });

    private static QueueClient Queue(string connectionString)
        => new(connectionString, "line", new QueueClientOptions { Retry = { MaxRetries = 0 } });
}
