namespace BackOffice.Invoicing.Domain;

/// <summary>A line: BG-25.</summary>
public sealed record InvoiceLine
{
    /// <summary>BT-126.</summary>
    public string Id { get; init; } = "";

    /// <summary>BT-127.</summary>
    public string? Note { get; init; }

    /// <summary>BT-128.</summary>
    public Identifier? InvoicedObject { get; init; }

    /// <summary>BT-129; null where the format needs none.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>BT-130, of UN/ECE recommendation 20, or the seller's own word where the format has no list.</summary>
    public string? Unit { get; init; }

    /// <summary>BT-131: without VAT, after its allowances and charges.</summary>
    public decimal? Amount { get; init; }

    /// <summary>BT-132.</summary>
    public string? OrderLine { get; init; }

    /// <summary>BT-133.</summary>
    public string? BuyerAccounting { get; init; }

    /// <summary>BG-26.</summary>
    public InvoicePeriod? Period { get; init; }

    /// <summary>BG-27 and BG-28.</summary>
    public IReadOnlyList<AllowanceCharge> AllowancesAndCharges { get; init; } = [];

    /// <summary>BG-29.</summary>
    public LinePrice Price { get; init; } = new();

    /// <summary>BG-30: BT-151 and BT-152.</summary>
    public VatCategory? Vat { get; init; }

    /// <summary>BG-31.</summary>
    public InvoiceItem Item { get; init; } = new();

    /// <summary>What FatturaPA has of a line beyond EN 16931.</summary>
    public ItalianLine? Italy { get; init; }

    /// <summary>What KSeF has of a line beyond EN 16931.</summary>
    public PolishLine? Poland { get; init; }
}

/// <summary>What one costs: BG-29.</summary>
public sealed record LinePrice
{
    /// <summary>BT-146.</summary>
    public decimal? Net { get; init; }

    /// <summary>BT-147.</summary>
    public decimal? Discount { get; init; }

    /// <summary>BT-148.</summary>
    public decimal? Gross { get; init; }

    /// <summary>BT-149: for how many the price is; one when null.</summary>
    public decimal? BaseQuantity { get; init; }

    /// <summary>BT-150.</summary>
    public string? BaseUnit { get; init; }
}

/// <summary>What is sold: BG-31.</summary>
public sealed record InvoiceItem
{
    /// <summary>BT-153.</summary>
    public string Name { get; init; } = "";

    /// <summary>BT-154.</summary>
    public string? Description { get; init; }

    /// <summary>BT-155.</summary>
    public string? SellerId { get; init; }

    /// <summary>BT-156.</summary>
    public string? BuyerId { get; init; }

    /// <summary>BT-157.</summary>
    public Identifier? StandardId { get; init; }

    /// <summary>BT-158.</summary>
    public IReadOnlyList<ItemClass> Classes { get; init; } = [];

    /// <summary>BT-159, of ISO 3166-1.</summary>
    public string? OriginCountry { get; init; }

    /// <summary>BG-32.</summary>
    public IReadOnlyList<ItemProperty> Attributes { get; init; } = [];
}

/// <summary>A class of goods: BT-158 with its list, of UNTDID 7143.</summary>
public sealed record ItemClass(string Code, string? List, string? ListVersion);

/// <summary>BT-160 and BT-161.</summary>
public sealed record ItemProperty(string Name, string Value);
