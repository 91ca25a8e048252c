using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Schema;
using BackOffice.Documents.Domain.Formats;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.FatturaPa;

namespace BackOffice.Invoicing;

/// <summary>
/// The official schemas that somebody has configured, each compiled when the first document needs it. A schema is known by the
/// namespace it is of, whatever its file is called; of several the first by its path is taken.
/// </summary>
/// <param name="read">Reads the files, by their path below the folder, with slashes; asked once.</param>
internal sealed class SchemaSets(Func<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> read)
{
    private const string Pef = "PEF";

    private readonly Lazy<SchemaFiles> files = new(() => new SchemaFiles(read()));
    private readonly ConcurrentDictionary<(Vocabulary Vocabulary, bool IsPef), Lazy<CompiledSchema>> compiled = new();

    /// <summary>No schema at all.</summary>
    public static SchemaSets None { get; } = new(() => new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal));

    /// <summary>The schema of a kind of document.</summary>
    /// <param name="vocabulary">Of its root.</param>
    /// <param name="isPef">KSeF has schemas of its own for UBL.</param>
    public CompiledSchema Of(Vocabulary vocabulary, bool isPef)
        => compiled.GetOrAdd((vocabulary, isPef), key => new(() => Compile(key.Vocabulary, key.IsPef))).Value;

    private CompiledSchema Compile(Vocabulary vocabulary, bool isPef)
    {
        if (files.Value.PathOf(Vocabularies.NamespaceOf(vocabulary), isPef) is not { } path)
        {
            return new CompiledSchema(Schemas: null, Fault: null);
        }

        try
        {
            var schemas = files.Value.Source.Compile(path);
            return new CompiledSchema(vocabulary == Vocabulary.FatturaPa && schemas is not null ? FatturaPaSchemas.Extend(schemas) : schemas, Fault: null);
        }
        catch (Exception broken) when (broken is XmlSchemaException or XmlException)
        {
            return new CompiledSchema(Schemas: null, $"The schema {path} cannot be used: {broken.Message}");
        }
    }

    private sealed class SchemaFiles(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        private readonly ILookup<string, string> byNamespace = files.Keys.Order(StringComparer.Ordinal).ToLookup(path => NamespaceOf(files[path]), StringComparer.Ordinal);

        public SchemaSource Source { get; } = new(files);

        public string? PathOf(string @namespace, bool isPef)
            => byNamespace[@namespace].FirstOrDefault(path => path[(path.LastIndexOf('/') + 1)..].Contains(Pef, StringComparison.Ordinal) == isPef);

        /// <summary>What is no schema has none, and is never taken.</summary>
        private static string NamespaceOf(ReadOnlyMemory<byte> schema)
        {
            try
            {
                using var reader = XmlReader.Create(XmlSource.AsStream(schema), new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
                reader.MoveToContent();
                return reader.GetAttribute("targetNamespace") ?? "";
            }
            catch (XmlException)
            {
                return "";
            }
        }
    }
}

/// <summary>A schema that is ready to judge, or why there is none.</summary>
/// <param name="Schemas">Null when it is not configured or cannot be used.</param>
/// <param name="Fault">Why what is configured cannot be used.</param>
internal sealed record CompiledSchema(XmlSchemaSet? Schemas, string? Fault);
