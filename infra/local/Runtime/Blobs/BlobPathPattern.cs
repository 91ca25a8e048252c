using System.Text;
using System.Text.RegularExpressions;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>
/// The path of a blob trigger, "container/{name}.{ext}" (B-1). A capture takes as much as it can, slashes included, so in
/// {name}.{ext} the extension is what follows the last dot. A container alone fits all its blobs.
/// </summary>
internal sealed class BlobPathPattern
{
    private readonly Regex expression;

    private BlobPathPattern(string container, string prefix, Regex expression)
    {
        Container = container;
        Prefix = prefix;
        this.expression = expression;
    }

    public string Container { get; }

    /// <summary>What the name of every fitting blob begins with.</summary>
    public string Prefix { get; }

    /// <exception cref="StartupException">The container is not literal, a brace stands alone or a name is given twice.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var (container, blob) = path.Split('/', 2) is [var first, var rest] ? (first, rest) : (path, "");
        if (container.Length == 0 || container.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            throw new StartupException($"The blob path '{path}' must begin with the name of one container.");
        }

        if (blob.Length == 0)
        {
            return new BlobPathPattern(container, "", Compile(".*"));
        }

        var parts = Parts(path, blob).ToList();
        if (parts.Where(part => part.IsCapture).Select(part => part.Text).GroupBy(name => name).Any(names => names.Count() > 1))
        {
            throw new StartupException($"The blob path '{path}' captures the same name twice.");
        }

        var prefix = string.Concat(parts.TakeWhile(part => !part.IsCapture).Select(part => part.Text));
        return new BlobPathPattern(container, prefix, Compile(string.Concat(parts.Select(part => part.Expression))));
    }

    public bool Fits(string blobName) => expression.IsMatch(blobName);

    /// <returns>The captures; null when the blob does not fit.</returns>
    public IReadOnlyDictionary<string, string>? Match(string blobName)
    {
        var match = expression.Match(blobName);
        return match.Success
            ? match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => group.Value, StringComparer.Ordinal)
            : null;
    }

    /// <summary>Linear in the length of a name: names come from outside, and several captures could otherwise take for ever.</summary>
    private static Regex Compile(string expression)
        => new($@"\A{expression}\z", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private static IEnumerable<Part> Parts(string path, string blob)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < blob.Length; i++)
        {
            var isBrace = blob[i] is '{' or '}';
            if (!isBrace || (i + 1 < blob.Length && blob[i + 1] == blob[i]))
            {
                literal.Append(blob[i]);
                i += isBrace ? 1 : 0;
                continue;
            }

            var end = blob.IndexOf('}', i);
            var name = blob[i] == '{' && end > i ? blob[(i + 1)..end] : "";
            if (!IsName(name))
            {
                throw new StartupException($"The blob path '{path}' has a brace that captures no name; a brace that is meant is written twice.");
            }

            yield return new Part(literal.ToString(), IsCapture: false);
            yield return new Part(name, IsCapture: true);
            literal.Clear();
            i = end;
        }

        yield return new Part(literal.ToString(), IsCapture: false);
    }

    private static bool IsName(string text)
        => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private sealed record Part(string Text, bool IsCapture)
    {
        public string Expression => IsCapture ? $"(?<{Text}>.*)" : Regex.Escape(Text);
    }
}
