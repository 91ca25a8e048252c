using System.Text;
using System.Xml;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>Reads an XML document once, from the first byte to the last: what it is, and its header.</summary>
internal static class XmlDocuments
{
    public static Reading Read(ReadOnlyMemory<byte> content, ExaminationLimits limits)
    {
        XmlProlog prolog = XmlProlog.Read(content.Span);
        if (prolog.Refusal is { } refusal)
        {
            return Reading.Refused(refusal);
        }

        try
        {
            using XmlReader reader = XmlSource.Open(content, prolog.Encoding);
            return new HeaderWalk(reader, limits).ToReading();
        }
        catch (Exception broken) when (broken is XmlException or DecoderFallbackException or ArgumentException)
        {
            return Reading.Refused(QuarantineReason.Broken);
        }
    }
}
