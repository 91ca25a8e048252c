using System.Text;
using BackOffice.Documents.Domain;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Http;

public sealed class JsonTests
{
    [Theory]
    [InlineData("""{"to":"nowhere"}""", "$.to is one of other, supplier-invoices, orders, notices.")]
    [InlineData("""{"to":1}""", "$.to is one of other, supplier-invoices, orders, notices.")]
    [InlineData("""{"to":"1"}""", "$.to is one of other, supplier-invoices, orders, notices.")]
    [InlineData("""{"lines":[{"kind":"Pdf"},{"kind":"Papyrus"}]}""", "$.lines[1].kind is one of ")]
    [InlineData("""{"count":"3"}""", "The body does not fit at $.count, line 1.")]
    [InlineData("""{"cuont":3}""", "The body does not fit at $.cuont, line 1.")]
    [InlineData("""{"count":""", "The body does not fit at $.count, line 1.")]
    [InlineData("null", "The body is null.")]
    public async Task A_body_that_does_not_fit_is_told_where_and_what_would(string body, string detail)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(body));

        Assert.Equal((400, "invalid-request"), (refusal.Status, refusal.Code));
        Assert.StartsWith(detail, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_read_as_they_are_written()
        => Assert.Equal(Destination.SupplierInvoices, (await ReadAsync("""{"to":"supplier-invoices"}""")).To);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused_whether_it_says_so_or_not(bool saysSo)
    {
        var request = Request(new string(' ', Json.MostBytes + 1));
        request.ContentLength = saysSo ? Json.MostBytes + 1 : null;

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Json.ReadAsync<Body>(request, TestContext.Current.CancellationToken));

        Assert.Equal((413, "body-too-large"), (refusal.Status, refusal.Code));
        Assert.Equal(saysSo ? 0 : Json.MostBytes + 1, request.Body.Position);
    }

    private static Task<Body> ReadAsync(string body) => Json.ReadAsync<Body>(Request(body), TestContext.Current.CancellationToken);

    private static HttpRequest Request(string body)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return http.Request;
    }

    private sealed record Body(Destination? To, int Count, IReadOnlyList<Line>? Lines);

    private sealed record Line(DocumentKind Kind);
}
