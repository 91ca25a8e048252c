namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>A VAT category (UNTDID 5305) and what its family of rules asks.</summary>
/// <param name="Code">As invoices have it.</param>
/// <param name="Family">As the rules are numbered: BR-S-01.</param>
/// <param name="Means">In words, for findings.</param>
internal sealed record VatCategory(string Code, string Family, string Means)
{
    public required VatRate Rate { get; init; }

    public required SellerIs Seller { get; init; }

    public BuyerIs Buyer { get; init; } = BuyerIs.AsItMayBe;

    /// <summary>A breakdown of it says why no VAT is charged; where it need not, it must not.</summary>
    public bool NeedsReason { get; init; }

    /// <summary>It has a breakdown for each rate, and VAT; the others have one breakdown and no VAT.</summary>
    public bool IsTaxed { get; init; }

    /// <summary>All categories but B (split payment), which has rules of its own.</summary>
    public static IReadOnlyList<VatCategory> All { get; } =
    [
        new("S", "S", "standard rated") { Rate = VatRate.AboveZero, Seller = SellerIs.TaxRegistered, IsTaxed = true },
        new("Z", "Z", "zero rated") { Rate = VatRate.Zero, Seller = SellerIs.TaxRegistered },
        new("E", "E", "exempt from VAT") { Rate = VatRate.Zero, Seller = SellerIs.TaxRegistered, NeedsReason = true },
        new("AE", "AE", "under reverse charge") { Rate = VatRate.Zero, Seller = SellerIs.TaxRegistered, Buyer = BuyerIs.Registered, NeedsReason = true },
        new("K", "IC", "an intra-community supply") { Rate = VatRate.Zero, Seller = SellerIs.VatRegistered, Buyer = BuyerIs.VatRegistered, NeedsReason = true },
        new("G", "G", "an export") { Rate = VatRate.Zero, Seller = SellerIs.VatRegistered, NeedsReason = true },
        new("O", "O", "not subject to VAT") { Rate = VatRate.Absent, Seller = SellerIs.WithoutVatNumber, Buyer = BuyerIs.WithoutVatNumber, NeedsReason = true },
        new("L", "AF", "taxed by IGIC") { Rate = VatRate.NotBelowZero, Seller = SellerIs.TaxRegistered, IsTaxed = true },
        new("M", "AG", "taxed by IPSI") { Rate = VatRate.NotBelowZero, Seller = SellerIs.TaxRegistered, IsTaxed = true },
    ];

    /// <summary>The number of a rule of the family.</summary>
    public string Numbered(string number) => $"BR-{Family}-{number}";
}

/// <summary>What a category's rate has to be.</summary>
internal enum VatRate
{
    Zero,
    AboveZero,
    NotBelowZero,
    Absent,
}

/// <summary>How the seller, or its tax representative, has to be identified.</summary>
internal enum SellerIs
{
    /// <summary>By a VAT number or another tax number.</summary>
    TaxRegistered,
    VatRegistered,
    WithoutVatNumber,
}

/// <summary>How the buyer has to be identified.</summary>
internal enum BuyerIs
{
    AsItMayBe,

    /// <summary>By a VAT number or a legal registration.</summary>
    Registered,
    VatRegistered,
    WithoutVatNumber,
}
