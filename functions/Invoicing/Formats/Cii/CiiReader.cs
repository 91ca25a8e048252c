using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Reads one CrossIndustryInvoice.</summary>
internal sealed class CiiReader
{
    // UNTDID 1001: what an additional document is.
    private const string InvoicedObject = "130";
    private const string Tender = "50";
    private const string Attached = "916";

    private readonly NodeReading take = new();
    private readonly RawNode root;
    private readonly RawNode? document;
    private readonly RawNode? agreement;
    private readonly RawNode? delivery;
    private readonly RawNode? settlement;
    private readonly string currency;
    private readonly CiiPartyReader parties;
    private readonly CiiAmounts amounts;

    public CiiReader(RawNode root)
    {
        this.root = root;
        document = root.First(Vocabulary.CiiRoot, "ExchangedDocument");
        var transaction = root.First(Vocabulary.CiiRoot, "SupplyChainTradeTransaction");
        agreement = transaction.Ram("ApplicableHeaderTradeAgreement");
        delivery = transaction.Ram("ApplicableHeaderTradeDelivery");
        settlement = transaction.Ram("ApplicableHeaderTradeSettlement");
        currency = take.Text(settlement.Ram("InvoiceCurrencyCode")) ?? "";
        parties = new CiiPartyReader(take);
        amounts = new CiiAmounts(take, currency);
        Lines = new CiiLineReader(take, amounts).Lines(transaction);
    }

    private IReadOnlyList<InvoiceLine> Lines { get; }

    public InvoiceReading Read()
    {
        take.Ignore(root, "schemaLocation", "noNamespaceSchemaLocation");
        return new InvoiceReading(Complete(Head()), take.NotTaken(root));
    }

    private Invoice Head()
    {
        var context = root.First(Vocabulary.CiiRoot, "ExchangedDocumentContext");
        var terms = settlement.Ram("SpecifiedTradePaymentTerms");
        return new Invoice
        {
            Specification = take.Text(context.Ram("GuidelineSpecifiedDocumentContextParameter").Ram("ID")),
            BusinessProcess = take.Text(context.Ram("BusinessProcessSpecifiedDocumentContextParameter").Ram("ID")),
            Number = take.Text(document.Ram("ID")) ?? "",
            IssueDate = take.Day(document.Ram("IssueDateTime")),
            TypeCode = take.Text(document.Ram("TypeCode")) ?? "",
            Currency = currency,
            VatCurrency = take.Text(settlement.Ram("TaxCurrencyCode")),
            TaxPointDate = TaxPointDate(),
            TaxPointCode = TaxPointCode(),
            DueDate = take.Day(terms.Ram("DueDateDateTime")),
            PaymentTerms = take.Lines(terms.Ram("Description")),
            Notes = [.. document.AllRam("IncludedNote").Where(note => note.Ram("Content") is not null).Select(note => new InvoiceNote(take.Lines(note.Ram("Content")) ?? "", take.Text(note.Ram("SubjectCode"))))],
            References = References(),
            Preceding = [.. settlement.AllRam("InvoiceReferencedDocument").Select(preceding => new PrecedingInvoice(take.Text(preceding.Ram("IssuerAssignedID")) ?? "", take.Day(preceding.Ram("FormattedIssueDateTime"))))],
        };
    }

    private Invoice Complete(Invoice head) => head with
    {
        Seller = parties.Party(agreement.Ram("SellerTradeParty")),
        Buyer = parties.Party(agreement.Ram("BuyerTradeParty")),
        Payee = settlement.Ram("PayeeTradeParty") is { } payee ? parties.Party(payee) : null,
        TaxRepresentative = agreement.Ram("SellerTaxRepresentativeTradeParty") is { } representative ? parties.Party(representative) : null,
        Delivery = parties.Delivery(delivery, amounts.Period(settlement.Ram("BillingSpecifiedPeriod"))),
        Payments = new CiiPaymentReader(take, settlement).Read(),
        AllowancesAndCharges = amounts.AllowancesAndCharges(settlement),
        Sums = amounts.Sums(settlement, head.VatCurrency),
        Vat = [.. settlement.AllRam("ApplicableTradeTax").Select(amounts.Share).OfType<VatShare>()],
        Attachments = [.. Additional(type => type is null or Attached).Select(Attachment)],
        Lines = Lines,
    };

    private InvoiceReferences References()
    {
        var (invoiced, tender) = (Additional(InvoicedObject), Additional(Tender));
        // The name of a project has no term: the schema wants one.
        take.Ignore(agreement.Ram("SpecifiedProcuringProject").Ram("Name"));
        return new InvoiceReferences
        {
            Buyer = take.Text(agreement.Ram("BuyerReference")),
            Project = take.Text(agreement.Ram("SpecifiedProcuringProject").Ram("ID")),
            Contract = Reference(agreement, "ContractReferencedDocument"),
            PurchaseOrder = Reference(agreement, "BuyerOrderReferencedDocument"),
            SalesOrder = Reference(agreement, "SellerOrderReferencedDocument"),
            ReceivingAdvice = Reference(delivery, "ReceivingAdviceReferencedDocument"),
            DespatchAdvice = Reference(delivery, "DespatchAdviceReferencedDocument"),
            Tender = take.Text(tender.Ram("IssuerAssignedID")),
            InvoicedObject = take.Text(invoiced.Ram("IssuerAssignedID")) is { } id ? new Identifier(id, take.Text(invoiced.Ram("ReferenceTypeCode"))) : null,
            BuyerAccounting = take.Text(settlement.Ram("ReceivableSpecifiedTradeAccountingAccount").Ram("ID")),
        };
    }

    private string? Reference(RawNode? owner, string name) => take.Text(owner.Ram(name).Ram("IssuerAssignedID"));

    private IEnumerable<RawNode> Additional(Predicate<string?> isOfType)
    {
        foreach (var found in agreement.AllRam("AdditionalReferencedDocument").Where(found => isOfType(found.Ram("TypeCode")?.Value)))
        {
            take.Ignore(found.Ram("TypeCode"));
            yield return found;
        }
    }

    private RawNode? Additional(string type) => Additional(found => found == type).FirstOrDefault();

    private InvoiceAttachment Attachment(RawNode attached)
    {
        var file = attached.Ram("AttachmentBinaryObject");
        return new InvoiceAttachment
        {
            Reference = take.Text(attached.Ram("IssuerAssignedID")) ?? "",
            Description = take.Lines(attached.Ram("Name")),
            Location = take.Text(attached.Ram("URIID")),
            Content = take.Base64(file),
            MimeType = take.Attribute(file, "mimeCode"),
            FileName = take.Attribute(file, "filename"),
        };
    }

    /// <summary>Every VAT category has a tax point of its own here; EN 16931 knows one.</summary>
    private NodaTime.LocalDate? TaxPointDate()
    {
        NodaTime.LocalDate? day = null;
        foreach (var tax in settlement.AllRam("ApplicableTradeTax").Where(tax => tax.Ram("TaxPointDate") is not null))
        {
            day = take.Day(tax.Ram("TaxPointDate")) is var next && (day is null || day == next) ? next : day;
        }

        return day;
    }

    private string? TaxPointCode()
    {
        var first = settlement.AllRam("ApplicableTradeTax").Select(tax => tax.Ram("DueDateTypeCode")).FirstOrDefault(code => code is not null);
        foreach (var tax in settlement.AllRam("ApplicableTradeTax").Select(tax => tax.Ram("DueDateTypeCode")).Where(code => code?.Value == first?.Value))
        {
            take.Ignore(tax);
        }

        return CiiTaxPoint.Read(take.Text(first));
    }
}
