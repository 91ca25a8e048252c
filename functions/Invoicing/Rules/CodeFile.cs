using BackOffice.Primitives;

namespace BackOffice.Invoicing.Rules;

/// <summary>A file of published facts that comes with the app: lines of a head, <c># list: ...</c>, and lines of facts.</summary>
internal sealed record CodeFile(IReadOnlyDictionary<string, string> Heads, IReadOnlyList<string> Lines)
{
    public static CodeFile Load(string name)
    {
        var lines = ShippedFiles.Read($"invoicing/codes/{name}.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var heads = lines.TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Split(':', 2, StringSplitOptions.TrimEntries));
        return new(heads.ToDictionary(head => head[0], head => head[1], StringComparer.Ordinal), [.. lines.SkipWhile(line => line.StartsWith('#'))]);
    }

    public string Head(string name) => Heads.TryGetValue(name, out var value) ? value : throw new InvalidDataException($"The head of the file has no {name}.");
}
