using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Azure;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Http;

/// <summary>One page of a list; send <paramref name="Next"/> back as ?continuation= for the following one, null at the end.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Paging of lists: ?top= (1 to 200, 50 when absent) and ?continuation=.</summary>
internal static class Paging
{
    private const int Most = 200;
    private const int Usual = 50;

    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public static int TopOf(HttpRequest request)
        => request.Query["top"].FirstOrDefault() is not { } text ? Usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= Most ? top
            : throw RefusedException.Invalid($"'top' is a number from 1 to {Most}.");

    /// <summary>Reads one page; storage may answer short pages before the end, so it reads on until the page is full.</summary>
    /// <exception cref="RefusedException">400 invalid-request: the continuation is none of ours.</exception>
    public static async Task<Page<TView>> ReadAsync<TRow, TView>(HttpRequest request, AsyncPageable<TRow> rows, Func<TRow, TView> view, CancellationToken cancellationToken)
        where TRow : notnull
    {
        var top = TopOf(request);
        List<TView> items = [];
        try
        {
            await foreach (var page in rows.AsPages(TokenOf(request), top).WithCancellation(cancellationToken))
            {
                items.AddRange(page.Values.Select(view));
                if (items.Count >= top || page.ContinuationToken is null)
                {
                    return new Page<TView>(items, page.ContinuationToken is { } token ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token)) : null);
                }
            }
        }
        catch (RequestFailedException refused) when (refused.Status == 400)
        {
            throw RefusedException.Invalid("The continuation is none of ours.");
        }

        return new Page<TView>(items, Next: null);
    }

    private static string? TokenOf(HttpRequest request)
    {
        if (request.Query["continuation"].FirstOrDefault() is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        }
        catch (FormatException)
        {
            throw RefusedException.Invalid("The continuation is none of ours.");
        }
    }
}
