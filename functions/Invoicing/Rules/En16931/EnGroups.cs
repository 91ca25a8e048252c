using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The business groups of a document, wherever they stand in it, found in one walk.</summary>
internal sealed class EnGroups
{
    public List<RawNode> PrecedingInvoices { get; } = []; // BG-3
    public List<RawNode> Sellers { get; } = []; // BG-4
    public List<RawNode> Buyers { get; } = []; // BG-7
    public List<RawNode> Payees { get; } = []; // BG-10
    public List<RawNode> TaxRepresentatives { get; } = []; // BG-11
    public List<RawNode> VatIds { get; } = []; // BT-31 BT-48 BT-63, as the element that has the identifier
    public List<RawNode> DeliveryAddresses { get; } = []; // BG-15
    public List<RawNode> Periods { get; } = []; // BG-14
    public List<RawNode> PaymentMeans { get; } = []; // BG-16
    public List<RawNode> Cards { get; } = []; // BT-87
    public List<RawNode> Allowances { get; } = []; // BG-20
    public List<RawNode> Charges { get; } = []; // BG-21
    public List<RawNode> Totals { get; } = []; // BG-22
    public List<RawNode> VatTotals { get; } = []; // BT-110 BT-111, as the element that has the amount
    public List<RawNode> Breakdown { get; } = []; // BG-23
    public List<RawNode> Attachments { get; } = []; // BG-24
    public List<RawNode> Lines { get; } = []; // BG-25
    public List<RawNode> LinePeriods { get; } = []; // BG-26
    public List<RawNode> LineAllowances { get; } = []; // BG-27
    public List<RawNode> LineCharges { get; } = []; // BG-28
    public List<RawNode> StandardItemIds { get; } = []; // BT-157
    public List<RawNode> ItemClasses { get; } = []; // BT-158
    public List<RawNode> ItemAttributes { get; } = []; // BG-32

    /// <summary>The elements with a VAT category and rate, and what each belongs to.</summary>
    public List<(RawNode Element, VatPlace Place)> Vat { get; } = []; // BT-95 BT-102 BT-118 BT-151

    public bool HasTaxPointDate { get; set; } // BT-7
    public bool HasTaxPointCode { get; set; } // BT-8
    public bool HasDueDate { get; set; } // BT-9
    public bool HasPaymentTerms { get; set; } // BT-20
}

/// <summary>What an element with a VAT category belongs to.</summary>
internal enum VatPlace
{
    Elsewhere,
    Line,
    Allowance,
    Charge,
    Breakdown,
}
