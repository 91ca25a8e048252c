using System.Globalization;
using Azure;
using BackOffice.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackOffice.Http;

public sealed class PagingTests
{
    private const string List = "/api/v1/acme/documents";

    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton(new Signatures(Options.Create(new SigningOptions { Key = Convert.ToBase64String(new byte[32]) })))
        .BuildServiceProvider();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(30)]
    public async Task Every_page_but_the_last_is_full_however_storage_cuts_its_own(int top)
    {
        List<int> met = [];
        List<int> sizes = [];
        for (string? next = ""; next is not null;)
        {
            var page = await ReadAsync(List, $"?top={top}&continuation={next}");
            met.AddRange(page.Items);
            sizes.Add(page.Items.Count);
            next = page.Next;
        }

        Assert.Equal(Enumerable.Range(0, Rows.Count), met);
        Assert.All(sizes.SkipLast(1), size => Assert.Equal(top, size));
    }

    [Theory]
    [InlineData("/api/v1/other/documents", "?state=Routed")]
    [InlineData("/api/v1/acme/register/2026", "?state=Routed")]
    [InlineData(List, "?state=Quarantined")]
    [InlineData(List, "")]
    [InlineData(List, "?state=Routed&kind=Pdf")]
    [InlineData(List, "?state=Routed&state=Quarantined")]
    public async Task A_continuation_of_another_list_tenant_or_filter_is_refused(string path, string query)
    {
        var next = (await ReadAsync(List, "?state=Routed&top=2")).Next;

        Assert.Equal([2, 3], (await ReadAsync(List, $"?continuation={next}&top=2&state=Routed")).Items);
        await AssertRefusedAsync(path, $"{query}{(query.Length == 0 ? '?' : '&')}continuation={next}");
    }

    [Fact]
    public async Task A_continuation_that_was_changed_or_made_up_is_refused_and_never_page_one()
    {
        var next = (await ReadAsync(List, "?top=2")).Next!;

        await AssertRefusedAsync(List, $"?continuation=x{next}");
        await AssertRefusedAsync(List, $"?continuation={next[..^4]}AAAA");
        await AssertRefusedAsync(List, $"?continuation={next.Split('.')[0]}");
        await AssertRefusedAsync(List, "?continuation=MiAw");
        await AssertRefusedAsync(List, $"?continuation=MiAw.{next.Split('.')[1]}");
    }

    private static async Task AssertRefusedAsync(string path, string query)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(path, query));
        Assert.Equal((400, "invalid-request"), (refusal.Status, refusal.Code));
    }

    private static Task<Page<int>> ReadAsync(string path, string query)
    {
        var http = new DefaultHttpContext { RequestServices = Services };
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);
        return Paging.ReadAsync(http.Request, new Rows(), row => row, TestContext.Current.CancellationToken);
    }

    /// <summary>Twenty numbers in pages of their own size: at most four, never more than asked for, every other one empty.</summary>
    private sealed class Rows : AsyncPageable<int>
    {
        public const int Count = 20;

        public override async IAsyncEnumerable<Azure.Page<int>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            var (place, isEmpty) = continuationToken?.Split(' ') is [var at, var empty] ? (int.Parse(at, CultureInfo.InvariantCulture), empty == "1") : (0, false);
            while (place < Count)
            {
                await Task.CompletedTask;
                var size = isEmpty ? 0 : Math.Min(Math.Min(4, pageSizeHint ?? 4), Count - place);
                var values = Enumerable.Range(place, size).ToList();
                place += size;
                isEmpty = !isEmpty;
                yield return Azure.Page<int>.FromValues(values, place < Count ? string.Create(CultureInfo.InvariantCulture, $"{place} {(isEmpty ? 1 : 0)}") : null, null!);
            }
        }
    }
}
