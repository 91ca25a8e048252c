using System.Net;
using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

public sealed class DocumentUploadTests(UploadFixture fixture) : IClassFixture<UploadFixture>
{
    private DocumentsApp App => fixture.App;

    [Fact]
    public async Task The_same_key_and_content_is_the_same_document()
    {
        var first = await App.UploadAsync("a.xml", SampleDocuments.Invoice(1), key: "one");
        var second = await App.UploadAsync("a.xml", SampleDocuments.Invoice(1), key: "one");

        Assert.Equal((HttpStatusCode.Accepted, $"/api/v1/acme/documents/{first.Id}"), (first.Status, first.Location?.ToString()));
        Assert.Equal(first, second);
        await App.WaitAsync(async () => (await App.GetAsync(first.Location!.ToString()["/api/v1/".Length..])).Json.GetProperty("state").GetString() == "Routed", "the upload to be routed");
        Assert.Equal(first, await App.UploadAsync("a.xml", SampleDocuments.Invoice(1), key: "one")); // long after it was cleared from the drop
    }

    [Fact]
    public async Task The_same_key_with_another_content_or_name_is_refused()
    {
        await App.UploadAsync("b.xml", SampleDocuments.Invoice(2), key: "two");

        (await App.UploadAsync("b.xml", SampleDocuments.Invoice(3), key: "two")).AssertRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await App.UploadAsync("c.xml", SampleDocuments.Invoice(2), key: "two")).AssertRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task The_same_content_under_two_keys_at_once_gets_one_number()
    {
        var uploads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => App.UploadAsync("same.xml", SampleDocuments.Invoice(4))));
        Assert.All(uploads, upload => Assert.Equal((HttpStatusCode.Accepted, ""), (upload.Status, upload.Code ?? "")));
        await App.WaitAsync(async () => (await StatesAsync(uploads)).All(state => state is DocumentState.Routed or DocumentState.Duplicate), "all copies to be at rest");

        Assert.Equal(8, uploads.Select(upload => upload.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Single(await StatesAsync(uploads), DocumentState.Routed);
    }

    [Fact]
    public async Task The_same_key_many_times_at_once_is_one_document()
    {
        var uploads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => App.UploadAsync("once.xml", SampleDocuments.Invoice(5), key: "once")));

        Assert.All(uploads, upload => Assert.Equal(HttpStatusCode.Accepted, upload.Status));
        Assert.Single(uploads.Select(upload => upload.Id).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null, "idempotency-key-missing")]
    [InlineData("", "idempotency-key-missing")]
    public async Task Without_a_key_nothing_is_taken(string? key, string code)
        => (await App.AskAsync(HttpMethod.Post, "acme/documents?name=a.xml", new Asking(Key: key, Content: new ByteArrayContent([1])))).AssertRefused(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
        => (await App.UploadAsync("a.xml", SampleDocuments.Invoice(6), key: new string('k', 129))).AssertRefused(HttpStatusCode.BadRequest, "idempotency-key-missing");

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b.xml")]
    [InlineData(@"a\b.xml")]
    [InlineData("line\nbreak.xml")]
    public async Task A_name_that_is_none_is_refused(string name)
        => (await App.UploadAsync(name, SampleDocuments.Invoice(7))).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
        => (await App.UploadAsync(new string('n', 201), SampleDocuments.Invoice(8))).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
        => (await App.UploadAsync("large.xml", new byte[UploadFixture.MostBytes + 1])).AssertRefused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");

    [Fact]
    public async Task A_blob_that_is_too_large_is_kept_in_quarantine()
    {
        await App.World.DropAsync("large.xml", new byte[UploadFixture.MostBytes + 1]);

        var document = await App.UntilAsync("large.xml", DocumentState.Quarantined);

        Assert.Equal((nameof(QuarantineReason.TooLarge), UploadFixture.MostBytes + 1L), (document.QuarantineReason, document.Size));
        Assert.Contains(DocumentKeys.KeptBlob("acme", document.Sha256!), await App.World.BlobsAsync(DocumentKeys.Kept));
    }

    private async Task<IReadOnlyList<DocumentState>> StatesAsync(Answer[] uploads)
    {
        var ids = uploads.Select(upload => upload.Id).ToHashSet(StringComparer.Ordinal);
        return [.. (await App.World.DocumentsAsync()).Where(row => ids.Contains(row.Reference.DocumentId)).Select(row => row.State)];
    }
}

/// <summary>An app that accepts small documents only.</summary>
public sealed class UploadFixture : IAsyncLifetime
{
    internal const int MostBytes = 20_000;

    private DocumentsApp? app;

    internal DocumentsApp App => app!;

    public async ValueTask InitializeAsync() => app = await DocumentsApp.StartAsync(new DocumentsSetup { Settings = [$"--Documents:MostBytes={MostBytes}"] });

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
