using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>The answer to one operation of a transaction.</summary>
internal sealed class TransactionPart : Response
{
    private readonly ReadOnlyMemory<byte> head;
    private readonly ReadOnlyMemory<byte> body;
    private string[]? lines;
    private Stream? stream;

    /// <param name="text">From the status on: "204 No Content", headers, an empty line and perhaps a body.</param>
    /// <param name="whole">The answer it is part of.</param>
    public TransactionPart(ReadOnlyMemory<byte> text, Response whole)
    {
        ClientRequestId = whole.ClientRequestId;
        var headEnd = text.Span.IndexOf("\r\n\r\n"u8);
        head = headEnd < 0 ? text : text[..headEnd];
        body = headEnd < 0 ? default : text[(headEnd + 4)..];
        Status = int.Parse(head.Span[..3], CultureInfo.InvariantCulture);
    }

    public override int Status { get; }

    public override string ReasonPhrase => Lines[0].Length > 4 ? Lines[0][4..] : string.Empty;

    public override Stream? ContentStream
    {
        get => stream ??= new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);
        set => stream = value;
    }

    public override string ClientRequestId { get; set; }

    // Most callers look at one part of many, so that a head becomes text only when it is asked for.
    private string[] Lines => lines ??= Encoding.UTF8.GetString(head.Span).Split("\r\n");

    public override void Dispose() => stream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
        => Lines.Skip(1).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).Select(parts => new HttpHeader(parts[0], parts[1].Trim()));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in Lines.AsSpan(1))
        {
            if (header.Length > name.Length && header[name.Length] == ':' && header.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                value = header[(name.Length + 1)..].Trim();
                return true;
            }
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
