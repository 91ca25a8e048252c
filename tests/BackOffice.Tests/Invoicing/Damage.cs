using System.Text;

namespace BackOffice.Invoicing;

/// <summary>Damages a document: its elements, its texts, its bytes. Where its elements lie is found once, so that a copy costs no more than its bytes.</summary>
internal sealed class Damage
{
    private static readonly byte[][] Texts =
    [
        .. new[]
        {
            "", " ", "-", "-0", "0", "-1", "1,5", "1e5", "5,00", "0.22", "0.001", "NaN", "true", "99999999999999999999999999999", "99999999999999999999999999999999", "9999999999999999999999999999",
            "-9999999999999999999999999999", "79228162514264337593543950335", "-99999999999.99999999", "0.0000000000000000000000000001", "2026-02-31", "31/02/2026", "20260231", "0000-00-00", "9999-12-31T24:00:00Z",
            "\u202E&lt;&amp;&gt;", "#AAI#", "N9", "N6", "NA", "SI", "SC", "TD21", "€", "😀", "S", "O", "K", "E", "B", "AE", "EUR", "PLN", "JPY", "381", "384", "386", "zw", "oo", "np I", "KOR", "ROZ", "ZAL", "<x/>", "<cbc:ID>1</cbc:ID>", "<![CDATA[x]]>", "<!-- -->",
        }.Select(Encoding.UTF8.GetBytes),
        [.. Enumerable.Repeat((byte)'9', 3_000)],
        [0xC3, 0x28],
        [0],
    ];

    private static readonly byte[][] Marks = [.. new[] { "<", ">", "</", "&", "&#0;", "&e;", "\"", "'", "<!--", "]]>", "<?x?>", "<!DOCTYPE a SYSTEM \"http://example.com/\">", "xmlns:", "\u0000", "cbc:", "cac:", "ram:", "\uFEFF", "<a>" }.Select(Encoding.UTF8.GetBytes)];

    private readonly byte[] document;
    private readonly List<Element> elements;

    /// <param name="document">XML whose attributes have no angle brackets; of anything else only the bytes are damaged.</param>
    public Damage(byte[] document)
    {
        this.document = document;
        elements = document is [(byte)'<', ..] ? Elements(document) : [];
    }

    public byte[] Next(Random chance)
    {
        if (elements.Count == 0 || chance.Next(4) == 0)
        {
            return WithBytes(chance);
        }

        var changes = Enumerable.Range(0, chance.Next(1, 6)).Select(_ => elements[chance.Next(elements.Count)]).OrderBy(element => element.Start);
        using var damaged = new MemoryStream(document.Length + 4_096);
        var done = 0;
        foreach (var element in changes)
        {
            // An element inside one that was changed already stays as it is.
            if (element.Start < done)
            {
                continue;
            }

            damaged.Write(document, done, element.Start - done);
            Change(element, chance, damaged);
            done = element.End;
        }

        damaged.Write(document, done, document.Length - done);
        return damaged.ToArray();
    }

    private void Change(Element element, Random chance, MemoryStream damaged)
    {
        var other = elements[chance.Next(elements.Count)];
        switch (chance.Next(12))
        {
            case 0 or 1:
                break;
            case 2 or 3:
                damaged.Write(document.AsSpan(element.Start..element.End));
                damaged.Write(document.AsSpan(element.Start..element.End));
                break;
            case 4:
                damaged.Write(document.AsSpan(other.Start..other.End));
                break;
            case 5 when element.Inside < element.After:
                damaged.Write(document.AsSpan(element.Start..element.Inside));
                damaged.Write(document.AsSpan(other.Inside..other.After));
                damaged.Write(document.AsSpan(element.After..element.End));
                break;
            default:
                damaged.Write(document.AsSpan(element.Start..element.Inside));
                damaged.Write(Texts[chance.Next(Texts.Length)]);
                damaged.Write(document.AsSpan(element.After..element.End));
                break;
        }
    }

    private byte[] WithBytes(Random chance)
    {
        List<byte> bytes = [.. document];
        for (var left = chance.Next(1, 4); left > 0 && bytes.Count > 0; left--)
        {
            var at = chance.Next(bytes.Count);
            var length = chance.Next(Math.Min(bytes.Count - at, 100));
            switch (chance.Next(16))
            {
                case < 5:
                    bytes[at] = (byte)chance.Next(32, 127);
                    break;
                case < 7:
                    bytes[at] ^= (byte)(1 << chance.Next(8));
                    break;
                case < 9:
                    bytes.RemoveRange(at, length);
                    break;
                case < 11:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case < 13:
                    bytes.InsertRange(at, Marks[chance.Next(Marks.Length)]);
                    break;
                case 13:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 14:
                    bytes.InsertRange(0, chance.Next(2) == 0 ? [0xEF, 0xBB, 0xBF] : [0xFF, 0xFE]);
                    break;
                default:
                    bytes = [.. chance.Next(2) == 0 ? Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes.ToArray())) : Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"windows-1250\"?>").Concat(bytes)];
                    break;
            }
        }

        return [.. bytes];
    }

    private static List<Element> Elements(ReadOnlySpan<byte> xml)
    {
        List<Element> found = [];
        Stack<(int Start, int Inside)> open = [];
        for (var at = xml.IndexOf((byte)'<'); at >= 0 && at < xml.Length;)
        {
            var end = at + xml[at..].IndexOf((byte)'>') + 1;
            if (xml[at + 1] == '/')
            {
                var (start, inside) = open.Pop();
                found.Add(new Element(start, inside, at, end));
            }
            else if (xml[at + 1] is not ((byte)'?' or (byte)'!') && xml[end - 2] != '/')
            {
                open.Push((at, end));
            }

            var next = xml[end..].IndexOf((byte)'<');
            at = next < 0 ? -1 : end + next;
        }

        return found;
    }

    /// <summary>From its start tag to behind its end tag, with what is inside from and to.</summary>
    private readonly record struct Element(int Start, int Inside, int After, int End);
}
