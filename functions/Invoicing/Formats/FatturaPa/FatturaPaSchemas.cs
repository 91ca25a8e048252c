using System.Xml.Schema;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>The schemas of FatturaPA, with the codes that the law has added since they were published.</summary>
internal static class FatturaPaSchemas
{
    /// <summary>Specifiche tecniche 1.9, from 1 April 2025.</summary>
    private static readonly (string Type, string Code)[] Added = [("TipoDocumentoType", "TD29"), ("RegimeFiscaleType", "RF20")];

    /// <summary>Compiles the ordinary and the simplified schema.</summary>
    /// <returns>Null when one is not among the files.</returns>
    public static XmlSchemaSet? Compile(SchemaSource source, string folder)
    {
        var schemas = source.Compile($"{folder}FatturaPA_v1.2.2.xsd", $"{folder}SVFSM10.xsd");
        return schemas is null ? null : Extend(schemas);
    }

    /// <summary>Adds the codes of the law that a published schema does not have yet; one that has them stays as it is.</summary>
    public static XmlSchemaSet Extend(XmlSchemaSet schemas)
    {
        foreach (XmlSchema schema in schemas.Schemas(Vocabularies.NamespaceOf(Vocabulary.FatturaPa)))
        {
            foreach (var (type, code) in Added)
            {
                Allow(schema, type, code);
            }

            schemas.Reprocess(schema);
        }

        schemas.Compile();
        return schemas;
    }

    private static void Allow(XmlSchema schema, string type, string code)
    {
        var restriction = schema.Items.OfType<XmlSchemaSimpleType>().FirstOrDefault(item => item.Name == type)?.Content as XmlSchemaSimpleTypeRestriction;
        if (restriction?.Facets.OfType<XmlSchemaEnumerationFacet>().Any(facet => facet.Value == code) == false)
        {
            restriction.Facets.Add(new XmlSchemaEnumerationFacet { Value = code });
        }
    }
}
