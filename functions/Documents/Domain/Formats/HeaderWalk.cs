using System.Text;
using System.Xml;

namespace BackOffice.Documents.Domain.Formats;

/// <summary>One walk through one document, with the format's map beside it.</summary>
internal sealed class HeaderWalk(XmlReader reader, ExaminationLimits limits)
{
    private readonly FieldNode?[] path = new FieldNode?[limits.MaxXmlDepth];
    private readonly StringBuilder text = new();
    private readonly HeaderDraft draft = new(limits);
    private FieldNode? capturing;
    private string? attribute;
    private bool isCut;
    private int elements;

    public Reading ToReading()
    {
        if (reader.MoveToContent() != XmlNodeType.Element)
        {
            return Reading.Refused(QuarantineReason.Broken);
        }

        string rootNamespace = reader.NamespaceURI;
        DocumentFormat? format = DocumentFormats.Find(rootNamespace, reader.LocalName);
        QuarantineReason? refusal = Walk(format?.Map.Root);
        if (refusal is { } reason)
        {
            return Reading.Refused(reason);
        }

        if (format is null)
        {
            return new(DocumentFormats.KindWithoutHeader(rootNamespace));
        }

        DocumentKind kind = format.KindOf(draft);
        return new(kind, draft.ToHeader());
    }

    private QuarantineReason? Walk(FieldNode? root)
    {
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= path.Length)
                    {
                        return QuarantineReason.TooDeep;
                    }

                    if (++elements > limits.MaxXmlElements)
                    {
                        return QuarantineReason.TooComplex;
                    }

                    Enter(reader.Depth == 0 ? root : path[reader.Depth - 1]?.Child(reader.NamespaceURI, reader.LocalName));
                    break;

                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when capturing is not null:
                    Capture();
                    break;

                case XmlNodeType.EndElement:
                    Leave(path[reader.Depth]);
                    break;

                default:
                    break;
            }
        }
        while (reader.Read());

        return null;
    }

    private void Enter(FieldNode? node)
    {
        path[reader.Depth] = node;
        if (node is null)
        {
            return;
        }

        node.OnEnter?.Invoke(draft);
        if (node.OnText is not null)
        {
            capturing = node;
            attribute = node.Attribute is null ? null : reader.GetAttribute(node.Attribute);
            text.Clear();
            isCut = false;
        }

        if (reader.IsEmptyElement)
        {
            Leave(node);
        }
    }

    private void Capture()
    {
        int room = limits.MaxFieldLength - text.Length;
        string value = reader.Value;
        if (value.Length <= room)
        {
            text.Append(value);
            return;
        }

        text.Append(value, 0, room);
        if (!isCut)
        {
            isCut = true;
            draft.NoteTooLong(capturing!.Name);
        }
    }

    private void Leave(FieldNode? node)
    {
        if (node is null)
        {
            return;
        }

        if (node == capturing)
        {
            capturing = null;
            string value = text.ToString().Trim();
            if (value.Length > 0)
            {
                node.OnText?.Invoke(draft, value, attribute);
            }
        }

        node.OnLeave?.Invoke(draft);
    }
}
