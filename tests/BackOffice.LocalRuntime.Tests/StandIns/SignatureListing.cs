using System.Text;

namespace BackOffice.LocalRuntime.Tests.StandIns;

/// <summary>The public surface of the real packages: lines of "type | kind | signature".</summary>
internal sealed class SignatureListing
{
    private readonly Dictionary<string, List<(string Kind, string Text)>> types = new(StringComparer.Ordinal);

    private SignatureListing(IEnumerable<string> lines)
    {
        foreach (var parts in lines.Where(line => !line.StartsWith('#')).Select(line => line.Split(" | ", 3)).Where(parts => parts.Length == 3))
        {
            if (!types.TryGetValue(parts[0], out var members))
            {
                types[parts[0]] = members = [];
            }

            members.Add((parts[1], WithoutAttributes(parts[2])));
        }
    }

    public static SignatureListing Read(IEnumerable<string> lines) => new(lines);

    public static SignatureListing ReadFolder(string folder) => new(Directory.EnumerateFiles(folder, "*.txt").SelectMany(File.ReadLines));

    /// <summary>All lines of a type, its own first; none for a type that no package has.</summary>
    public IReadOnlyList<(string Kind, string Text)> Of(string type) => types.GetValueOrDefault(type) ?? [];

    /// <summary>Drops "[...] " before a declaration or a parameter; the brackets of arrays and indexers follow a name.</summary>
    private static string WithoutAttributes(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length; position++)
        {
            var startsAttribute = text[position] == '[' && (position == 0 || text[position - 1] is ' ' or '(');
            if (startsAttribute)
            {
                position = EndOfAttribute(text, position) + 1;
            }
            else
            {
                kept.Append(text[position]);
            }
        }

        return kept.ToString();
    }

    private static int EndOfAttribute(string text, int start)
    {
        var depth = 0;
        var isQuoted = false;
        for (var position = start; position < text.Length; position++)
        {
            isQuoted ^= text[position] == '"';
            depth += isQuoted ? 0 : text[position] switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return position;
            }
        }

        throw new FormatException($"An attribute does not end: {text}");
    }
}
