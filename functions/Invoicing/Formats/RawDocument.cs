using System.Text;
using System.Xml;
using BackOffice.Documents.Domain.Formats;

namespace BackOffice.Invoicing.Formats;

/// <summary>An XML document as a tree of what was written, read once, within limits: no document type, nothing fetched.</summary>
internal static class RawDocument
{
    /// <summary>Reads a whole document.</summary>
    /// <returns>Its root, or why it is none.</returns>
    public static RawReading Read(ReadOnlyMemory<byte> content, RawLimits limits)
    {
        if (content.Length > limits.MostBytes)
        {
            return RawReading.Refused(RawRefusal.TooLarge, $"The document has more than {limits.MostBytes} bytes.");
        }

        var prolog = XmlProlog.Read(content.Span);
        if (prolog.Refusal is { } refusal)
        {
            return RawReading.Refused(RawRefusal.NotXml, $"This is no XML that is read: {refusal}.");
        }

        try
        {
            using var reader = XmlSource.Open(content, prolog.Encoding, Vocabularies.Names());
            return new RawWalk(reader, limits).Read();
        }
        catch (Exception broken) when (broken is XmlException or DecoderFallbackException or ArgumentException)
        {
            return RawReading.Refused(RawRefusal.NotXml, broken is XmlException at ? $"Not well-formed at line {at.LineNumber}, position {at.LinePosition}." : "The text is not of the encoding it declares.");
        }
    }
}

/// <summary>
/// How much of a document is read before it is refused. An ordinary line has 25 elements and 770 bytes in UBL, 470 in FatturaPA: some 65 000
/// lines of UBL are read, in a tree of three times their bytes, and a million lines are refused by their size alone.
/// </summary>
internal sealed record RawLimits
{
    public static RawLimits Default { get; } = new();

    public int MostBytes { get; init; } = 50 * 1024 * 1024;

    public int MostElements { get; init; } = 2_000_000;

    /// <summary>The root is 1.</summary>
    public int Deepest { get; init; } = 64;
}

/// <summary>A document that was read, or why it was not.</summary>
internal sealed record RawReading(RawNode? Root, RawRefusal? Refusal, string Why)
{
    public static RawReading Of(RawNode root) => new(root, Refusal: null, "");

    public static RawReading Refused(RawRefusal refusal, string why) => new(Root: null, refusal, why);
}

/// <summary>Why a document is not read.</summary>
internal enum RawRefusal
{
    NotXml,
    TooLarge,
    TooDeep,

    /// <summary>A signed envelope whose signature does not fit.</summary>
    BrokenEnvelope,
}
