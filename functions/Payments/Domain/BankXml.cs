using System.Text;
using System.Xml;

namespace BackOffice.Payments.Domain;

/// <summary>An element's end or text, met on the way through a bank's message.</summary>
/// <param name="Path">Local names below the root, with / between.</param>
/// <param name="Text">Of a leaf; null when the element itself begins or ends.</param>
/// <param name="Currency">The attribute Ccy of a leaf.</param>
/// <param name="IsEnd">The element ends here.</param>
internal readonly record struct BankXmlEvent(string Path, string? Text, string? Currency, bool IsEnd);

/// <summary>Walks through a bank's message once; no document type, nothing fetched, no exception: what is broken ends the walk and is said.</summary>
internal sealed class BankXml(XmlReader reader, BankMessageLimits limits)
{
    private readonly StringBuilder path = new();
    private readonly Stack<int> lengths = new();
    private readonly StringBuilder text = new();
    private string? currency;
    private bool isLeaf;
    private bool endsNow;
    private int elements;

    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = true,
    };

    /// <summary>Why the walk ended before the end of the message.</summary>
    public BankFindingKind? Problem { get; private set; }

    /// <summary>The namespace of the root; null when there is none to read.</summary>
    public string? Open()
    {
        try
        {
            return reader.MoveToContent() == XmlNodeType.Element ? reader.NamespaceURI : Fail(BankFindingKind.Broken);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return Fail(BankFindingKind.Broken);
        }
    }

    /// <summary>The next beginning, leaf or end; false when there is nothing more, or nothing more that can be read.</summary>
    public bool Next(out BankXmlEvent next)
    {
        try
        {
            return Walk(out next);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            next = default;
            Fail(BankFindingKind.Broken);
            return false;
        }
    }

    private bool Walk(out BankXmlEvent next)
    {
        next = default;
        if (endsNow)
        {
            next = Leave();
            return true;
        }

        while (Problem is null && reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    return Enter(out next);
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when isLeaf:
                    text.Append(reader.Value.AsSpan(0, Math.Min(reader.Value.Length, limits.MaxText - text.Length)));
                    break;
                case XmlNodeType.EndElement when reader.Depth > 0:
                    next = Leave();
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private bool Enter(out BankXmlEvent next)
    {
        next = default;
        if (reader.Depth > limits.MaxDepth || ++elements > limits.MaxElements)
        {
            Fail(BankFindingKind.TooLarge);
            return false;
        }

        lengths.Push(path.Length);
        path.Append('/').Append(reader.LocalName);
        text.Clear();
        currency = reader.GetAttribute("Ccy");
        (isLeaf, endsNow) = (true, reader.IsEmptyElement);
        next = new(path.ToString(), Text: null, Currency: null, IsEnd: false);
        return true;
    }

    private BankXmlEvent Leave()
    {
        var ended = new BankXmlEvent(path.ToString(), isLeaf ? text.ToString().Trim() : null, currency, IsEnd: true);
        path.Length = lengths.Pop();
        (isLeaf, endsNow, currency) = (false, false, null);
        return ended;
    }

    private string? Fail(BankFindingKind problem)
    {
        Problem ??= problem;
        return null;
    }

    private static bool IsBroken(Exception failure) => failure is XmlException or DecoderFallbackException or ArgumentException or InvalidOperationException or NotSupportedException;
}
