using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace BackOffice.TestKit;

/// <summary>Which container, queue or table a request is about.</summary>
internal static partial class ContainerName
{
    private const int EnoughOfATransaction = 2048;

    public static async ValueTask<string> OfAsync(HttpRequest request, ProxyRoute route, string target)
    {
        var path = target.Split('?', 2)[0][route.Endpoint.AbsolutePath.Length..].TrimStart('/');
        return path == "$batch"
            ? FirstTable().Match(await PeekAsync(request)).Groups["table"].Value
            : path.Split('/', '(')[0];
    }

    // Looks without consuming: the body still goes to storage as it came.
    private static async Task<string> PeekAsync(HttpRequest request)
    {
        var read = await request.BodyReader.ReadAtLeastAsync(EnoughOfATransaction);
        var text = Encoding.UTF8.GetString(read.Buffer.Slice(0, Math.Min(read.Buffer.Length, EnoughOfATransaction)).ToArray());
        request.BodyReader.AdvanceTo(read.Buffer.Start);
        return text;
    }

    [GeneratedRegex(@"^(?:POST|PUT|MERGE|PATCH|DELETE|GET) https?://[^/]+/[^/]+/(?<table>[A-Za-z0-9]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstTable();
}
