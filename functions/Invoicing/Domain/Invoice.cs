using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>
/// An invoice or credit note as EN 16931-1 sees it, whatever it was written in, with what Italy and Poland add. Amounts are exact
/// decimals in <see cref="Currency"/>, as written: nothing is rounded or worked out here (the calculation does).
/// </summary>
public sealed record Invoice
{
    /// <summary>BT-1.</summary>
    public string Number { get; init; } = "";

    /// <summary>BT-2.</summary>
    public LocalDate? IssueDate { get; init; }

    /// <summary>BT-3, of UNTDID 1001: 380 an invoice, 381 a credit note.</summary>
    public string TypeCode { get; init; } = "";

    /// <summary>BT-5, of ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>BT-6: the currency that VAT is accounted in, where it is another one.</summary>
    public string? VatCurrency { get; init; }

    /// <summary>BT-7.</summary>
    public LocalDate? TaxPointDate { get; init; }

    /// <summary>BT-8, of UNTDID 2005: 3 issue, 35 delivery, 432 payment.</summary>
    public string? TaxPointCode { get; init; }

    /// <summary>BT-9.</summary>
    public LocalDate? DueDate { get; init; }

    /// <summary>BT-10, BT-11 to BT-19.</summary>
    public InvoiceReferences References { get; init; } = new();

    /// <summary>BT-20.</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>BG-1.</summary>
    public IReadOnlyList<InvoiceNote> Notes { get; init; } = [];

    /// <summary>BT-23.</summary>
    public string? BusinessProcess { get; init; }

    /// <summary>BT-24: which specification the document says it follows.</summary>
    public string? Specification { get; init; }

    /// <summary>BG-3.</summary>
    public IReadOnlyList<PrecedingInvoice> Preceding { get; init; } = [];

    /// <summary>BG-4.</summary>
    public InvoiceParty Seller { get; init; } = new();

    /// <summary>BG-7.</summary>
    public InvoiceParty Buyer { get; init; } = new();

    /// <summary>BG-10; null when the seller is paid.</summary>
    public InvoiceParty? Payee { get; init; }

    /// <summary>BG-11.</summary>
    public InvoiceParty? TaxRepresentative { get; init; }

    /// <summary>BG-13.</summary>
    public InvoiceDelivery? Delivery { get; init; }

    /// <summary>BG-16.</summary>
    public IReadOnlyList<PaymentInstruction> Payments { get; init; } = [];

    /// <summary>BG-20 and BG-21, in the order of the document.</summary>
    public IReadOnlyList<AllowanceCharge> AllowancesAndCharges { get; init; } = [];

    /// <summary>BG-22.</summary>
    public InvoiceSums Sums { get; init; } = new();

    /// <summary>BG-23.</summary>
    public IReadOnlyList<VatShare> Vat { get; init; } = [];

    /// <summary>BG-24.</summary>
    public IReadOnlyList<InvoiceAttachment> Attachments { get; init; } = [];

    /// <summary>BG-25.</summary>
    public IReadOnlyList<InvoiceLine> Lines { get; init; } = [];

    /// <summary>What FatturaPA has beyond EN 16931.</summary>
    public ItalianInvoice? Italy { get; init; }

    /// <summary>What KSeF has beyond EN 16931.</summary>
    public PolishInvoice? Poland { get; init; }
}

/// <summary>A note: BG-1.</summary>
/// <param name="Text">BT-22.</param>
/// <param name="Subject">BT-21, of UNTDID 4451; null when it has none.</param>
public sealed record InvoiceNote(string Text, string? Subject);

/// <summary>An invoice that this one is about: BG-3.</summary>
/// <param name="Number">BT-25.</param>
/// <param name="IssueDate">BT-26.</param>
public sealed record PrecedingInvoice(string Number, LocalDate? IssueDate)
{
    /// <summary>What KSeF has of it beyond EN 16931.</summary>
    public PolishPreceding? Poland { get; init; }
}

/// <summary>What an invoice refers to.</summary>
public sealed record InvoiceReferences
{
    /// <summary>BT-10.</summary>
    public string? Buyer { get; init; }

    /// <summary>BT-11.</summary>
    public string? Project { get; init; }

    /// <summary>BT-12.</summary>
    public string? Contract { get; init; }

    /// <summary>BT-13.</summary>
    public string? PurchaseOrder { get; init; }

    /// <summary>BT-14.</summary>
    public string? SalesOrder { get; init; }

    /// <summary>BT-15.</summary>
    public string? ReceivingAdvice { get; init; }

    /// <summary>BT-16.</summary>
    public string? DespatchAdvice { get; init; }

    /// <summary>BT-17: tender or lot.</summary>
    public string? Tender { get; init; }

    /// <summary>BT-18.</summary>
    public Identifier? InvoicedObject { get; init; }

    /// <summary>BT-19.</summary>
    public string? BuyerAccounting { get; init; }
}

/// <summary>An identifier with the scheme that issued it; null where it names none.</summary>
public sealed record Identifier(string Value, string? Scheme);
