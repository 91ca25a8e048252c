using System.Xml;
using System.Xml.Schema;
using BackOffice.Tests.Conformance;

namespace BackOffice.Invoicing.Ksef;

/// <summary>The official schemas of KSeF, which are not part of the project: tests with them are skipped where the corpus is absent.</summary>
internal static class KsefSchemas
{
    private static readonly Lazy<XmlSchemaSet> Fa3 = new(() => Load("schemy/FA/schemat_FA(3)_v1-0E.xsd"));
    private static readonly Lazy<XmlSchemaSet> Fa2 = new(() => Load("schemy/FA/schemat_FA(2)_v1-0E.xsd"));
    private static readonly Lazy<XmlSchemaSet> FlatRate = new(() => Load("schemy/RR/schemat_FA_RR(1)_v1-1E.xsd"));
    private static readonly Lazy<XmlSchemaSet> Pef = new(() => Load("schemy/PEF/Schemat_PEF(3)_v2-1.xsd"));
    private static readonly Lazy<XmlSchemaSet> PefCorrection = new(() => Load("schemy/PEF/Schemat_PEF_KOR(3)_v2-1.xsd"));
    private static readonly Lazy<XmlSchemaSet> Receipt = new(() => Load("upo/schemy/upo-v4-3.xsd"));

    /// <summary>What the schema of its namespace says of a document; null when it is valid.</summary>
    public static string? FaultOf(byte[] content)
    {
        Corpus.RootOrSkip();
        List<string> faults = [];
        try
        {
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, XmlResolver = null, Schemas = Of(content) };
            settings.ValidationEventHandler += (_, problem) => faults.Add(problem.Message);
            using var reader = XmlReader.Create(new MemoryStream(content), settings);
            while (reader.Read())
            {
                // Reading validates.
            }
        }
        catch (XmlException broken)
        {
            faults.Add(broken.Message);
        }

        return faults.FirstOrDefault();
    }

    private static XmlSchemaSet Of(byte[] content)
    {
        using var reader = XmlReader.Create(new MemoryStream(content));
        reader.MoveToContent();
        return reader.NamespaceURI switch
        {
            "http://crd.gov.pl/wzor/2025/06/25/13775/" => Fa3.Value,
            "http://crd.gov.pl/wzor/2023/06/29/12648/" => Fa2.Value,
            "http://crd.gov.pl/wzor/2026/03/06/14189/" => FlatRate.Value,
            "http://upo.schematy.mf.gov.pl/KSeF/v4-3" => Receipt.Value,
            "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" => Pef.Value,
            "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" => PefCorrection.Value,
            var other => throw new InvalidDataException($"No schema for {other}."),
        };
    }

    private static XmlSchemaSet Load(string path)
    {
        var folder = Path.Combine(Corpus.RootOrSkip(), "schemas", "ksef");
        var schemas = new XmlSchemaSet { XmlResolver = new FolderResolver(folder) };
        using var reader = XmlReader.Create(Path.Combine(folder, path), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = new FolderResolver(folder) });
        schemas.Add(targetNamespace: null, reader);
        schemas.Compile();
        return schemas;
    }

    /// <summary>Whatever address a schema names, the file of that name in the folder is taken, and nothing else.</summary>
    private sealed class FolderResolver(string folder) : XmlResolver
    {
        private readonly Dictionary<string, string> files = Directory.EnumerateFiles(folder, "*.xsd", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileName(file), StringComparer.Ordinal);

        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
            => files.TryGetValue(Path.GetFileName(absoluteUri.LocalPath), out var file) ? File.OpenRead(file) : throw new XmlException($"Outside the folder of schemas: {absoluteUri}");
    }
}
