namespace BackOffice.Invoicing.Domain;

/// <summary>What is taken off or added: BG-20 and BG-21 on the document, BG-27 and BG-28 on a line.</summary>
public sealed record AllowanceCharge
{
    /// <summary>Added, not taken off.</summary>
    public bool IsCharge { get; init; }

    /// <summary>BT-92, BT-99, BT-136, BT-141; without VAT.</summary>
    public decimal? Amount { get; init; }

    /// <summary>BT-93, BT-100, BT-137, BT-142.</summary>
    public decimal? Base { get; init; }

    /// <summary>BT-94, BT-101, BT-138, BT-143, in percent.</summary>
    public decimal? Percentage { get; init; }

    /// <summary>BT-95 and BT-96, BT-102 and BT-103; null on a line, which has its own.</summary>
    public VatCategory? Vat { get; init; }

    /// <summary>BT-97, BT-104, BT-139, BT-144.</summary>
    public string? Reason { get; init; }

    /// <summary>BT-98, BT-105, BT-140, BT-145, of UNTDID 5189 or 7161.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>In FatturaPA, which fund a charge goes to.</summary>
    public ItalianFund? Italy { get; init; }
}

/// <summary>How something is taxed.</summary>
/// <param name="Code">BT-95, BT-102, BT-118, BT-151, of UNTDID 5305: S Z E AE K G O L M B.</param>
/// <param name="Rate">BT-96, BT-103, BT-119, BT-152, in percent; null where it is not subject to VAT.</param>
public sealed record VatCategory(string Code, decimal? Rate);
