using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Writes one Invoice or CreditNote, its elements in the order of the schema.</summary>
internal sealed class UblWriter : IDisposable
{
    private readonly Invoice invoice;
    private readonly bool isCreditNote;
    private readonly ElementWriter xml;
    private readonly UblPartyWriter parties;
    private readonly UblAmountWriter amounts;

    public UblWriter(Invoice invoice)
    {
        this.invoice = invoice;
        isCreditNote = UblFormat.IsCreditNote(invoice);
        xml = isCreditNote
            ? new ElementWriter("CreditNote", Vocabulary.UblCreditNote, Vocabulary.UblAggregate, Vocabulary.UblBasic)
            : new ElementWriter("Invoice", Vocabulary.UblInvoice, Vocabulary.UblAggregate, Vocabulary.UblBasic);
        parties = new UblPartyWriter(xml);
        amounts = new UblAmountWriter(xml, invoice.Currency);
    }

    public byte[] Write()
    {
        Head();
        new UblReferenceWriter(xml, invoice, isCreditNote).Write();
        parties.Write(invoice);
        Payments();
        amounts.Write(invoice.AllowancesAndCharges);
        amounts.WriteTaxes(invoice);
        amounts.Write(invoice.Sums);
        new UblLineWriter(xml, amounts, isCreditNote).Write(invoice.Lines);
        return xml.ToBytes();
    }

    public void Dispose() => xml.Dispose();

    private void Head()
    {
        xml.Write("cbc:CustomizationID", invoice.Specification);
        xml.Write("cbc:ProfileID", invoice.BusinessProcess);
        xml.Write("cbc:ID", invoice.Number);
        xml.Write("cbc:IssueDate", invoice.IssueDate);
        if (isCreditNote)
        {
            xml.Write("cbc:TaxPointDate", invoice.TaxPointDate);
            xml.Write("cbc:CreditNoteTypeCode", invoice.TypeCode);
            Notes();
        }
        else
        {
            xml.Write("cbc:DueDate", invoice.DueDate);
            xml.Write("cbc:InvoiceTypeCode", invoice.TypeCode);
            Notes();
            xml.Write("cbc:TaxPointDate", invoice.TaxPointDate);
        }

        xml.Write("cbc:DocumentCurrencyCode", invoice.Currency);
        xml.Write("cbc:TaxCurrencyCode", invoice.VatCurrency);
        xml.Write("cbc:AccountingCost", invoice.References.BuyerAccounting);
        xml.Write("cbc:BuyerReference", invoice.References.Buyer);
        using (xml.In("cac:InvoicePeriod"))
        {
            xml.Write("cbc:StartDate", invoice.Delivery?.Period?.From);
            xml.Write("cbc:EndDate", invoice.Delivery?.Period?.To);
            xml.Write("cbc:DescriptionCode", invoice.TaxPointCode);
        }
    }

    private void Notes()
    {
        foreach (var note in invoice.Notes)
        {
            xml.Write("cbc:Note", UblNote.Write(note));
        }
    }

    private void Payments()
    {
        // The day and the words of the means may stand only once.
        var isFirst = true;
        foreach (var (payment, account) in PaymentInstructions.ByAccount(invoice.Payments))
        {
            UblPaymentWriter.Write(xml, isFirst ? payment : payment with { MeansText = null }, account, isFirst && isCreditNote ? invoice.DueDate : null);
            isFirst = false;
        }

        using (xml.In("cac:PaymentTerms"))
        {
            xml.Write("cbc:Note", invoice.PaymentTerms);
        }
    }
}
