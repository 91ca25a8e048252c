using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Writes the documents that an invoice refers to, and its attachments.</summary>
internal sealed class UblReferenceWriter(ElementWriter xml, Invoice invoice, bool isCreditNote)
{
    public void Write()
    {
        var references = invoice.References;
        Order(references);
        foreach (var preceding in invoice.Preceding)
        {
            using (xml.In("cac:BillingReference"))
            using (xml.In("cac:InvoiceDocumentReference"))
            {
                xml.Write("cbc:ID", preceding.Number);
                xml.Write("cbc:IssueDate", preceding.IssueDate);
            }
        }

        Reference("cac:DespatchDocumentReference", references.DespatchAdvice);
        Reference("cac:ReceiptDocumentReference", references.ReceivingAdvice);
        if (isCreditNote)
        {
            Reference("cac:ContractDocumentReference", references.Contract);
            Reference("cac:AdditionalDocumentReference", references.Project, "50");
            Attachments();
            Reference("cac:OriginatorDocumentReference", references.Tender);
            return;
        }

        Reference("cac:OriginatorDocumentReference", references.Tender);
        Reference("cac:ContractDocumentReference", references.Contract);
        Attachments();
        Reference("cac:ProjectReference", references.Project);
    }

    /// <summary>The schema wants the buyer's number where only the seller's is known: EN 16931 has "NA" stand there (CEN/TS 16931-3-2, BT-14).</summary>
    private void Order(InvoiceReferences references)
    {
        using (xml.In("cac:OrderReference"))
        {
            xml.Write("cbc:ID", references.PurchaseOrder ?? (references.SalesOrder is null ? null : UblReader.NoOrder));
            xml.Write("cbc:SalesOrderID", references.SalesOrder);
        }
    }

    private void Reference(string element, string? id, string? type = null)
    {
        if (id is not null)
        {
            using (xml.In(element))
            {
                xml.Write("cbc:ID", id);
                xml.Write("cbc:DocumentTypeCode", type);
            }
        }
    }

    private void Attachments()
    {
        if (invoice.References.InvoicedObject is { } invoiced)
        {
            using (xml.In("cac:AdditionalDocumentReference"))
            {
                xml.Write("cbc:ID", invoiced.Value, ("schemeID", invoiced.Scheme));
                xml.Write("cbc:DocumentTypeCode", "130");
            }
        }

        foreach (var attachment in invoice.Attachments.Where(attachment => attachment.Reference.Length > 0))
        {
            using (xml.In("cac:AdditionalDocumentReference"))
            {
                xml.Write("cbc:ID", attachment.Reference);
                xml.Write("cbc:DocumentDescription", attachment.Description);
                using (xml.In("cac:Attachment"))
                {
                    xml.Write("cbc:EmbeddedDocumentBinaryObject", attachment.Content, ("mimeCode", attachment.MimeType), ("filename", attachment.FileName));
                    using (xml.In("cac:ExternalReference"))
                    {
                        xml.Write("cbc:URI", attachment.Location);
                    }
                }
            }
        }
    }
}
