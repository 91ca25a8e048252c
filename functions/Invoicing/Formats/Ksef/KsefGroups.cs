namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Elements that hold elements.</summary>
internal static class KsefGroups
{
    /// <summary>The first element of this name below another of the same vocabulary.</summary>
    public static RawNode? Element(this RawNode parent, string name) => parent.First(parent.Vocabulary, name);

    public static IEnumerable<RawNode> Elements(this RawNode parent, string name) => parent.All(parent.Vocabulary, name);

    /// <summary>An element that a record of its own stands for; null when there is none or it is empty.</summary>
    public static KsefMap<T> Group<T, TPart>(this KsefMap<T> map, string name, Func<T, TPart?> get, Func<T, TPart, T> set, KsefMap<TPart> part, string? need = null)
        where T : class
        where TPart : class, new()
        => map.Add(new(
            (parent, into, reading) => parent.Element(name) is { } node ? With(into, get(into) ?? new TPart(), set, start => part.Read(node, start, reading)) : into,
            (from, sink) =>
            {
                if (get(from) is { } value)
                {
                    sink.Open(name);
                    part.Write(value, sink);
                    sink.Close();
                }
                else if (need is not null)
                {
                    sink.Note(name, need);
                }
            }));

    /// <summary>Elements of one name, each a record; an empty one is none.</summary>
    public static KsefMap<T> Many<T, TPart>(this KsefMap<T> map, string name, Func<T, IEnumerable<TPart>> get, Func<T, IReadOnlyList<TPart>, T> set, KsefMap<TPart> part)
        where T : class
        where TPart : class, new()
        => map.Add(new(
            (parent, into, reading) => ReadAll(parent, name, part, reading) is { Count: > 0 } all ? set(into, all) : into,
            (from, sink) =>
            {
                foreach (var value in get(from))
                {
                    sink.Open(name);
                    part.Write(value, sink);
                    sink.Close();
                }
            }));

    /// <summary>An element that the same record stands for: a wrapper. It is written when the condition holds.</summary>
    public static KsefMap<T> Wrapper<T>(this KsefMap<T> map, string name, KsefMap<T> part, Func<T, bool>? when = null)
        where T : class
        => map.Add(new(
            (parent, into, reading) => parent.Element(name) is { } node ? part.Read(node, into, reading) : into,
            (from, sink) =>
            {
                if (when?.Invoke(from) != false)
                {
                    sink.Open(name);
                    part.Write(from, sink);
                    sink.Close();
                }
            }));

    /// <summary>The elements of another table, here.</summary>
    public static KsefMap<T> With<T>(this KsefMap<T> map, KsefMap<T> others)
        where T : class
        => map.Add(new(others.Read, others.Write));

    /// <summary>Notes what is missing where a choice of elements needs one of them.</summary>
    public static KsefMap<T> Require<T>(this KsefMap<T> map, Func<T, bool> has, string term, string why)
        where T : class
        => map.Add(new(
            (_, into, _) => into,
            (from, sink) =>
            {
                if (!has(from))
                {
                    sink.Note(term, why);
                }
            }));

    /// <summary>Elements without a wrapper that a record of its own stands for.</summary>
    public static KsefMap<T> Inline<T, TPart>(this KsefMap<T> map, Func<T, TPart?> get, Func<T, TPart, T> set, KsefMap<TPart> part)
        where T : class
        where TPart : class, new()
        => map.Add(new(
            (parent, into, reading) => With(into, get(into) ?? new TPart(), set, start => part.Read(parent, start, reading)),
            (from, sink) =>
            {
                if (get(from) is { } value)
                {
                    part.Write(value, sink);
                }
            }));

    private static T With<T, TPart>(T into, TPart start, Func<T, TPart, T> set, Func<TPart, TPart> read)
        where TPart : class
        => read(start) is var value && ReferenceEquals(value, start) ? into : set(into, value);

    private static List<TPart> ReadAll<TPart>(RawNode parent, string name, KsefMap<TPart> part, NodeReading reading)
        where TPart : class, new()
    {
        List<TPart> all = [];
        foreach (var node in parent.Elements(name))
        {
            var start = new TPart();
            var value = part.Read(node, start, reading);
            if (!ReferenceEquals(value, start))
            {
                all.Add(value);
            }
        }

        return all;
    }
}
