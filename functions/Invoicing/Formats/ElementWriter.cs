using System.Globalization;
using System.Text;
using System.Xml;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Invoicing.Formats;

/// <summary>
/// Writes elements in the order they are named. A group is opened by the first value in it, so that an empty group is never
/// written, and a value that is absent writes nothing.
/// </summary>
internal sealed class ElementWriter : IDisposable
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" };

    private readonly MemoryStream content = new();
    private readonly XmlWriter xml;
    private readonly Stack<string> waiting = [];
    private readonly Func<string, (string Prefix, string Namespace)> namespaceOf;

    /// <param name="root">Its name with prefix, where it has one.</param>
    /// <param name="vocabularies">Those that are used; the first is the root's.</param>
    public ElementWriter(string root, params IReadOnlyList<Vocabulary> vocabularies)
    {
        xml = XmlWriter.Create(content, Settings);
        var known = vocabularies.ToDictionary(Vocabularies.PrefixOf, Vocabularies.NamespaceOf, StringComparer.Ordinal);
        namespaceOf = prefix => (prefix, known[prefix]);
        Start(root);
        foreach (var (prefix, @namespace) in known.Where(entry => entry.Key.Length > 0))
        {
            xml.WriteAttributeString("xmlns", prefix, ns: null, @namespace);
        }
    }

    /// <summary>What is written from here to the end of the block stands in this element.</summary>
    public Group In(string name)
    {
        waiting.Push(name);
        return new Group(this);
    }

    public void Write(string name, string? value, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        OpenWaiting();
        Start(name);
        foreach (var (attribute, text) in attributes)
        {
            if (!string.IsNullOrEmpty(text))
            {
                xml.WriteAttributeString(attribute, Writable(text));
            }
        }

        xml.WriteString(Writable(value));
        xml.WriteEndElement();
    }

    public void Write(string name, decimal? value, params ReadOnlySpan<(string Name, string? Value)> attributes) => Write(name, value?.ToString(CultureInfo.InvariantCulture), attributes);

    /// <summary>An amount: 795.4600 is 795.46, which EN 16931 has two decimals for.</summary>
    public void WriteAmount(string name, decimal? amount, params ReadOnlySpan<(string Name, string? Value)> attributes)
        => Write(name, amount is { Scale: > 2 } written && decimal.Round(written, 2) == written ? decimal.Round(written, 2) : amount, attributes);

    public void Write(string name, LocalDate? day) => Write(name, day is { } known ? LocalDatePattern.Iso.Format(known) : null);

    /// <summary>An element that stands there even when nothing is in it, since the schema asks for it.</summary>
    public void Stand() => OpenWaiting();

    /// <summary>The document; nothing can be written after it.</summary>
    public byte[] ToBytes()
    {
        xml.WriteEndDocument();
        xml.Flush();
        return content.ToArray();
    }

    public void Dispose()
    {
        xml.Dispose();
        content.Dispose();
    }

    private void Leave()
    {
        if (!waiting.TryPop(out _))
        {
            xml.WriteEndElement();
        }
    }

    private void OpenWaiting()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        foreach (var name in waiting.Reverse())
        {
            Start(name);
        }

        waiting.Clear();
    }

    private void Start(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (prefix, @namespace) = namespaceOf(colon < 0 ? "" : name[..colon]);
        xml.WriteStartElement(prefix, name[(colon + 1)..], @namespace);
    }

    /// <summary>What XML has no way to write becomes the sign for an unknown letter.</summary>
    private static string Writable(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!XmlConvert.IsXmlChar(text[at]))
            {
                return string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
            }
        }

        return text;
    }

    /// <summary>An element that is being written, until it is disposed of.</summary>
    internal readonly struct Group(ElementWriter writer) : IDisposable
    {
        public void Dispose() => writer.Leave();
    }
}
