using System.Globalization;
using System.Text;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats;

/// <summary>An element as it was written. Nothing is taken for granted of it: a fragment, an empty text or a word where a figure should be are findings of a rule, never exceptions.</summary>
internal sealed class RawNode(Vocabulary vocabulary, string name, int line)
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private const int Alone = -1;

    private RawNode? lastChild;

    /// <summary>Among its parent's elements of the name, from 1; 0 before they were numbered.</summary>
    private int place;

    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Without prefix.</summary>
    public string Name { get; } = name;

    /// <summary>Of the file, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Its own text, without that of elements in it; as written, blanks too.</summary>
    public string Text { get; set; } = "";

    public IReadOnlyList<RawAttribute> Attributes { get; set; } = [];

    public RawNode? Parent { get; private set; }

    public RawNode? FirstChild { get; private set; }

    public RawNode? NextSibling { get; private set; }

    /// <summary>The text without blanks around it and with single blanks inside: what XPath calls normalize-space.</summary>
    public string Value => XmlBlanks.Normal(Text);

    /// <summary>Whether there is anything in the text but blanks, of those that XML knows.</summary>
    public bool HasValue => XmlBlanks.HasOthers(Text);

    /// <summary>As xs:decimal: no exponent, no comma, no thousands. Null for anything else, and for what has more digits than can be kept exactly.</summary>
    public decimal? Number => decimal.TryParse(Text, Plain, CultureInfo.InvariantCulture, out var number) && IsKept(number) ? number : null;

    /// <summary>Digits after the point, as written; 0 without a point.</summary>
    public int Decimals => Value.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? Value.Length - point - 1 : 0;

    public void Add(RawNode child)
    {
        child.Parent = this;
        if (lastChild is null)
        {
            FirstChild = child;
        }
        else
        {
            lastChild.NextSibling = child;
        }

        lastChild = child;
    }

    /// <summary>The top of the document it stands in.</summary>
    public RawNode Root
    {
        get
        {
            var node = this;
            while (node.Parent is { } above)
            {
                node = above;
            }

            return node;
        }
    }

    public bool Is(Vocabulary vocabulary, string name) => Vocabulary == vocabulary && Name == name;

    public string? Attribute(string name)
    {
        for (var i = 0; i < Attributes.Count; i++)
        {
            if (Attributes[i].Name == name)
            {
                return Attributes[i].Value;
            }
        }

        return null;
    }

    /// <summary>The first of its elements with this name; null when there is none.</summary>
    public RawNode? First(Vocabulary vocabulary, string name)
    {
        for (var child = FirstChild; child is not null; child = child.NextSibling)
        {
            if (child.Is(vocabulary, name))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Its elements with this name, in order.</summary>
    public IEnumerable<RawNode> All(Vocabulary vocabulary, string name)
    {
        for (var child = FirstChild; child is not null; child = child.NextSibling)
        {
            if (child.Is(vocabulary, name))
            {
                yield return child;
            }
        }
    }

    /// <summary>All elements below it, in document order.</summary>
    public IEnumerable<RawNode> Descendants()
    {
        for (var node = FirstChild; node is not null; node = After(node))
        {
            yield return node;
        }
    }

    /// <summary>Where it stands: <c>/Invoice/cac:InvoiceLine[2]/cbc:ID</c>. A number is given where there are several of a name.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        for (var node = this; node is not null; node = node.Parent)
        {
            path.Insert(0, "/" + node.Step());
        }

        return path.ToString();
    }

    private string Step()
    {
        var prefix = Vocabularies.PrefixOf(Vocabulary);
        var step = prefix.Length == 0 ? Name : $"{prefix}:{Name}";
        if (place == 0)
        {
            Parent?.NumberChildren();
        }

        return place <= 0 ? step : string.Create(CultureInfo.InvariantCulture, $"{step}[{place}]");
    }

    // All at once, so that the paths of many elements of one parent cost no more than one.
    private void NumberChildren()
    {
        Dictionary<(Vocabulary, string), RawNode> last = [];
        for (var child = FirstChild; child is not null; child = child.NextSibling)
        {
            if (last.TryGetValue((child.Vocabulary, child.Name), out var before))
            {
                before.place = Math.Max(before.place, 1);
                child.place = before.place + 1;
            }
            else
            {
                child.place = Alone;
            }

            last[(child.Vocabulary, child.Name)] = child;
        }
    }

    private RawNode? After(RawNode node)
    {
        if (node.FirstChild is { } child)
        {
            return child;
        }

        for (var next = node; next is not null && next != this; next = next.Parent)
        {
            if (next.NextSibling is { } sibling)
            {
                return sibling;
            }
        }

        return null;
    }

    /// <summary>What has more digits than a decimal was rounded when it was read: then it is not the number that was written.</summary>
    private bool IsKept(decimal number) => Text.Length < 28 || Rounding.Down.Round(number, 28) == number && Text.Count(char.IsAsciiDigit) <= 28;
}

/// <summary>An attribute, by its name without prefix.</summary>
internal readonly record struct RawAttribute(string Name, string Value);
