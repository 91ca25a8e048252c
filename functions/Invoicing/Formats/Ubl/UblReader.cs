using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Reads one Invoice or CreditNote.</summary>
internal sealed class UblReader
{
    /// <summary>What stands for the number of an order that only the seller's number is known of.</summary>
    public const string NoOrder = "NA";

    // UNTDID 1001: what an additional document is that is no attachment.
    private const string InvoicedObject = "130";
    private const string Project = "50";

    private readonly NodeReading take = new();
    private readonly RawNode root;
    private readonly string currency;
    private readonly UblPartyReader parties;
    private readonly UblAmounts amounts;

    public UblReader(RawNode root)
    {
        this.root = root;
        currency = take.Text(root.Cbc("DocumentCurrencyCode")) ?? "";
        parties = new UblPartyReader(take);
        amounts = new UblAmounts(take, currency);
    }

    private bool IsCreditNote => root.Vocabulary == Vocabulary.UblCreditNote;

    public InvoiceReading Read()
    {
        // The version of the vocabulary, and where a copy of its schema lies, say nothing of the invoice.
        take.Ignore(root, "schemaLocation", "noNamespaceSchemaLocation");
        take.Ignore(root.Cbc("UBLVersionID"));
        return new InvoiceReading(Complete(Head()), take.NotTaken(root));
    }

    private Invoice Head() => new()
    {
        Specification = take.Text(root.Cbc("CustomizationID")),
        BusinessProcess = take.Text(root.Cbc("ProfileID")),
        Number = take.Text(root.Cbc("ID")) ?? "",
        IssueDate = take.Date(root.Cbc("IssueDate")),
        TypeCode = take.Text(root.Cbc(IsCreditNote ? "CreditNoteTypeCode" : "InvoiceTypeCode")) ?? "",
        Currency = currency,
        VatCurrency = take.Text(root.Cbc("TaxCurrencyCode")),
        TaxPointDate = take.Date(root.Cbc("TaxPointDate")),
        TaxPointCode = take.Text(root.Cac("InvoicePeriod").Cbc("DescriptionCode")),
        DueDate = IsCreditNote ? take.Date(root.Cac("PaymentMeans").Cbc("PaymentDueDate")) : take.Date(root.Cbc("DueDate")),
        PaymentTerms = take.Lines(root.Cac("PaymentTerms").Cbc("Note")),
        Notes = [.. root.All(Vocabulary.UblBasic, "Note").Select(take.Lines).OfType<string>().Select(UblNote.Read)],
        References = References(),
        Preceding = [.. root.AllCac("BillingReference").Select(reference => reference.Cac("InvoiceDocumentReference")).OfType<RawNode>().Select(Preceding)],
    };

    private Invoice Complete(Invoice head) => head with
    {
        Seller = parties.Party(root.Cac("AccountingSupplierParty").Cac("Party")),
        Buyer = parties.Party(root.Cac("AccountingCustomerParty").Cac("Party")),
        Payee = root.Cac("PayeeParty") is { } payee ? parties.Named(payee) : null,
        TaxRepresentative = root.Cac("TaxRepresentativeParty") is { } representative ? parties.Named(representative) : null,
        Delivery = parties.Delivery(root.Cac("Delivery"), amounts.Period(root.Cac("InvoicePeriod"))),
        Payments = new UblPaymentReader(take, root).Read(),
        AllowancesAndCharges = amounts.AllowancesAndCharges(root),
        Sums = amounts.Sums(root, head.VatCurrency),
        Vat = amounts.Breakdown(root),
        Attachments = [.. root.AllCac("AdditionalDocumentReference").Where(document => !IsReference(document)).Select(Attachment)],
        Lines = new UblLineReader(take, amounts).Lines(root),
    };

    private InvoiceReferences References() => new()
    {
        Buyer = take.Text(root.Cbc("BuyerReference")),
        Project = take.Text((IsCreditNote ? Additional(Project) : root.Cac("ProjectReference")).Cbc("ID")),
        Contract = take.Text(root.Cac("ContractDocumentReference").Cbc("ID")),
        PurchaseOrder = take.Text(root.Cac("OrderReference").Cbc("ID")) is var order and not NoOrder ? order : null,
        SalesOrder = take.Text(root.Cac("OrderReference").Cbc("SalesOrderID")),
        ReceivingAdvice = take.Text(root.Cac("ReceiptDocumentReference").Cbc("ID")),
        DespatchAdvice = take.Text(root.Cac("DespatchDocumentReference").Cbc("ID")),
        Tender = take.Text(root.Cac("OriginatorDocumentReference").Cbc("ID")),
        InvoicedObject = parties.Id(Additional(InvoicedObject).Cbc("ID")),
        BuyerAccounting = take.Text(root.Cbc("AccountingCost")),
    };

    private PrecedingInvoice Preceding(RawNode document) => new(take.Text(document.Cbc("ID")) ?? "", take.Date(document.Cbc("IssueDate")));

    /// <summary>The one additional document of this type.</summary>
    private RawNode? Additional(string type)
    {
        var document = root.AllCac("AdditionalDocumentReference").FirstOrDefault(document => document.Cbc("DocumentTypeCode")?.Value == type);
        take.Ignore(document.Cbc("DocumentTypeCode"));
        return document;
    }

    private bool IsReference(RawNode document) => document.Cbc("DocumentTypeCode")?.Value is { } type && (type == InvoicedObject || (type == Project && IsCreditNote));

    private InvoiceAttachment Attachment(RawNode document)
    {
        var file = document.Cac("Attachment").Cbc("EmbeddedDocumentBinaryObject");
        return new InvoiceAttachment
        {
            Reference = take.Text(document.Cbc("ID")) ?? "",
            Description = take.Lines(document.Cbc("DocumentDescription")),
            Location = take.Text(document.Cac("Attachment").Cac("ExternalReference").Cbc("URI")),
            Content = take.Base64(file),
            MimeType = take.Attribute(file, "mimeCode"),
            FileName = take.Attribute(file, "filename"),
        };
    }
}
