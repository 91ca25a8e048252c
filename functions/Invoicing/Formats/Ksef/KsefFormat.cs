using System.Text;
using System.Xml;
using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Structured invoices of KSeF: FA(3), and FA(2), which is read only.</summary>
internal sealed class KsefFormat : IInvoiceFormat
{
    private const string Root = "Faktura";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    public Profile Profile => Profile.Ksef;

    public bool Reads(RawNode root) => KsefKinds.Of(root) is KsefKind.Fa2 or KsefKind.Fa3;

    public IReadOnlyList<InvoiceReading> Read(RawNode root)
    {
        var reading = new NodeReading();
        reading.Ignore(root, "schemaLocation");
        var invoice = KsefDocument.All.Read(root, new Invoice(), reading);
        return [new InvoiceReading(KsefCompletion.Of(invoice), reading.NotTaken(root))];
    }

    public InvoiceWriting Write(Invoice invoice)
    {
        using var content = new MemoryStream();
        KsefSink sink;
        using (var writer = XmlWriter.Create(content, Settings))
        {
            sink = new KsefSink(writer, Vocabularies.NamespaceOf(Vocabulary.Ksef3));
            sink.Open(Root);
            KsefDocument.All.Write(KsefPreparation.Of(invoice), sink);
            sink.Close();
        }

        return sink.Missing.Count == 0 ? new InvoiceWriting(content.ToArray(), []) : new InvoiceWriting(Content: null, sink.Missing);
    }
}
