using Azure.Storage.Blobs;
using BackOffice.LocalRuntime.Blobs;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Tests.Blobs;

/// <summary>A whole app, with functions as they are written.</summary>
public sealed class BlobBindingTests
{
    [Fact]
    public async Task B_9_A_blob_comes_in_the_type_the_function_asks_for()
    {
        var seen = await RunAsync(typeof(ReadingFunctions), "order 1.json", """{"number":7}""", expected: 9);

        const string content = """{"number":7}""";
        Assert.Equal(content, seen["AsString"]);
        Assert.Equal(content, seen["AsBytes"]);
        Assert.Equal(content, seen["AsBinaryData"]);
        Assert.Equal(content, seen["AsStream"]);
        Assert.Equal("order 1.json", seen["AsBlobClient"]);
        Assert.Equal("order 1.json", seen["AsBlockBlobClient"]);
        Assert.Equal("order 1.json", seen["AsBlobBaseClient"]);
        Assert.Equal("drop", seen["AsContainerClient"]);
        Assert.Equal("7", seen["AsObject"]);
    }

    [Fact]
    public async Task B_1_Captures_and_the_values_of_the_host_bind_to_parameters()
    {
        var seen = await RunAsync(typeof(NamingFunctions), "acme/scan.1.pdf", "x", expected: 1);

        Assert.Equal("acme|scan.1|pdf|drop/acme/scan.1.pdf|/test/drop/acme/scan.1.pdf|0", seen["Names"]);
    }

    [Fact]
    public async Task B_9_A_type_there_is_not_ends_in_the_poison_queue()
    {
        var account = AzuriteFixture.FreshAccount();
        await using var app = await StartAsync(typeof(ImpossibleFunctions), account, new Sightings());
        await DropAsync(account, "a", "x");
        var queue = new Azure.Storage.Queues.QueueClient(account, "webjobs-blobtrigger-poison");

        await BlobScene.UntilAsync(async () => await queue.ExistsAsync() && (await queue.PeekMessagesAsync()).Value.Length == 1);
    }

    [Fact]
    public async Task B_3_After_the_plug_is_pulled_nothing_is_asked_and_the_next_app_gets_the_blob()
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.FreshAccount());
        var sightings = new Sightings();
        await using var app = await StartAsync(typeof(PatientFunctions), proxy.ConnectionString, sightings);
        await DropAsync(proxy.ConnectionString, "a", "x");
        await BlobScene.UntilAsync(() => sightings.Seen.Count == 1);

        app.Abandon();
        await Task.Delay(100);
        var requests = proxy.RequestCount;
        await Task.Delay(300);
        Assert.Equal(requests, proxy.RequestCount);

        var next = new Sightings();
        await using var restarted = await StartAsync(typeof(PatientFunctions), proxy.ConnectionString, next);
        await BlobScene.UntilAsync(() => next.Seen.Count == 1);
        Assert.Single(sightings.Seen);
        next.End.SetResult();
    }

    private static async Task<IDictionary<string, string>> RunAsync(Type functions, string name, string content, int expected)
    {
        var account = AzuriteFixture.FreshAccount();
        var sightings = new Sightings();
        await using var app = await StartAsync(functions, account, sightings);
        await DropAsync(account, name, content);
        await BlobScene.UntilAsync(() => sightings.Seen.Count == expected);
        return sightings.Seen;
    }

    private static Task<AppRunner> StartAsync(Type functions, string account, Sightings sightings)
        => new TestApp(functions)
        {
            Args = [$"--AzureWebJobsStorage={account}", "--LocalRuntime:BlobPollInterval=00:00:00.050"],
            Modules = [services => services.AddBlobTriggers()],
            Configure = builder => builder.Services.AddSingleton(sightings),
        }.StartAsync();

    private static async Task DropAsync(string account, string name, string content)
    {
        var container = new BlobContainerClient(account, "drop");
        await container.CreateIfNotExistsAsync();
        await container.UploadBlobAsync(name, BinaryData.FromString(content));
    }
}
