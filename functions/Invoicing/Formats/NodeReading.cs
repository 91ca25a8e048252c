using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Invoicing.Formats;

/// <summary>
/// Takes values out of a document and remembers which were taken, so that what was not can be named at the end. A value that is
/// not what it should be (a word for a figure, 31 February) is not taken.
/// </summary>
internal sealed class NodeReading
{
    private readonly HashSet<RawNode> taken = [];
    private readonly HashSet<(RawNode Node, string Attribute)> takenAttributes = [];

    /// <summary>The text of an element; null when there is none or it is empty.</summary>
    public string? Text(RawNode? node) => node is { HasValue: true } ? Take(node, node.Value) : null;

    /// <summary>The text as written, with its line breaks.</summary>
    public string? Lines(RawNode? node) => node is { HasValue: true } ? Take(node, node.Text.Trim()) : null;

    /// <summary>A file in Base64, without the blanks that it was folded with.</summary>
    public string? Base64(RawNode? node) => node is { HasValue: true } && System.Buffers.Text.Base64.IsValid(node.Text) ? Take(node, node.Value.Replace(" ", "", StringComparison.Ordinal)) : null;

    public decimal? Number(RawNode? node) => node?.Number is { } number ? Take(node, number) : null;

    /// <summary>An amount that may say its currency, which must be this one: another amount is another fact.</summary>
    public decimal? Amount(RawNode? node, string currency)
    {
        if (node?.Attribute("currencyID") is { } written && written != currency)
        {
            return null;
        }

        Attribute(node, "currencyID");
        return Number(node);
    }

    /// <summary>A day; the time zone that xs:date lets it have says nothing more of it.</summary>
    public LocalDate? Date(RawNode? node, string pattern = "uuuu-MM-dd")
        => node is not null && LocalDatePattern.Create(pattern, CultureInfo.InvariantCulture).Parse(WithoutZone(node.Value)) is { Success: true } date ? Take(node, date.Value) : null;

    public string? Attribute(RawNode? node, string name)
    {
        var value = node?.Attribute(name);
        if (value is not null)
        {
            takenAttributes.Add((node!, name));
        }

        return value;
    }

    /// <summary>What has no meaning of its own: a wrapper, an attribute that repeats what is known.</summary>
    public void Ignore(RawNode? node, params ReadOnlySpan<string> attributes)
    {
        if (node is null)
        {
            return;
        }

        taken.Add(node);
        foreach (var attribute in attributes)
        {
            takenAttributes.Add((node, attribute));
        }
    }

    /// <summary>What nobody took: elements with a text and attributes, in the order of the document.</summary>
    public IReadOnlyList<LostTerm> NotTaken(RawNode root)
    {
        List<LostTerm> left = [];
        var paths = new NodePaths();
        foreach (var node in root.Descendants().Prepend(root))
        {
            if (node.HasValue && !taken.Contains(node))
            {
                left.Add(new LostTerm(paths.Of(node), node.Value));
            }

            foreach (var attribute in node.Attributes)
            {
                if (!takenAttributes.Contains((node, attribute.Name)))
                {
                    left.Add(new LostTerm($"{paths.Of(node)}/@{attribute.Name}", attribute.Value));
                }
            }
        }

        return left;
    }

    private static string WithoutZone(string day) => day switch
    {
        [_, _, _, _, '-', _, _, '-', _, _, 'Z'] => day[..10],
        [_, _, _, _, '-', _, _, '-', _, _, '+' or '-', _, _, ':', _, _] => day[..10],
        _ => day,
    };

    private T Take<T>(RawNode node, T value)
    {
        taken.Add(node);
        return value;
    }
}
