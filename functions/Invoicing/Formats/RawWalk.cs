using System.Text;
using System.Xml;

namespace BackOffice.Invoicing.Formats;

/// <summary>One walk through an XML document, from the first element to the last.</summary>
internal sealed class RawWalk(XmlReader reader, RawLimits limits)
{
    // The texts of the elements that are open and have more than one piece, by depth.
    private readonly StringBuilder?[] texts = new StringBuilder?[limits.Deepest];
    private readonly List<RawAttribute> attributes = [];
    private RawNode? root;
    private RawNode? current;
    private int elements;

    public RawReading Read()
    {
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when Open() is { } refusal:
                    return refusal;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when current is not null:
                    AddText(current, reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    Close();
                    break;
            }
        }

        return root is null ? RawReading.Refused(RawRefusal.NotXml, "There is no element in it.") : RawReading.Of(root);
    }

    private RawReading? Open()
    {
        if (++elements > limits.MostElements)
        {
            return RawReading.Refused(RawRefusal.TooLarge, $"The document has more than {limits.MostElements} elements.");
        }

        if (reader.Depth >= limits.Deepest)
        {
            return RawReading.Refused(RawRefusal.TooDeep, $"Elements are nested more than {limits.Deepest} deep.");
        }

        var node = new RawNode(Vocabularies.Of(reader.NamespaceURI), reader.LocalName, ((IXmlLineInfo)reader).LineNumber);
        root ??= node;
        current?.Add(node);
        if (!reader.IsEmptyElement)
        {
            current = node;
        }

        if (reader.HasAttributes)
        {
            ReadAttributes(node);
        }

        return null;
    }

    /// <summary>Nearly always one piece: then it is kept as it comes. Comments, CDATA and elements in between make more.</summary>
    private void AddText(RawNode element, string piece)
    {
        if (element.Text.Length == 0)
        {
            element.Text = piece;
        }
        else
        {
            (texts[reader.Depth - 1] ??= new StringBuilder(element.Text)).Append(piece);
        }
    }

    private void Close()
    {
        if (current is not null && texts[reader.Depth] is { } text)
        {
            current.Text = text.ToString();
            texts[reader.Depth] = null;
        }

        current = current?.Parent;
    }

    private void ReadAttributes(RawNode node)
    {
        attributes.Clear();
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
            {
                attributes.Add(new(reader.LocalName, reader.Value));
            }
        }

        reader.MoveToElement();
        node.Attributes = attributes.Count == 0 ? [] : attributes.ToArray();
    }
}
