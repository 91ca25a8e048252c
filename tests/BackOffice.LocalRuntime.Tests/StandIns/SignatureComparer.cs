namespace BackOffice.LocalRuntime.Tests.StandIns;

/// <summary>Finds what a stand-in has and the real package does not, or has differently. The other way round is no fault.</summary>
internal sealed class SignatureComparer(SignatureListing listing)
{
    public IEnumerable<string> Compare(Type type)
    {
        var name = Plain(TypeText.Name(type));
        IReadOnlyList<(string Kind, string Text)> real = [.. listing.Of(name).Select(line => type.IsAbstract && line.Kind == "ctor" ? (line.Kind, ForHeirs(line.Text)) : line)];
        return real.Count == 0
            ? [$"{name}: no listed package has this type"]
            : CompareHeader(name, TypeHeader.Of(type), real).Concat(MemberText.Of(type).SelectMany(member => CompareMember(name, member, real)));
    }

    private static string ForHeirs(string constructor)
        => constructor.StartsWith("public ", StringComparison.Ordinal) ? $"{MemberText.OnlyForHeirs}{constructor["public".Length..]}" : constructor;

    private static IEnumerable<string> CompareHeader(string name, TypeHeader header, IReadOnlyList<(string Kind, string Text)> real)
    {
        var declaration = real.FirstOrDefault(line => line.Kind is "class" or "record class" or "struct" or "interface" or "enum" or "delegate");
        var colon = declaration.Text.IndexOf(" : ", StringComparison.Ordinal);
        var (head, bases) = colon < 0 ? (declaration.Text, string.Empty) : (declaration.Text[..colon], declaration.Text[(colon + 3)..]);
        if (declaration.Kind != header.Kind || !Matches(header.Text, head))
        {
            yield return $"{name}: declared as '{Plain(header.Text)}', really '{head}'";
        }

        var known = SplitOutsideBrackets(bases);
        foreach (var inherited in header.Bases.Where(inherited => !known.Any(item => Matches(inherited, item))))
        {
            yield return $"{name}: inherits {Plain(inherited)}, really only '{bases}'";
        }
    }

    private static IEnumerable<string> CompareMember(string name, (string Kind, string Text) member, IReadOnlyList<(string Kind, string Text)> real)
    {
        if (real.Any(line => line.Kind == member.Kind && Matches(member.Text, line.Text)))
        {
            yield break;
        }

        var simple = SimpleName(Plain(member.Text));
        var similar = real.Where(line => SimpleName(line.Text) == simple).Select(line => $"{Environment.NewLine}    really: {line.Text}").ToArray();
        yield return $"{name}: {member.Kind} '{Plain(member.Text)}' is not in the package{(similar.Length == 0 ? ", nor is anything of that name" : string.Concat(similar))}";
    }

    /// <summary>Equal, but for a '?' that only the listing has after a type that may be null anyway.</summary>
    private static bool Matches(string ours, string theirs)
    {
        var position = 0;
        foreach (var character in ours)
        {
            if (character == TypeText.MayBeNull)
            {
                position += position < theirs.Length && theirs[position] == '?' ? 1 : 0;
            }
            else if (position >= theirs.Length || theirs[position++] != character)
            {
                return false;
            }
        }

        return position == theirs.Length;
    }

    private static string Plain(string text) => text.Replace($"{TypeText.MayBeNull}", string.Empty, StringComparison.Ordinal);

    private static string SimpleName(string text)
    {
        var end = text.IndexOfAny(['(', '{', '=']);
        return (end < 0 ? text : text[..end]).TrimEnd().Split(' ')[^1].Split('<')[0];
    }

    private static List<string> SplitOutsideBrackets(string list)
    {
        List<string> items = [];
        var (start, depth) = (0, 0);
        for (var position = 0; position < list.Length; position++)
        {
            depth += list[position] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0 && list[position] == ',')
            {
                items.Add(list[start..position].Trim());
                start = position + 1;
            }
        }

        items.Add(list[start..].Split(" where ")[0].Trim());
        return items;
    }
}
