using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BackOffice.Http;

public sealed class ETagsTests
{
    private static readonly Seen First = new("a", 1);
    private static readonly Seen Second = new("a", 2);

    [Fact]
    public void A_record_has_one_strong_tag_until_it_changes()
    {
        var tag = TagOf(First);

        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal(tag, TagOf(new Seen("a", 1)));
        Assert.NotEqual(tag, TagOf(Second));
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    [InlineData("nonsense", 200)]
    public void A_get_with_the_same_tag_is_not_answered_again(string header, int status)
    {
        var request = Request("GET");
        request.Headers.IfNoneMatch = string.Format(null, header, TagOf(First));

        Assert.Equal(status, ETags.Ok(request, First) is StatusCodeHttpResult { StatusCode: var code } ? code : 200);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("*")]
    [InlineData("")]
    public Task A_command_goes_on_with_the_tag_of_now(string header) => RequireAsync(string.Format(null, header, TagOf(First)), First);

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("W/{0}")]
    public async Task A_command_with_another_tag_or_a_weak_one_is_refused(string header)
        => Assert.Equal((412, "etag-mismatch"), await RefusalAsync(string.Format(null, header, TagOf(First)), First));

    [Fact]
    public async Task No_tag_fits_a_record_that_is_not_there()
        => Assert.Equal((412, "etag-mismatch"), await RefusalAsync("*", current: null));

    [Fact]
    public async Task What_is_no_list_of_tags_is_the_caller_s_mistake()
        => Assert.Equal((400, "invalid-request"), await RefusalAsync("nonsense", First));

    [Fact]
    public Task Without_the_header_the_record_is_not_even_read()
        => ETags.RequireAsync<Seen>(Request("POST"), () => throw new InvalidOperationException());

    private static async Task<(int Status, string Code)> RefusalAsync(string header, Seen? current)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => RequireAsync(header, current));
        return (refusal.Status, refusal.Code);
    }

    private static Task RequireAsync(string header, Seen? current)
    {
        var request = Request("POST");
        if (header.Length > 0)
        {
            request.Headers.IfMatch = header;
        }

        return ETags.RequireAsync(request, () => Task.FromResult(current));
    }

    private static string TagOf(Seen view)
    {
        var request = Request("GET");
        ETags.Ok(request, view);
        return request.HttpContext.Response.Headers.ETag.ToString();
    }

    private static HttpRequest Request(string method)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        return http.Request;
    }

    private sealed record Seen(string Name, int Version);
}
