using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>Opens bytes as XML: no document type, nothing fetched, the declared code page honoured.</summary>
internal static class XmlSource
{
    private static XmlReaderSettings Settings(XmlNameTable? names) => new()
    {
        NameTable = names,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = true,
    };

    public static XmlReader Open(ReadOnlyMemory<byte> content, string? declaredEncoding, XmlNameTable? names = null)
    {
        MemoryStream stream = AsStream(content);
        return CodePage(declaredEncoding) is { } codePage
            ? XmlReader.Create(new StreamReader(stream, codePage, detectEncodingFromByteOrderMarks: false), Settings(names))
            : XmlReader.Create(stream, Settings(names));
    }

    public static MemoryStream AsStream(ReadOnlyMemory<byte> content)
        => MemoryMarshal.TryGetArray(content, out ArraySegment<byte> bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);

    /// <summary>The code pages that the framework does not know by itself, such as windows-1252; looked up, never registered.</summary>
    private static Encoding? CodePage(string? name) => name is null
        ? null
        : CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
