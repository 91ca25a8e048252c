using System.Buffers;
using BackOffice.Documents.Domain;
using BackOffice.Documents.Domain.Containers;

namespace BackOffice.Invoicing.Formats;

/// <summary>What is inside signed envelopes (CAdES, .p7m). One that does not open is refused; nobody looks for XML between its bytes.</summary>
internal static class SignedContent
{
    // A second signer often wraps the first envelope.
    private const int MostEnvelopes = 3;
    private const int FirstCharacters = 48;

    private static readonly SearchValues<byte> Base64Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"u8);

    /// <summary>The document inside, or the content itself when it is no envelope; null when an envelope is broken.</summary>
    public static ReadOnlyMemory<byte>? Open(ReadOnlyMemory<byte> content)
    {
        for (var envelopes = 0; EnvelopeType(content.Span) is { } type; envelopes++)
        {
            if (envelopes == MostEnvelopes || CmsEnvelope.Open(content, type) is not { Length: > 0 } inside)
            {
                return null;
            }

            content = inside;
        }

        return content;
    }

    /// <summary>The document inside, read; a broken envelope is refused as such.</summary>
    public static RawReading Read(ReadOnlyMemory<byte> content, RawLimits limits)
    {
        if (content.Length > limits.MostBytes)
        {
            return RawReading.Refused(RawRefusal.TooLarge, $"The document has more than {limits.MostBytes} bytes.");
        }

        return Open(content) is { } inside
            ? RawDocument.Read(inside, limits)
            : RawReading.Refused(RawRefusal.BrokenEnvelope, "The signed envelope is damaged, or a signature does not fit its content.");
    }

    /// <summary>Damage may hide what an envelope was; what begins as one and is nothing else is a damaged one.</summary>
    private static ContentType? EnvelopeType(ReadOnlySpan<byte> content) => ContentSniffer.Sniff(content) switch
    {
        ContentType.Cms => ContentType.Cms,
        ContentType.CmsBase64 => ContentType.CmsBase64,
        ContentType.Unknown or ContentType.Text when content is [0x30, ..] && !IsBase64(content) => ContentType.Cms,
        ContentType.Unknown or ContentType.Text when IsBase64(content) => ContentType.CmsBase64,
        _ => null,
    };

    private static bool IsBase64(ReadOnlySpan<byte> content)
    {
        var text = ContentSniffer.WithoutMark(content).TrimStart(" \t\r\n"u8);
        return text is [(byte)'M', ..] && text.Length >= FirstCharacters
            && !text[..FirstCharacters].ContainsAnyExcept(Base64Characters);
    }
}
