using System.Net;
using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

public sealed class DocumentContentTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private DocumentsApp App => fixture.App;

    [Theory]
    [InlineData("Žluťoučký kůň €.xml")]
    [InlineData("fattura n. 12 100% \"sconto\";.xml")]
    [InlineData("请款单.xml")]
    [InlineData("..hidden..xml")]
    public async Task The_content_comes_back_byte_by_byte_as_a_download_under_its_name(string name)
    {
        var content = SampleDocuments.Invoice(name.Sum(letter => letter));
        var dropped = await App.UploadAsync(name, content);
        Assert.Equal(HttpStatusCode.Accepted, dropped.Status);
        await App.WaitAsync(async () => (await App.GetAsync($"acme/documents/{dropped.Id}")).Json.GetProperty("state").GetString() == $"{DocumentState.Routed}", "the upload to be routed");

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/acme/documents/{dropped.Id}/content", UriKind.Relative));
        using var answer = await App.SendAsync(request, new Asking());

        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("attachment", name), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileNameStar));
    }

    [Fact]
    public async Task Quarantined_content_can_be_looked_at_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/acme/documents/{fixture.Quarantined}/content", UriKind.Relative));
        using var answer = await App.SendAsync(request, new Asking());

        Assert.Equal(SampleDocuments.Broken(), await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Two_readers_at_once_get_the_same()
    {
        var contents = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => App.GetAsync($"acme/documents/{fixture.Routed}/content")));

        Assert.Single(contents.Select(content => content.Text).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/content")]
    public async Task A_document_nobody_knows_is_not_found(string method, string rest)
        => (await App.AskAsync(HttpMethod.Parse(method), $"acme/documents/0123456789ab0123456789abcdef{rest}", new Asking())).AssertRefused(HttpStatusCode.NotFound, "not-found");
}
