using System.Text;
using BackOffice.Documents.Domain.Formats;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>What the bytes of a document must be, before what they say: the ministry's description of the checks of KSeF 2.0.</summary>
internal static class ContentRules
{
    /// <summary>Without an attachment, in bytes.</summary>
    private const int Most = 1_000_000;

    private const int MostWithAttachment = 3_000_000;

    public static IReadOnlyList<Rule<KsefContent>> All { get; } =
    [
        new("PL-BOM", "Faktura", HasNoByteOrderMark),
        new("PL-UTF8", "Faktura", IsUtf8),
        new("PL-PI", "Faktura", HasNoProcessingInstruction),
        new("PL-CHARS", "Faktura", HasNoDiscouragedCharacter) { Severity = Severity.Warning },
        new("PL-SIZE", "Faktura", IsNotTooLarge),
    ];

    public static void Check(ReadOnlyMemory<byte> content, RawNode root, Report report)
    {
        if (KsefKinds.Of(root) is KsefKind.Fa3 or KsefKind.Fa2 or KsefKind.FlatRate)
        {
            report.Run(All, new KsefContent(content, root));
        }
    }

    private static void HasNoByteOrderMark(KsefContent document, Report report)
        => report.Unless(!document.Content.Span.StartsWith(Encoding.UTF8.Preamble), document.Root, "The document begins with a byte order mark (EF BB BF), which KSeF refuses.");

    private static void IsUtf8(KsefContent document, Report report)
    {
        var declared = XmlProlog.Read(document.Content.Span).Encoding ?? "utf-8";
        var isUtf16 = document.Content.Span is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, ..] or [_, 0, ..];
        report.Unless(!isUtf16 && (declared.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || declared.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)), document.Root, $"The document is not in UTF-8 but says {(isUtf16 ? "utf-16" : declared)}.");
    }

    private static void HasNoProcessingInstruction(KsefContent document, Report report)
    {
        var rest = document.Content.Span;
        if (rest.StartsWith(Encoding.UTF8.Preamble))
        {
            rest = rest[Encoding.UTF8.Preamble.Length..];
        }

        if (rest.StartsWith("<?xml "u8))
        {
            rest = After(rest, "?>"u8);
        }

        report.Unless(!HasInstruction(rest), document.Root, "The document has a processing instruction, which KSeF refuses.");
    }

    private static bool HasInstruction(ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf((byte)'<') is var at and >= 0)
        {
            rest = rest[at..];
            if (rest.StartsWith("<?"u8))
            {
                return true;
            }

            rest = rest.StartsWith("<!--"u8) ? After(rest, "-->"u8) : rest.StartsWith("<![CDATA["u8) ? After(rest, "]]>"u8) : rest[1..];
        }

        return false;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end) => text.IndexOf(end) is var at and >= 0 ? text[(at + end.Length)..] : [];

    /// <summary>Checked by KSeF since April 2026: the ministry's own samples are older and have some, hence a warning.</summary>
    private static void HasNoDiscouragedCharacter(KsefContent document, Report report)
    {
        foreach (var node in document.Root.Descendants())
        {
            if (!KsefCharacters.AreTaken(node.Text))
            {
                report.Broken(node, "The text has characters that XML advises against, which KSeF refuses: controls or noncharacters.");
            }
        }
    }

    private static void IsNotTooLarge(KsefContent document, Report report)
    {
        var most = document.Root.Element("Zalacznik") is null ? Most : MostWithAttachment;
        report.Unless(document.Content.Length <= most, document.Root, $"The document has {document.Content.Length} bytes; KSeF takes {most}.");
    }
}

/// <summary>A document with its bytes.</summary>
internal sealed record KsefContent(ReadOnlyMemory<byte> Content, RawNode Root);
