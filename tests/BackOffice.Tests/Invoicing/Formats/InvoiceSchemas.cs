using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Schema;
using BackOffice.Invoicing.FatturaPa;
using BackOffice.Invoicing.Ksef;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Formats;

/// <summary>The official schemas of the corpus, which are not part of the project; nothing outside their folder is read.</summary>
public static class InvoiceSchemas
{
    private const string Cii = "schemas/en16931/cii/schema/D16B_SCRDM_(Subset)/coupled_clm/CII/uncefact/data/standard/CrossIndustryInvoice_100pD16B.xsd";

    private static readonly ConcurrentDictionary<string, XmlSchemaSet> Read = new(StringComparer.Ordinal);

    private static readonly Lazy<XmlSchemaSet> FatturaPa = new(FatturaPaConformanceTests.Schemas);

    public static IReadOnlyList<string> ErrorsOfUblInvoice(byte[] document) => Errors(document, "schemas/ubl-2.1/xsd/maindoc/UBL-Invoice-2.1.xsd");

    public static IReadOnlyList<string> ErrorsOfUblCreditNote(byte[] document) => Errors(document, "schemas/ubl-2.1/xsd/maindoc/UBL-CreditNote-2.1.xsd");

    public static IReadOnlyList<string> ErrorsOfCii(byte[] document) => Errors(document, Cii);

    /// <summary>By the schema of its root; empty when it accepts the document.</summary>
    public static IReadOnlyList<string> Errors(byte[] document)
        => RawDocument.Read(document, RawLimits.Default).Root?.Name switch
        {
            "Invoice" => ErrorsOfUblInvoice(document),
            "CreditNote" => ErrorsOfUblCreditNote(document),
            "CrossIndustryInvoice" => ErrorsOfCii(document),
            var other => [$"No schema for {other}."],
        };

    /// <summary>
    /// By the schema of its root, whichever format it is of; empty without the corpus. The schema of D16B lists the codes of 2016;
    /// EN 16931 allows newer ones, and the rules decide for CII.
    /// </summary>
    internal static IEnumerable<string> FaultsOf(byte[] document, RawNode root) => Corpus.Root is null ? [] : root.Vocabulary switch
    {
        Vocabulary.Ksef3 => KsefSchemas.FaultOf(document) is { } fault ? [fault] : [],
        Vocabulary.FatturaPa or Vocabulary.FatturaPaSimplified => SchemaCheck.Check(document, FatturaPa.Value)!.Select(fault => fault.Message),
        Vocabulary.CiiRoot => ErrorsOfCii(document).Where(error => !error.Contains("Enumeration constraint failed", StringComparison.Ordinal)),
        _ => Errors(document),
    };

    /// <summary>What a schema of the corpus has against a document. Skips the running test where the corpus is absent.</summary>
    public static IReadOnlyList<string> Errors(byte[] document, string schema)
    {
        var set = Read.GetOrAdd(Path.Combine(Corpus.RootOrSkip(), schema), Load);
        List<string> errors = [];
        var settings = new XmlReaderSettings { Schemas = set, ValidationType = ValidationType.Schema, DtdProcessing = DtdProcessing.Prohibit };
        settings.ValidationEventHandler += (_, error) => errors.Add(error.Message);
        using var reader = XmlReader.Create(new MemoryStream(document), settings);
        while (reader.Read())
        {
            // Reading is what validates.
        }

        return errors;
    }

    private static XmlSchemaSet Load(string file)
    {
        var set = new XmlSchemaSet { XmlResolver = new Inside(Path.Combine(Corpus.RootOrSkip(), "schemas")) };
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        set.Add(targetNamespace: null, reader);
        set.Compile();
        return set;
    }

    private sealed class Inside(string folder) : XmlUrlResolver
    {
        public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
            => absoluteUri is { IsFile: true } && Path.GetFullPath(absoluteUri.LocalPath).StartsWith(Path.GetFullPath(folder), StringComparison.Ordinal)
                ? base.GetEntity(absoluteUri, role, ofObjectToReturn)
                : throw new XmlException($"{absoluteUri} lies outside the schemas.");
    }
}
