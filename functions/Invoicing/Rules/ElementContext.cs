using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>One place of a rule's context, told from the element upwards.</summary>
internal sealed class ElementContext
{
    private readonly ElementName[] steps;
    private readonly bool isFromRoot;

    private ElementContext(ElementName[] steps, string? attribute, bool isFromRoot)
    {
        (this.steps, this.isFromRoot) = (steps, isFromRoot);
        var named = attribute?.Split('=', 2);
        (Attribute, AttributeValue) = (named?[0], named is [_, var value] ? value : null);
    }

    public string? Attribute { get; }

    /// <summary>What the attribute says, to the letter; null when it may say anything.</summary>
    public string? AttributeValue { get; }

    public bool IsRoot => steps.Length == 0 && Attribute is null;

    /// <summary>What the element is called; null when any element that has the attribute is meant.</summary>
    public ElementName? Last => steps.Length == 0 ? null : steps[^1];

    public static ElementContext Of(string written)
    {
        var parts = written.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var attribute = parts is [.., ['@', .. var name]] ? name : null;
        return new([.. parts.Take(parts.Length - (attribute is null ? 0 : 1)).Select(ElementName.Of)], attribute, written.StartsWith('/'));
    }

    /// <summary>The element stands in this place.</summary>
    public bool Holds(RawNode element)
    {
        var node = element;
        for (var step = steps.Length - 1; step >= 0; step--)
        {
            // The root has no name of its own here: what stands at it is no child of anything.
            if (node?.Parent is null || !steps[step].Fits(node))
            {
                return false;
            }

            node = node.Parent;
        }

        return !isFromRoot || node is { Parent: null };
    }
}
