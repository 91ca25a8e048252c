using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace BackOffice.Documents.Domain.Containers;

/// <summary>Finds file specifications between the streams of a PDF: object number of the attached stream -> file name.</summary>
internal static class PdfFileSpecs
{
    // Bounds for files made to be slow: keys tried between two streams, and bytes looked at around each.
    private const int MostTries = 64;
    private const int Window = 4096;
    private const int LongestName = 200;

    public static void Collect(ReadOnlySpan<byte> between, Dictionary<int, string> names)
    {
        ReadOnlySpan<byte> rest = between;
        for (int tries = 0; tries < MostTries && names.Count < MostTries && rest.IndexOf("/EF"u8) is var at && at >= 0; tries++)
        {
            int from = Math.Max(0, at - Window);
            int start = from + Math.Max(rest[from..at].LastIndexOf(" obj"u8), 0);
            int until = Math.Min(rest.Length, at + Window);
            int length = rest[at..until].IndexOf("endobj"u8);
            int end = length < 0 ? until : at + length;
            ReadOnlySpan<byte> specification = rest[start..end];
            int number = Reference(rest[at..end]);
            if (number > 0 && (Name(specification, "/UF"u8) ?? Name(specification, "/F"u8)) is { } name)
            {
                names[number] = name;
            }

            rest = rest[(at + "/EF".Length)..];
        }
    }

    /// <summary>Follows <c>/EF 17 0 R</c> to the stream named in object 17; 0 when that object names none.</summary>
    public static int Resolve(ReadOnlySpan<byte> pdf, int number)
    {
        Span<byte> head = stackalloc byte[32];
        if (!Utf8.TryWrite(head, CultureInfo.InvariantCulture, $"\n{number} 0 obj", out int length))
        {
            return 0;
        }

        int at = pdf.IndexOf(head[..length]);
        ReadOnlySpan<byte> target = at < 0 ? [] : pdf[(at + length)..];
        int end = target.IndexOf("endobj"u8);
        target = end < 0 ? [] : target[..Math.Min(end, LongestName)];
        int file = target.IndexOf("/F "u8);
        return file < 0 ? 0 : Reference(target[file..]);
    }

    /// <summary>The first number after a key, as in <c>/EF &lt;&lt; /F 12 0 R</c>.</summary>
    private static int Reference(ReadOnlySpan<byte> fromKey)
    {
        int at = fromKey.IndexOfAnyInRange((byte)'0', (byte)'9');
        return at >= 0 && Utf8Parser.TryParse(fromKey[at..], out int number, out _) ? number : 0;
    }

    private static string? Name(ReadOnlySpan<byte> specification, ReadOnlySpan<byte> key)
    {
        while (specification.IndexOf(key) is var at && at >= 0)
        {
            specification = specification[(at + key.Length)..];
            ReadOnlySpan<byte> value = specification.TrimStart(" \t\r\n"u8);
            switch (value)
            {
                case [(byte)'(', ..]:
                    return Decode(Literal(value[1..]));
                case [(byte)'<', not (byte)'<', ..]:
                    return Decode(Hexadecimal(value[1..]));
                default:
                    continue;
            }
        }

        return null;
    }

    private static List<byte> Literal(ReadOnlySpan<byte> text)
    {
        List<byte> bytes = [];
        for (int i = 0; i < text.Length && text[i] != (byte)')' && bytes.Count < LongestName; i++)
        {
            if (text[i] != (byte)'\\' || i + 1 >= text.Length)
            {
                bytes.Add(text[i]);
                continue;
            }

            i++;
            int digits = 0;
            int code = 0;
            while (digits < 3 && i + digits < text.Length && text[i + digits] is >= (byte)'0' and <= (byte)'7')
            {
                code = (code * 8) + (text[i + digits] - '0');
                digits++;
            }

            bytes.Add(digits > 0 ? (byte)code : text[i]);
            i += Math.Max(digits - 1, 0);
        }

        return bytes;
    }

    private static List<byte> Hexadecimal(ReadOnlySpan<byte> text)
    {
        List<byte> bytes = [];
        for (int i = 0; i + 1 < text.Length && bytes.Count < LongestName; i += 2)
        {
            if (!byte.TryParse(text.Slice(i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte one))
            {
                break;
            }

            bytes.Add(one);
        }

        return bytes;
    }

    private static string Decode(List<byte> bytes)
    {
        byte[] text = [.. bytes];
        return text is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(text, 2, text.Length - 2) : Encoding.Latin1.GetString(text);
    }
}
