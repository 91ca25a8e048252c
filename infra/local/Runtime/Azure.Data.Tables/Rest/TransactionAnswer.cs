using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Rest;

/// <summary>Reads the multipart answer to a transaction: one part for each operation, or one for the operation that failed.</summary>
internal static class TransactionAnswer
{
    private static ReadOnlySpan<byte> StatusLine => "HTTP/1.1 "u8;

    /// <exception cref="TableTransactionFailedException">Nothing was written.</exception>
    public static IReadOnlyList<Response> Read(Response response, int expected)
    {
        var content = response.Content.ToMemory();
        var parts = new List<Response>(expected);
        for (var start = content.Span.IndexOf(StatusLine); start >= 0;)
        {
            var rest = content[(start + StatusLine.Length)..];
            var end = rest.Span.IndexOf("\r\n--changeset"u8);
            var part = new TransactionPart(end < 0 ? rest : rest[..end], response);
            if (part.Status >= 400)
            {
                throw Failure(part);
            }

            parts.Add(part);
            content = rest[(end < 0 ? rest.Length : end)..];
            start = content.Span.IndexOf(StatusLine);
        }

        return parts.Count == expected
            ? parts
            : throw new RequestFailedException(response.Status, $"The answer to a transaction of {expected} operations has {parts.Count} parts.");
    }

    private static TableTransactionFailedException Failure(TransactionPart part)
    {
        var error = TableErrorParser.Read(part.Content.ToMemory());
        var message = string.Create(CultureInfo.InvariantCulture, $"{error?.Message ?? Encoding.UTF8.GetString(part.Content)}{Environment.NewLine}Status: {part.Status} ({part.ReasonPhrase}), ErrorCode: {error?.Code}");
        return new TableTransactionFailedException(new RequestFailedException(part.Status, message, error?.Code, innerException: null));
    }
}
