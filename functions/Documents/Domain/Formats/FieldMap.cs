namespace BackOffice.Documents.Domain.Formats;

/// <summary>
/// Which elements of a format hold the fields of its header: a tree of exact (namespace, name) steps below the root, walked
/// along with the XML, so that a document of any size is read once and elements that nobody asked for cost nothing.
/// </summary>
internal sealed class FieldMap(params (string Prefix, string Namespace)[] namespaces)
{
    public FieldNode Root { get; } = new(string.Empty, string.Empty);

    /// <summary>Hands the text of each such element to <paramref name="take"/>.</summary>
    public FieldMap Text(string path, Action<HeaderDraft, string> take)
    {
        At(path).OnText = (draft, text, _) => take(draft, text);
        return this;
    }

    /// <summary>Hands text and one attribute (null when absent); an empty path means the root's attribute alone.</summary>
    public FieldMap Text(string path, string attribute, Action<HeaderDraft, string, string?> take)
    {
        FieldNode node = At(path);
        node.Attribute = attribute;
        node.OnText = take;
        return this;
    }

    public FieldMap Enter(string path, Action<HeaderDraft> enter)
    {
        At(path).OnEnter = enter;
        return this;
    }

    public FieldMap Leave(string path, Action<HeaderDraft> leave)
    {
        At(path).OnLeave = leave;
        return this;
    }

    private FieldNode At(string path)
    {
        FieldNode node = Root;
        foreach (string step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = step.IndexOf(':', StringComparison.Ordinal);
            string name = step[(colon + 1)..];
            node = node.ChildOrNew(colon < 0 ? string.Empty : NamespaceOf(step[..colon]), name);
        }

        return node;
    }

    private string NamespaceOf(string prefix)
        => Array.Find(namespaces, pair => pair.Prefix == prefix).Namespace
            ?? throw new ArgumentException($"The prefix {prefix} has no namespace in this map.", nameof(prefix));
}

/// <summary>One step of a <see cref="FieldMap"/>.</summary>
internal sealed class FieldNode(string namespaceUri, string name)
{
    private FieldNode[] children = [];

    public string Name => name;

    public string? Attribute { get; set; }

    public Action<HeaderDraft, string, string?>? OnText { get; set; }

    public Action<HeaderDraft>? OnEnter { get; set; }

    public Action<HeaderDraft>? OnLeave { get; set; }

    public FieldNode? Child(string childNamespace, string childName)
    {
        foreach (FieldNode child in children)
        {
            if (child.Is(childNamespace, childName))
            {
                return child;
            }
        }

        return null;
    }

    public FieldNode ChildOrNew(string childNamespace, string childName)
    {
        if (Child(childNamespace, childName) is { } known)
        {
            return known;
        }

        var fresh = new FieldNode(childNamespace, childName);
        children = [.. children, fresh];
        return fresh;
    }

    private bool Is(string otherNamespace, string otherName)
        => string.Equals(name, otherName, StringComparison.Ordinal)
            && string.Equals(namespaceUri, otherNamespace, StringComparison.Ordinal);
}
