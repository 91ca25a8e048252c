using System.Text;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>
/// What stands before the root element: the declared encoding, and whether there is a document type declaration. It is read
/// from the bytes, since an XML reader that forbids declarations does not say which kind it met.
/// </summary>
internal readonly record struct XmlProlog(string? Encoding, QuarantineReason? Refusal)
{
    // A declaration begins within the prolog, and prologs are short; what hides further down is still met by the reader.
    private const int Longest = 64 * 1024;

    public static XmlProlog Read(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<char> rest = Decode(content);
        string? encoding = null;
        while (true)
        {
            rest = rest.TrimStart("\uFEFF \t\r\n");
            if (rest.StartsWith("<?xml ", StringComparison.Ordinal))
            {
                encoding = DeclaredEncoding(Until(rest, "?>"));
            }

            if (rest.StartsWith("<?", StringComparison.Ordinal))
            {
                rest = After(rest, "?>");
            }
            else if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                rest = After(rest, "-->");
            }
            else
            {
                return new(encoding, rest.StartsWith("<!DOCTYPE", StringComparison.Ordinal) ? Judge(rest) : null);
            }
        }
    }

    private static QuarantineReason Judge(ReadOnlySpan<char> declaration)
    {
        int subset = declaration.IndexOfAny('[', '>');
        ReadOnlySpan<char> head = subset < 0 ? declaration : declaration[..subset];
        ReadOnlySpan<char> entities = subset >= 0 && declaration[subset] == '[' ? Until(declaration[subset..], "]>") : [];
        if (Refers(head) || Refers(entities))
        {
            return QuarantineReason.ExternalEntity;
        }

        return entities.Contains("<!ENTITY", StringComparison.Ordinal) ? QuarantineReason.EntityExpansion : QuarantineReason.DocumentType;
    }

    private static bool Refers(ReadOnlySpan<char> text)
        => text.Contains("SYSTEM", StringComparison.Ordinal) || text.Contains("PUBLIC", StringComparison.Ordinal);

    private static string? DeclaredEncoding(ReadOnlySpan<char> declaration)
    {
        int at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> value = declaration[(at + "encoding".Length)..].TrimStart(" \t\r\n=");
        int end = value.IsEmpty ? -1 : value[1..].IndexOf(value[0]);
        return end < 0 ? null : value[1..(end + 1)].ToString();
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string mark)
    {
        int at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? [] : text[(at + mark.Length)..];
    }

    private static ReadOnlySpan<char> Until(ReadOnlySpan<char> text, string mark)
    {
        int at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? text : text[..at];
    }

    private static string Decode(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> start = content[..Math.Min(content.Length, Longest)];
        return start switch
        {
            [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => System.Text.Encoding.Unicode.GetString(start),
            [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => System.Text.Encoding.BigEndianUnicode.GetString(start),
            [0xEF, 0xBB, 0xBF, ..] => System.Text.Encoding.Latin1.GetString(start[3..]),
            _ => System.Text.Encoding.Latin1.GetString(start),
        };
    }
}
