namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>
/// How the elements of one group of FA(3) and the properties of a record stand for each other, in the order of the schema. One table
/// serves reading and writing, so that neither knows an element that the other does not.
/// </summary>
internal sealed class KsefMap<T>
    where T : class
{
    private readonly List<KsefField<T>> fields = [];

    public KsefMap<T> Add(KsefField<T> field)
    {
        fields.Add(field);
        return this;
    }

    /// <summary>The record with what the element has. Where it has nothing, it is the same record.</summary>
    public T Read(RawNode parent, T into, NodeReading reading)
    {
        foreach (var field in fields)
        {
            into = field.Read(parent, into, reading);
        }

        return into;
    }

    public void Write(T from, KsefSink sink)
    {
        foreach (var field in fields)
        {
            field.Write(from, sink);
        }
    }
}

/// <summary>One element, or several that go together.</summary>
/// <param name="Read">Sets what the parent element has of it.</param>
/// <param name="Write">Writes it when the record has it.</param>
internal sealed record KsefField<T>(Func<RawNode, T, NodeReading, T> Read, Action<T, KsefSink> Write);
