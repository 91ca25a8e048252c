using System.Net;
using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

public sealed class DocumentListTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private DocumentsApp App => fixture.App;

    [Theory]
    [InlineData("state=Routed", "invoice.xml")]
    [InlineData("state=quarantined,NeedsPerson", "cut-off.xml scan.png")]
    [InlineData("state=Routed&state=Quarantined", "cut-off.xml invoice.xml")]
    [InlineData("kind=Image", "scan.png")]
    [InlineData("destination=supplier-invoices", "invoice.xml scan.png")]
    [InlineData("destination=supplier-invoices&state=NeedsPerson", "scan.png")]
    [InlineData("needsPerson=true", "cut-off.xml scan.png")]
    [InlineData("state=Annulled", "")]
    public async Task The_list_shows_what_the_filter_asks_for(string filter, string names)
    {
        var page = await App.GetAsync($"acme/documents?{filter}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(names, string.Join(' ', page.Items.Select(item => item.GetProperty("name").GetString()).Where(name => !name!.StartsWith("many/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("state=Lost")]
    [InlineData("kind=Ubl%27%20or%20PartitionKey%20ne%20%27")]
    [InlineData("destination=nowhere")]
    [InlineData("needsPerson=perhaps")]
    [InlineData("top=0")]
    [InlineData("top=201")]
    [InlineData("top=many")]
    [InlineData("continuation=garbage")]
    [InlineData("continuation=%F0%9F%92%A9")]
    public async Task What_the_list_does_not_know_is_refused(string query)
        => (await App.GetAsync($"acme/documents?{query}")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Theory]
    [InlineData("acme/register/2026?continuation=garbage")]
    [InlineData("acme/documents-sweeps?top=-1")]
    public async Task Every_list_refuses_them(string path)
        => (await App.GetAsync(path)).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task Paging_meets_every_document_once_latest_first()
    {
        for (var number = 0; number < 20; number++)
        {
            await App.World.DropAsync($"many/{number}.xml", SampleDocuments.Invoice(1_000 + number));
        }

        await App.SettleAsync(23);
        List<string> ids = [];
        var pages = 0;
        for (string? next = ""; next is not null; pages++)
        {
            var page = await App.GetAsync($"acme/documents?top=7&continuation={next}");
            Assert.InRange(page.Items.Count, 1, 7);
            ids.AddRange(page.Items.Select(item => item.GetProperty("id").GetString()!));
            next = page.Next;
        }

        Assert.Equal(4, pages);
        Assert.Equal((await App.World.DocumentsAsync()).Select(row => row.Reference.DocumentId), ids);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        await AssertFilteredPagesAsync();
    }

    /// <summary>A filter may leave storage's own pages half empty; ours are full, and none is missed.</summary>
    private async Task AssertFilteredPagesAsync()
    {
        List<int> sizes = [];
        for (string? next = ""; next is not null;)
        {
            var page = await App.GetAsync($"acme/documents?state={DocumentState.Routed}&top=8&continuation={next}");
            sizes.Add(page.Items.Count);
            next = page.Next;
        }

        Assert.Equal(21, sizes.Sum());
    }

    [Fact]
    public async Task A_document_shows_all_that_is_known_of_it()
    {
        var document = (await App.GetAsync($"acme/documents/{fixture.Routed}")).Json;

        Assert.Equal("Routed", document.GetProperty("state").GetString());
        Assert.Equal("UblInvoice", document.GetProperty("kind").GetString());
        Assert.Equal("INV-000001", document.GetProperty("header").GetProperty("number").GetString());
        Assert.Matches("^ACME-PROT-[0-9]{4}-[0-9]{7}$", document.GetProperty("register").GetProperty("signature").GetString());
        Assert.NotEqual(default, document.GetProperty("notification").GetProperty("sentAt").GetDateTimeOffset());
        Assert.Equal(["Accept", "Register"], document.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("event").GetString()));
        Assert.Equal(["annul"], document.GetProperty("allowed").EnumerateArray().Select(allowed => allowed.GetString()));
    }
}
