namespace BackOffice.Invoicing.Domain;

/// <summary>The totals of a document: BG-22, as written.</summary>
public sealed record InvoiceSums
{
    /// <summary>BT-106: of the lines, without VAT.</summary>
    public decimal? Lines { get; init; }

    /// <summary>BT-107.</summary>
    public decimal? Allowances { get; init; }

    /// <summary>BT-108.</summary>
    public decimal? Charges { get; init; }

    /// <summary>BT-109.</summary>
    public decimal? WithoutVat { get; init; }

    /// <summary>BT-110.</summary>
    public decimal? Vat { get; init; }

    /// <summary>BT-111, in the currency of accounting.</summary>
    public decimal? VatInAccountingCurrency { get; init; }

    /// <summary>BT-112.</summary>
    public decimal? WithVat { get; init; }

    /// <summary>BT-113.</summary>
    public decimal? Prepaid { get; init; }

    /// <summary>BT-114.</summary>
    public decimal? Rounding { get; init; }

    /// <summary>BT-115.</summary>
    public decimal? Due { get; init; }
}

/// <summary>The VAT of one category and rate: BG-23.</summary>
public sealed record VatShare
{
    /// <summary>BT-118 and BT-119.</summary>
    public VatCategory Category { get; init; } = new("", Rate: null);

    /// <summary>BT-116.</summary>
    public decimal? Base { get; init; }

    /// <summary>BT-117.</summary>
    public decimal? Tax { get; init; }

    /// <summary>BT-120.</summary>
    public string? ExemptionReason { get; init; }

    /// <summary>BT-121, of the VATEX list.</summary>
    public string? ExemptionCode { get; init; }

    /// <summary>What FatturaPA has of it beyond EN 16931.</summary>
    public ItalianVatShare? Italy { get; init; }

    /// <summary>What KSeF has of it beyond EN 16931.</summary>
    public PolishVatShare? Poland { get; init; }
}
