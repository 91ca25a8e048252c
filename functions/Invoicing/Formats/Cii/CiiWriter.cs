using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Writes one CrossIndustryInvoice, its elements in the order of the schema.</summary>
internal sealed class CiiWriter : IDisposable
{
    private readonly Invoice invoice;
    private readonly ElementWriter xml;
    private readonly CiiPartyWriter parties;
    private readonly CiiAmountWriter amounts;

    public CiiWriter(Invoice invoice)
    {
        this.invoice = invoice;
        xml = new ElementWriter("rsm:CrossIndustryInvoice", Vocabulary.CiiRoot, Vocabulary.CiiAggregate, Vocabulary.CiiUnqualified, Vocabulary.CiiQualified);
        parties = new CiiPartyWriter(xml);
        amounts = new CiiAmountWriter(xml);
    }

    public byte[] Write()
    {
        Context();
        using (xml.In("rsm:ExchangedDocument"))
        {
            Document();
        }

        using (xml.In("rsm:SupplyChainTradeTransaction"))
        {
            new CiiLineWriter(xml, amounts).Write(invoice.Lines);
            using (xml.In("ram:ApplicableHeaderTradeAgreement"))
            {
                Agreement();
            }

            using (xml.In("ram:ApplicableHeaderTradeDelivery"))
            {
                xml.Stand();
                Delivery();
            }

            using (xml.In("ram:ApplicableHeaderTradeSettlement"))
            {
                new CiiSettlementWriter(xml, amounts, parties).Write(invoice);
            }
        }

        return xml.ToBytes();
    }

    public void Dispose() => xml.Dispose();

    private void Context()
    {
        using (xml.In("rsm:ExchangedDocumentContext"))
        {
            using (xml.In("ram:BusinessProcessSpecifiedDocumentContextParameter"))
            {
                xml.Write("ram:ID", invoice.BusinessProcess);
            }

            using (xml.In("ram:GuidelineSpecifiedDocumentContextParameter"))
            {
                xml.Write("ram:ID", invoice.Specification);
            }
        }
    }

    private void Document()
    {
        xml.Write("ram:ID", invoice.Number);
        xml.Write("ram:TypeCode", invoice.TypeCode);
        xml.WriteDay("ram:IssueDateTime", invoice.IssueDate);
        foreach (var note in invoice.Notes)
        {
            using (xml.In("ram:IncludedNote"))
            {
                xml.Write("ram:Content", note.Text);
                xml.Write("ram:SubjectCode", note.Subject);
            }
        }
    }

    private void Agreement()
    {
        var references = invoice.References;
        xml.Write("ram:BuyerReference", references.Buyer);
        parties.Party("ram:SellerTradeParty", invoice.Seller);
        parties.Party("ram:BuyerTradeParty", CiiPartyWriter.WithOneId(invoice.Buyer));
        if (invoice.TaxRepresentative is { } representative)
        {
            parties.Party("ram:SellerTaxRepresentativeTradeParty", representative);
        }

        Reference("ram:SellerOrderReferencedDocument", references.SalesOrder);
        Reference("ram:BuyerOrderReferencedDocument", references.PurchaseOrder);
        Reference("ram:ContractReferencedDocument", references.Contract);
        Attachments();
        Reference("ram:AdditionalReferencedDocument", references.Tender, "50");
        Reference("ram:AdditionalReferencedDocument", references.InvoicedObject?.Value, "130", references.InvoicedObject?.Scheme);
        if (references.Project is { } project)
        {
            using (xml.In("ram:SpecifiedProcuringProject"))
            {
                xml.Write("ram:ID", project);
                xml.Write("ram:Name", "Project reference");
            }
        }
    }

    private void Attachments()
    {
        foreach (var attachment in invoice.Attachments)
        {
            using (xml.In("ram:AdditionalReferencedDocument"))
            {
                xml.Write("ram:IssuerAssignedID", attachment.Reference);
                xml.Write("ram:URIID", attachment.Location);
                xml.Write("ram:TypeCode", "916");
                xml.Write("ram:Name", attachment.Description);
                xml.Write("ram:AttachmentBinaryObject", attachment.Content, ("mimeCode", attachment.MimeType), ("filename", attachment.FileName));
            }
        }
    }

    private void Delivery()
    {
        parties.Place(invoice.Delivery);
        using (xml.In("ram:ActualDeliverySupplyChainEvent"))
        {
            xml.WriteDay("ram:OccurrenceDateTime", invoice.Delivery?.Date);
        }

        Reference("ram:DespatchAdviceReferencedDocument", invoice.References.DespatchAdvice);
        Reference("ram:ReceivingAdviceReferencedDocument", invoice.References.ReceivingAdvice);
    }

    private void Reference(string element, string? id, string? type = null, string? scheme = null)
    {
        if (id is not null)
        {
            using (xml.In(element))
            {
                xml.Write("ram:IssuerAssignedID", id);
                xml.Write("ram:TypeCode", type);
                xml.Write("ram:ReferenceTypeCode", scheme);
            }
        }
    }
}
