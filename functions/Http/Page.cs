using System.Globalization;
using Azure;
using BackOffice.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as were asked for; fewer only on the last page.</param>
/// <param name="Next">Send it back as ?continuation= for the following page, with the same filter; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Paging of lists: ?top= (1 to 200, 50 when absent) and ?continuation=.</summary>
internal static class Paging
{
    public const int Most = 200;
    public const int Usual = 50;

    /// <summary>Of the signature of a continuation.</summary>
    private const string Purpose = "paging";

    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public static int TopOf(HttpRequest request)
        => request.Query["top"].FirstOrDefault() is not { } text ? Usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= Most ? top
            : throw RefusedException.Invalid($"'top' is a number from 1 to {Most}.");

    /// <summary>Reads one page; storage may answer short pages before the end, so it reads on until the page is full.</summary>
    /// <exception cref="RefusedException">400 invalid-request: the continuation is none of ours, or of another list, tenant or filter.</exception>
    public static async Task<Page<TView>> ReadAsync<TRow, TView>(HttpRequest request, AsyncPageable<TRow> rows, Func<TRow, TView> view, CancellationToken cancellationToken)
        where TRow : notnull
    {
        var top = TopOf(request);
        var token = TokenOf(request);
        List<TView> items = [];
        do
        {
            var page = await NextAsync(rows.AsPages(token, top - items.Count), cancellationToken);
            items.AddRange(page?.Values.Select(view) ?? []);
            token = page?.ContinuationToken;
        }
        while (items.Count < top && token is not null);

        return new Page<TView>(items, token is null ? null : SignaturesOf(request).Seal(token, Purpose, ListOf(request)));
    }

    private static async Task<Azure.Page<TRow>?> NextAsync<TRow>(IAsyncEnumerable<Azure.Page<TRow>> pages, CancellationToken cancellationToken)
        where TRow : notnull
    {
        try
        {
            await foreach (var page in pages.WithCancellation(cancellationToken))
            {
                return page;
            }

            return null;
        }
        catch (RequestFailedException refused) when (refused.Status == 400)
        {
            throw NotOurs();
        }
    }

    private static string? TokenOf(HttpRequest request)
        => request.Query["continuation"].FirstOrDefault() is not { Length: > 0 } sealedToken ? null
            : SignaturesOf(request).TryOpen(sealedToken, out var token, Purpose, ListOf(request)) ? token
            : throw NotOurs();

    /// <summary>The list a continuation belongs to: path, hence tenant, and every parameter but those of paging.</summary>
    private static string ListOf(HttpRequest request)
        => string.Join('&', request.Query
            .Where(parameter => parameter.Key is not ("top" or "continuation"))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .SelectMany(parameter => parameter.Value, (parameter, value) => $"{parameter.Key.Length}:{parameter.Key}={value}")
            .Prepend(request.Path.Value ?? ""));

    private static Signatures SignaturesOf(HttpRequest request) => request.HttpContext.RequestServices.GetRequiredService<Signatures>();

    private static RefusedException NotOurs() => RefusedException.Invalid("The continuation is none of this list's. Send 'next' of the page before, with the same filter.");
}
