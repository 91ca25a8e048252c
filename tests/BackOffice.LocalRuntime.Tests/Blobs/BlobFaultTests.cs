using BackOffice.TestKit;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Tests.Blobs;

/// <summary>Storage that throttles, fails or goes away, and an app that dies.</summary>
public sealed class BlobFaultTests : IAsyncDisposable
{
    private readonly BlobScene scene = new();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_listing_that_is_refused_is_asked_for_ever_more_rarely_and_the_outage_is_told_once(int status)
    {
        await scene.DropAsync("a");
        await scene.BehindProxyAsync();
        scene.Proxy.Decide(_ => ProxyVerdict.Answer(status));
        await scene.Waiting("drop/{name}").StartAsync();
        var pauses = new List<double>();
        for (var look = 0; look < 7; look++)
        {
            pauses.Add((scene.Time.NextDue!.Value - scene.Time.GetUtcNow()).TotalSeconds);
            await scene.LookAsync();
        }

        scene.Proxy.Decide(_ => ProxyVerdict.Pass);
        await scene.RunsAsync(1);

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
        Assert.Single(scene.Logged, entry => entry.Level == LogLevel.Warning);
        Assert.Single(scene.Logged, entry => entry.Text == "Storage answers again.");
    }

    [Fact]
    public async Task A_listing_that_is_forbidden_does_not_end_the_watch()
    {
        await scene.DropAsync("a");
        await scene.BehindProxyAsync();
        scene.Proxy.Decide(_ => ProxyVerdict.Answer(403));
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.LookAsync();

        scene.Proxy.Decide(_ => ProxyVerdict.Pass);

        await scene.RunsAsync(1);
    }

    [Fact]
    public async Task A_receipt_whose_answer_is_lost_still_starts_its_function_once()
    {
        await scene.DropAsync("a");
        await scene.BehindProxyAsync();
        var lost = 0;
        scene.Proxy.Decide(request => IsReceipt(request) && Interlocked.Increment(ref lost) == 1 ? ProxyVerdict.LoseAnswer : ProxyVerdict.Pass);
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(1);

        Assert.Single(await scene.ReceiptsAsync());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_receipt_that_is_throttled_is_written_later(int status)
    {
        await scene.DropAsync("a");
        await scene.BehindProxyAsync();
        var refused = 0;
        scene.Proxy.Decide(request => IsReceipt(request) && Interlocked.Increment(ref refused) <= 3 ? ProxyVerdict.Answer(status) : ProxyVerdict.Pass);
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(1);
    }

    [Fact]
    public async Task A_completion_that_fails_is_tried_again_and_the_function_is_not()
    {
        await scene.DropAsync("a");
        await scene.BehindProxyAsync();
        var refused = 0;
        scene.Proxy.Decide(request => request.Target.Contains("comp=metadata", StringComparison.Ordinal) && Interlocked.Increment(ref refused) <= 3 ? ProxyVerdict.RefuseBefore : ProxyVerdict.Pass);
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(1);

        Assert.Equal(4, refused);
    }

    [Fact]
    public async Task B_6_A_poison_message_that_cannot_be_written_is_written_later()
    {
        scene.Function = (_, _) => throw new InvalidOperationException("unreadable");
        await scene.DropAsync("a");
        await scene.BehindProxyAsync();
        var refused = 0;
        scene.Proxy.Decide(request => request.Service == "queue" && Interlocked.Increment(ref refused) <= 3 ? ProxyVerdict.Answer(503) : ProxyVerdict.Pass);
        await scene.Waiting("drop/{name}").StartAsync();

        await scene.RunsAsync(5);

        Assert.Single(await scene.PoisonAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B_3_An_app_that_dies_at_any_write_loses_no_blob(bool isPoison)
    {
        // Receipt container, receipt, (queue, its creation, message,) completion.
        for (var fatal = 1; fatal <= (isPoison ? 7 : 4); fatal++)
        {
            await using var dying = new BlobScene();
            dying.Function = (_, _) => isPoison ? throw new InvalidOperationException("unreadable") : Task.CompletedTask;
            await dying.DropAsync("a");
            await dying.BehindProxyAsync();
            var proxy = dying.Proxy;
            proxy.Decide(request =>
            {
                if (request.WriteOrdinal != fatal)
                {
                    return ProxyVerdict.Pass;
                }

                proxy.Cut();
                return fatal % 2 == 0 ? ProxyVerdict.LoseAnswer : ProxyVerdict.RefuseBefore;
            });
            await dying.Waiting("drop/{name}").StartAsync();
            await BlobScene.UntilAsync(async () => proxy.IsCut || (await dying.ReceiptsAsync()).Any(receipt => receipt.IsComplete));
            await dying.KillAsync();

            await dying.BehindProxyAsync();
            await dying.StartAsync();
            await BlobScene.UntilAsync(async () => (await dying.ReceiptsAsync()) is [(_, true)]);

            Assert.NotEmpty(dying.Runs);
            Assert.Equal(isPoison, (await dying.PoisonAsync()).Count > 0);
        }
    }

    [Fact]
    public async Task A_log_never_tells_the_name_of_a_blob()
    {
        scene.Function = (_, _) => throw new InvalidOperationException("unreadable");
        await scene.DropAsync("payslip of Anna.pdf");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(5);

        Assert.NotEmpty(scene.Logged);
        Assert.DoesNotContain(scene.Logged, entry => entry.Text.Contains("Anna", StringComparison.Ordinal));
    }

    private static bool IsReceipt(ProxiedRequest request)
        => request.IsWrite && request.Target.Contains("/blobreceipts/", StringComparison.Ordinal);
}
