using System.Net;
using System.Net.Http.Json;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using BackOffice.Documents.Domain;
using BackOffice.TestKit;

namespace BackOffice.Documents;

/// <summary>How blobs come: overwritten, removed, strangely named, in the wrong place.</summary>
public sealed class DocumentArrivalTests(ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string NoBlobTrigger = "--AzureWebJobs.DocumentDropped.Disabled=true";

    [Fact]
    public async Task A_blob_overwritten_before_it_is_read_is_superseded_by_a_document_of_its_own()
    {
        await using var app = await StalledAsync();
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.WaitAsync(async () => (await app.World.DocumentsAsync()).Count == 1, "the first version to be seen");
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(2));
        app.Proxy.Decide(_ => ProxyVerdict.Pass);

        await app.SettleAsync(2);

        Assert.Equal(["Routed", "Superseded"], await StatesAsync(app));
        Assert.Equal("INV-000002", Assert.Single(await app.World.EntriesAsync()).SenderReference);
    }

    [Fact]
    public async Task A_blob_removed_before_it_is_read_is_withdrawn()
    {
        await using var app = await StalledAsync();
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.WaitAsync(async () => (await app.World.DocumentsAsync()).Count == 1, "the blob to be seen");
        await app.World.Drop.DeleteBlobAsync("acme/a.xml");
        app.Proxy.Decide(_ => ProxyVerdict.Pass);

        await app.SettleAsync(1);

        Assert.Equal(["Withdrawn"], await StatesAsync(app));
        Assert.Empty(await app.World.EntriesAsync());
        Assert.Equal(0, (await app.SweepAsync()).Discrepancies);
    }

    [Fact]
    public async Task A_blob_overwritten_after_it_was_taken_in_is_a_second_document()
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.SettleAsync(1);
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(2));
        await app.SettleAsync(2);
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(2));
        await app.SettleAsync(3);

        Assert.Equal(["Duplicate", "Routed", "Routed"], await StatesAsync(app));
    }

    [Theory]
    [InlineData("Žluťoučký kůň €.xml")]
    [InlineData("请款单/发票 1.xml")]
    [InlineData("two  spaces and a plus+.xml")]
    [InlineData("100% discount %20 %2F.xml")]
    [InlineData("..a..b...xml")]
    [InlineData("quote' and \"double\" #1 ?x=y&z.xml")]
    [InlineData("e\u0301-decomposed-\U0001F4C4.xml")]
    [InlineData("deep/er/and/deep/er/still/invoice.xml")]
    public async Task A_name_may_be_any_text(string name)
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.DropAsync(name, SampleDocuments.Invoice(1));

        var row = await app.UntilAsync(name, DocumentState.Routed);

        var answer = await app.GetAsync($"acme/documents/{row.Reference.DocumentId}");
        Assert.Equal(name, answer.Json.GetProperty("name").GetString());
        await app.SettleAsync(1);
    }

    [Fact]
    public async Task A_name_may_have_900_characters()
    {
        await using var app = await DocumentsApp.StartAsync();
        var name = new string('n', 900) + ".xml";
        await app.World.DropAsync(name, SampleDocuments.Invoice(1));

        var row = await app.UntilAsync(name, DocumentState.Routed);

        Assert.Equal((1L, 64), (row.Number, row.Sha256!.Length));
    }

    [Theory]
    [InlineData("lost.xml")]
    [InlineData("NO TENANT/lost.xml")]
    [InlineData("1/lost.xml")]
    [InlineData("unassigned-because-its-folder-is-too-long/lost.xml")]
    public async Task What_lies_where_no_company_can_be_is_swept_to_nobody_s_quarantine(string blob)
    {
        await using var app = await DocumentsApp.StartAsync();
        await app.World.Drop.UploadBlobAsync(blob, new BinaryData(SampleDocuments.Invoice(1)));
        var nobody = new DocumentsWorld(app.Account, Tenancy.Tenant.Nobody);

        await app.WaitAsync(async () => (await nobody.DocumentsAsync()) is [{ State: DocumentState.Quarantined }], $"{blob} to be set aside");

        var row = Assert.Single(await nobody.DocumentsAsync());
        Assert.Equal((blob, nameof(QuarantineReason.UnknownTenant)), (row.Name, row.QuarantineReason));
        var seen = Assert.Single((await app.GetAsync("unassigned/documents?needsPerson=true", "root")).Items);
        Assert.Equal((row.Reference.DocumentId, blob), (seen.GetProperty("id").GetString(), seen.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_company_that_is_not_known_yet_gets_its_documents_when_it_is()
    {
        await using var app = await DocumentsApp.StartAsync();
        var nowa = new DocumentsWorld(app.Account, "nowa");
        await nowa.DropAsync("a.xml", SampleDocuments.Invoice(1));
        var row = await app.UntilAsync("a.xml", DocumentState.Quarantined, "nowa");
        Assert.Equal(nameof(QuarantineReason.UnknownTenant), row.QuarantineReason);
        Assert.Empty(await nowa.EntriesAsync());

        using var company = JsonContent.Create(new { name = "Nowa Sp. z o.o.", country = "PL", zone = "Europe/Warsaw" });
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync(HttpMethod.Put, "nowa", new Asking("root", Content: company))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await app.CommandAsync($"nowa/documents/{row.Reference.DocumentId}/release", new { reason = "They are with us now" }, "root")).Status);

        var registered = await app.UntilAsync("a.xml", DocumentState.Routed, "nowa");
        Assert.Equal(1L, registered.Number);
        Assert.Equal(0, (await app.SweepAsync("nowa")).Discrepancies);
    }

    [Fact]
    public async Task A_release_before_the_company_is_known_changes_nothing_and_a_later_one_does()
    {
        await using var app = await DocumentsApp.StartAsync();
        await new DocumentsWorld(app.Account, "nowa").DropAsync("a.xml", SampleDocuments.Invoice(1));
        var row = await app.UntilAsync("a.xml", DocumentState.Quarantined, "nowa");

        await app.CommandAsync($"nowa/documents/{row.Reference.DocumentId}/release", new { reason = "Too early" }, "root");
        await app.WaitAsync(async () => (await DecisionsAsync(app, "nowa")) is ["Refused"], "the release to be refused");
        using var company = JsonContent.Create(new { name = "Nowa Sp. z o.o.", country = "PL", zone = "Europe/Warsaw" });
        await app.AskAsync(HttpMethod.Put, "nowa", new Asking("root", Content: company));
        await app.CommandAsync($"nowa/documents/{row.Reference.DocumentId}/release", new { reason = "Now they are" }, "root");

        await app.UntilAsync("a.xml", DocumentState.Routed, "nowa");
    }

    [Fact]
    public async Task A_lost_trigger_is_made_good_by_the_sweeper()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Settings = [NoBlobTrigger] });
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.World.DropAsync("b.png", SampleDocuments.Scan());

        await app.SettleAsync(2);

        Assert.Equal(["NeedsPerson", "Routed"], await StatesAsync(app));
        Assert.Equal(2, (await app.World.SweepsAsync()).Sum(sweep => sweep.Result.TakenUp));
        Assert.Equal(2, (await DocumentsWorld.MessagesAsync(app.Runner)).Count);
    }

    /// <summary>Nobody reads the queue of poison blobs, and nobody has to.</summary>
    [Fact]
    public async Task A_blob_that_failed_five_times_and_is_poison_ends_where_it_belongs_all_the_same()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Faults = request => request is { IsWrite: true, Container: DocumentKeys.Table } ? ProxyVerdict.Answer(403) : ProxyVerdict.Pass });
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.World.DropAsync("cut-off.xml", SampleDocuments.Broken());
        var poison = new QueueClient(app.Account, "webjobs-blobtrigger-poison");
        await app.WaitAsync(async () => await poison.ExistsAsync() && (await poison.PeekMessagesAsync(32)).Value.Length == 2, "both to be poison");
        Assert.Empty(await app.World.DocumentsAsync());

        app.Proxy.Decide(_ => ProxyVerdict.Pass);
        await app.SettleAsync(2);

        Assert.Equal(["Quarantined", "Routed"], await StatesAsync(app));
        Assert.Equal("cut-off.xml", Assert.Single((await app.GetAsync("acme/documents?needsPerson=true")).Items).GetProperty("name").GetString());
        Assert.Equal(2, (await app.World.SweepsAsync()).Sum(sweep => sweep.Result.TakenUp));
        Assert.Equal(2, (await poison.PeekMessagesAsync(32)).Value.Length);
    }

    /// <summary>The blob stays in the drop because clearing it is refused; then its receipt is deleted by hand.</summary>
    [Fact]
    public async Task A_deleted_receipt_brings_the_blob_again_and_nothing_is_registered_twice()
    {
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup { Faults = request => request is { Method: "DELETE", Container: DocumentKeys.Drop } ? ProxyVerdict.Answer(412) : ProxyVerdict.Pass });
        await app.World.DropAsync("a.xml", SampleDocuments.Invoice(1));
        await app.UntilAsync("a.xml", DocumentState.Routed);
        var deleted = 0;
        var hosts = new Azure.Storage.Blobs.BlobContainerClient(app.Account, "azure-webjobs-hosts");
        await foreach (var receipt in hosts.GetBlobsAsync(BlobTraits.None, BlobStates.None, "blobreceipts/", CancellationToken.None))
        {
            await hosts.DeleteBlobAsync(receipt.Name);
            deleted++;
        }

        Assert.Equal(1, deleted);
        await app.WaitAsync(async () => await hosts.GetBlobsAsync(BlobTraits.None, BlobStates.None, "blobreceipts/", CancellationToken.None).AnyAsync(), "the blob to come again");
        app.Proxy.Decide(_ => ProxyVerdict.Pass);

        await app.SettleAsync(1);

        output.WriteLine("taken up by " + string.Join(' ', (await app.World.SweepsAsync()).Select(sweep => sweep.Result)));
        Assert.Single(await app.World.EntriesAsync());
        Assert.Single(await DocumentsWorld.MessagesAsync(app.Runner));
    }

    private static async Task<DocumentsApp> StalledAsync()
        => await DocumentsApp.StartAsync(new DocumentsSetup { Faults = request => request is { Method: "GET", Container: DocumentKeys.Drop } && request.Target.Contains("a.xml", StringComparison.Ordinal) ? ProxyVerdict.Answer(503) : ProxyVerdict.Pass });

    private static async Task<IEnumerable<string>> StatesAsync(DocumentsApp app)
        => (await app.World.DocumentsAsync()).Select(row => $"{row.State}").Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> DecisionsAsync(DocumentsApp app, string tenant)
        => [.. (await new DocumentsWorld(app.Account, tenant).RowsAsync<Azure.Data.Tables.TableEntity>("decision|")).Select(row => row.GetString("State")!)];
}
