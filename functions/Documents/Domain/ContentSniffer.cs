using System.Text;

namespace BackOffice.Documents.Domain;

/// <summary>Tells a file's type by its bytes.</summary>
internal static class ContentSniffer
{
    private const int PdfHeaderWindow = 1024;
    private const int TextWindow = 4096;

    // The header fields that a message begins with, in practice.
    private static readonly string[] MessageStarts =
    [
        "From:", "Received:", "Return-Path:", "MIME-Version:", "Delivered-To:", "Message-ID:", "Date:", "Subject:", "X-Mailer:",
    ];

    // 1.2.840.113549.1.7.2, signedData, as it stands in every signed envelope.
    private static ReadOnlySpan<byte> SignedDataId => [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

    public static ContentType Sniff(ReadOnlySpan<byte> content)
    {
        ContentType type = content switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ContentType.Png,
            [0xFF, 0xD8, 0xFF, ..] => ContentType.Jpeg,
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => ContentType.Tiff,
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => ContentType.Zip,
            [0x1F, 0x8B, ..] => ContentType.GZip,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => ContentType.Ole,
            [0x30, ..] when content[..Math.Min(content.Length, 24)].IndexOf(SignedDataId) is 2 or 3 or 4 or 5 or 6 => ContentType.Cms,
            [0xFF, 0xFE, (byte)'<', 0, ..] or [0xFE, 0xFF, 0, (byte)'<', ..] => ContentType.Xml,
            [(byte)'<', 0, ..] or [0, (byte)'<', ..] => ContentType.Xml,
            _ => ContentType.Unknown,
        };
        return type == ContentType.Unknown ? SniffText(content) : type;
    }

    private static ContentType SniffText(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> text = WithoutMark(content).TrimStart(" \t\r\n"u8);
        if (text.StartsWith("<"u8))
        {
            return StartsWithIgnoringCase(text, "<!doctype html") || StartsWithIgnoringCase(text, "<html") ? ContentType.Html : ContentType.Xml;
        }

        if (content[..Math.Min(content.Length, PdfHeaderWindow)].IndexOf("%PDF-"u8) >= 0)
        {
            return ContentType.Pdf;
        }

        if (text.StartsWith("-----BEGIN CMS"u8) || text.StartsWith("-----BEGIN PKCS7"u8) || IsBase64Envelope(text))
        {
            return ContentType.CmsBase64;
        }

        if (!IsText(text))
        {
            return ContentType.Unknown;
        }

        return IsMessage(text) ? ContentType.Email : ContentType.Text;
    }

    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content)
        => content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content;

    private static bool IsBase64Envelope(ReadOnlySpan<byte> text)
    {
        // 32 characters of Base64 are 24 bytes, enough for the identifier of signed data.
        if (text.Length < 32 || !text.StartsWith("M"u8))
        {
            return false;
        }

        Span<byte> head = stackalloc byte[24];
        return System.Buffers.Text.Base64.DecodeFromUtf8(text[..32], head, out _, out int written) == System.Buffers.OperationStatus.Done
            && head[..written].IndexOf(SignedDataId) is >= 2 and <= 6;
    }

    private static bool IsText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (byte one in text[..Math.Min(text.Length, TextWindow)])
        {
            if (one < 0x20 && one is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0C or 0x1B))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMessage(ReadOnlySpan<byte> text)
    {
        foreach (string start in MessageStarts)
        {
            if (StartsWithIgnoringCase(text, start))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithIgnoringCase(ReadOnlySpan<byte> text, string start)
        => text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
