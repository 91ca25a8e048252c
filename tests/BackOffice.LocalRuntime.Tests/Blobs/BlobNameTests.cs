using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Storage.Sas;

namespace BackOffice.LocalRuntime.Tests.Blobs;

/// <summary>Names come from scanners, mail clients and people.</summary>
public sealed class BlobNameTests : IAsyncDisposable
{
    private readonly BlobScene scene = new();

    public static TheoryData<string> Names =>
    [
        "Faktura žółć 发票 🧾.pdf",
        "a b  c.pdf",
        "100% sure.pdf",
        "%2e%2e%2Fetc.pdf",
        "a..b/...pdf",
        "q?uery#frag&ment=1+2.pdf",
        "quote'\"<x>.pdf",
        "slash//double.pdf",
        "{braces}.pdf",
        "~tilde.pdf",
        "trailing.",
        new string('n', 1024),
        new string('ä', 1024),
        string.Join('/', Enumerable.Repeat("deep", 200)),
    ];

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task B_1_Any_name_triggers_once_reads_its_own_content_and_survives_a_restart(string name)
    {
        var contents = new List<string>();
        scene.Function = async (run, _) => contents.Add(await BlobContent.ReadAsync(run.Input));
        await scene.DropAsync(name, "this one");
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);
        await scene.StopAsync();

        await scene.StartAsync();
        await scene.LookAsync();

        Assert.Equal([name], scene.RunNames);
        Assert.Equal(name, scene.Runs.Single().Input.BindingData["name"]);
        Assert.Equal(["this one"], contents);
    }

    [Fact]
    public async Task B_3_A_deleted_receipt_of_a_very_long_name_triggers_again()
    {
        await scene.DropAsync(new string('n', 1024));
        await scene.Waiting("drop/{name}").StartAsync();
        await scene.RunsAsync(1);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.LookAsync();
        Assert.Single(scene.Runs);

        await scene.DeleteReceiptsAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        await scene.RunsAsync(2);
    }

    [Fact]
    public async Task A_name_with_a_dot_segment_reads_no_other_blob_and_ends_in_the_poison_queue()
    {
        await scene.DropAsync("secret.pdf", "of another");
        await UploadRawAsync("x/../secret.pdf");
        await scene.Waiting("drop/x/{name}").StartAsync();
        await BlobScene.UntilAsync(async () => (await scene.PoisonAsync()).Count == 1);
        await scene.QuietAsync();
        await scene.LookAsync();

        Assert.Empty(scene.Runs);
        Assert.Equal("x/../secret.pdf", JsonDocument.Parse((await scene.PoisonAsync()).Single()).RootElement.GetProperty("BlobName").GetString());
    }

    /// <summary>As a client that does not fold paths: the SDK cannot send such a name.</summary>
    private async Task UploadRawAsync(string name)
    {
        await scene.Drop.CreateIfNotExistsAsync();
        var signed = scene.Drop.GenerateSasUri(BlobContainerSasPermissions.Write, DateTimeOffset.UtcNow.AddHours(1));
        var target = new Uri(
            $"{signed.GetLeftPart(UriPartial.Path)}/{name}{signed.Query}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var request = new HttpRequestMessage(HttpMethod.Put, target) { Content = content };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.Add("x-ms-version", "2021-12-02");
        request.Headers.Add("x-ms-date", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture));
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
