using System.Text;
using System.Xml;
using System.Xml.Schema;
using BackOffice.Documents.Domain.Formats;

namespace BackOffice.Invoicing.Formats;

/// <summary>Whether a document is valid by the official schema of its format. The schemas are not part of the project; without them there is no verdict.</summary>
internal static class SchemaCheck
{
    private const int MostFaults = 50;

    /// <summary>Reads the whole document.</summary>
    /// <returns>What the schema finds fault with, empty when valid; null when there are no schemas or none for this kind of document.</returns>
    public static IReadOnlyList<SchemaFault>? Check(ReadOnlyMemory<byte> content, XmlSchemaSet? schemas)
    {
        if (schemas is null)
        {
            return null;
        }

        if (content.Length > RawLimits.Default.MostBytes)
        {
            return [new SchemaFault(0, $"The document has more than {RawLimits.Default.MostBytes} bytes.")];
        }

        List<SchemaFault> faults = [];
        try
        {
            var prolog = XmlProlog.Read(content.Span);
            if (prolog.Refusal is not null)
            {
                return [new SchemaFault(0, "The document is not well-formed XML without a document type.")];
            }

            using var plain = XmlSource.Open(content, prolog.Encoding);
            using var reader = XmlReader.Create(plain, Settings(schemas, faults));
            plain.MoveToContent();
            if (!schemas.GlobalElements.Contains(new XmlQualifiedName(plain.LocalName, plain.NamespaceURI)))
            {
                return null;
            }

            while (faults.Count < MostFaults && reader.Read())
            {
                // The handler collects.
            }
        }
        catch (Exception broken) when (broken is XmlException or DecoderFallbackException or ArgumentException)
        {
            faults.Add(new SchemaFault(broken is XmlException at ? at.LineNumber : 0, "The document is not well-formed."));
        }

        return faults;
    }

    private static XmlReaderSettings Settings(XmlSchemaSet schemas, List<SchemaFault> faults)
    {
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = schemas,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            // Neither schemas that the document names nor those inside it.
            ValidationFlags = XmlSchemaValidationFlags.AllowXmlAttributes | XmlSchemaValidationFlags.ProcessIdentityConstraints,
        };
        settings.ValidationEventHandler += (_, fault) =>
        {
            if (faults.Count < MostFaults)
            {
                faults.Add(new SchemaFault(fault.Exception.LineNumber, fault.Message));
            }
        };
        return settings;
    }
}

/// <summary>One thing that a schema finds fault with.</summary>
/// <param name="Line">Of the document, from 1; 0 when unknown.</param>
/// <param name="Message">As the framework has it.</param>
internal sealed record SchemaFault(int Line, string Message);
