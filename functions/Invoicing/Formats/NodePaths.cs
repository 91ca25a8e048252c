using System.Globalization;

namespace BackOffice.Invoicing.Formats;

/// <summary>Where many elements of one document stand, as <see cref="RawNode.Path"/> says it: the children of an element are counted once for all.</summary>
internal sealed class NodePaths
{
    private readonly Dictionary<RawNode, string> paths = [];

    public string Of(RawNode node)
    {
        if (paths.TryGetValue(node, out var known))
        {
            return known;
        }

        if (node.Parent is null)
        {
            return paths[node] = node.Path();
        }

        Number(node.Parent);
        return paths[node];
    }

    private void Number(RawNode parent)
    {
        var path = Of(parent);
        Dictionary<(Vocabulary Vocabulary, string Name), (int Count, int Seen)> names = [];
        for (var child = parent.FirstChild; child is not null; child = child.NextSibling)
        {
            names[(child.Vocabulary, child.Name)] = (names.GetValueOrDefault((child.Vocabulary, child.Name)).Count + 1, 0);
        }

        for (var child = parent.FirstChild; child is not null; child = child.NextSibling)
        {
            var (count, seen) = names[(child.Vocabulary, child.Name)];
            names[(child.Vocabulary, child.Name)] = (count, seen + 1);
            var prefix = Vocabularies.PrefixOf(child.Vocabulary);
            var step = prefix.Length == 0 ? child.Name : $"{prefix}:{child.Name}";
            paths[child] = count == 1 ? $"{path}/{step}" : string.Create(CultureInfo.InvariantCulture, $"{path}/{step}[{seen + 1}]");
        }
    }
}
