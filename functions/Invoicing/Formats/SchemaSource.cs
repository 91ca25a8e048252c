using System.Xml;
using System.Xml.Schema;
using BackOffice.Documents.Domain.Formats;

namespace BackOffice.Invoicing.Formats;

/// <summary>Compiles schemas from files that are handed in, and from nowhere else: an import is a file beside or below, else one of that name.</summary>
/// <param name="files">By their path below the folder of schemas, with slashes.</param>
internal sealed class SchemaSource(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) : XmlResolver
{
    private const string Base = "schemas:///";

    // The schema of signatures has one name at the W3C and another beside some of the schemas that import it.
    private const string SignatureAtW3C = "xmldsig-core-schema.xsd";
    private const string Signature = "xmldsig-core.xsd";

    /// <summary>A set of these schemas and what they import.</summary>
    /// <returns>Null when one of them is not there.</returns>
    public XmlSchemaSet? Compile(params ReadOnlySpan<string> paths)
    {
        var schemas = new XmlSchemaSet { XmlResolver = this };
        foreach (var path in paths)
        {
            if (!files.ContainsKey(path))
            {
                return null;
            }

            using var reader = XmlReader.Create(Open(path), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }, Base + path);
            schemas.Add(targetNamespace: null, reader);
        }

        schemas.Compile();
        return schemas;
    }

    /// <summary>One file has one address, however it is named, so that it is read once.</summary>
    public override Uri ResolveUri(Uri? baseUri, string? relativeUri)
    {
        var uri = base.ResolveUri(baseUri, relativeUri);
        return PathOf(uri) is { } path ? new Uri(Base + path) : uri;
    }

    public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
    {
        ArgumentNullException.ThrowIfNull(absoluteUri);
        return Open(PathOf(absoluteUri) ?? throw new XmlException($"No schema {absoluteUri} is here."));
    }

    private string? PathOf(Uri uri)
    {
        var exact = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (files.ContainsKey(exact))
        {
            return exact;
        }

        var name = uri.Segments[^1];
        return Named(name) ?? (name is SignatureAtW3C or Signature ? Named(Signature) ?? Named(SignatureAtW3C) : null);
    }

    private string? Named(string name) => files.Keys.Where(key => key == name || key.EndsWith("/" + name, StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Without its document type: the schema of signatures has one, with entities of its own, and the compiler reads none. Nothing is fetched.</summary>
    private MemoryStream Open(string path)
    {
        var copy = new MemoryStream();
        using var reader = XmlReader.Create(XmlSource.AsStream(files[path]), new() { DtdProcessing = DtdProcessing.Parse, XmlResolver = null, MaxCharactersFromEntities = 1 << 16 });
        using (var writer = XmlWriter.Create(copy))
        {
            reader.MoveToContent();
            writer.WriteNode(reader, defattr: true);
        }

        copy.Position = 0;
        return copy;
    }
}
