using System.Globalization;
using Azure.Storage.Blobs;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using BackOffice.LocalRuntime.Timers;
using BackOffice.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Timers;

public sealed class ScheduleStatusStoreTests
{
    private readonly string account = AzuriteFixture.FreshAccount();
    private readonly FunctionDescriptor function = new TimerScene("0 0 * * * *").Descriptor;

    [Fact]
    public async Task T_3_The_status_lies_where_Azure_has_it()
    {
        await Store().SaveAsync(function, Status(), CancellationToken.None);

        var text = await StatusBlob().DownloadContentAsync();
        Assert.Equal(
            """{"Last":"2026-01-31T23:00:00+00:00","Next":"2026-02-01T00:00:00+00:00","LastUpdated":"2026-01-31T23:00:00+00:00"}""",
            text.Value.Content.ToString());
    }

    [Fact]
    public async Task T_3_The_status_survives_a_restart_and_is_overwritten()
    {
        await Store().SaveAsync(function, Status() with { Last = default }, CancellationToken.None);
        await Store().SaveAsync(function, Status(), CancellationToken.None);

        Assert.Equal(Status(), await Store().FindAsync(function, CancellationToken.None));
    }

    [Fact]
    public async Task T_4_A_timer_never_seen_has_no_status()
        => Assert.Null(await Store().FindAsync(function, CancellationToken.None));

    [Theory]
    [InlineData("{\"Last\":")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"Last\":\"yesterday\"}")]
    [InlineData("\0\0\0\0")]
    public async Task T_3_A_status_that_is_none_counts_as_a_new_timer_s(string content)
    {
        await Store().SaveAsync(function, Status(), CancellationToken.None);
        await StatusBlob().UploadAsync(BinaryData.FromString(content), overwrite: true);

        Assert.Null(await Store().FindAsync(function, CancellationToken.None));
    }

    private static TimerStatus Status()
    {
        var last = DateTimeOffset.Parse("2026-01-31T23:00:00Z", CultureInfo.InvariantCulture);
        return new TimerStatus(last, last.AddHours(1), last);
    }

    private BlobScheduleStatusStore Store()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(StorageConnections.Default, account)]).Build();
        return new BlobScheduleStatusStore(new StorageConnections(settings), new HostIdentity("laptop-1", "Hub"), NullLogger<BlobScheduleStatusStore>.Instance);
    }

    private BlobClient StatusBlob() => new(account, "azure-webjobs-hosts", "timers/laptop-1/Host.Functions.Sample/status");
}
