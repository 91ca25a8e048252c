namespace BackOffice.Invoicing.Domain;

/// <summary>Who takes part in an invoice: BG-4, BG-7, BG-10, BG-11.</summary>
public sealed record InvoiceParty
{
    /// <summary>BT-27, BT-44, BT-59, BT-62: the legal name.</summary>
    public string Name { get; init; } = "";

    /// <summary>BT-28, BT-45.</summary>
    public string? TradingName { get; init; }

    /// <summary>BT-29, BT-46, BT-60.</summary>
    public IReadOnlyList<Identifier> Ids { get; init; } = [];

    /// <summary>BT-30, BT-47, BT-61.</summary>
    public Identifier? LegalId { get; init; }

    /// <summary>BT-31, BT-48, BT-63, with the country's letters as written: IT01234567890.</summary>
    public string? VatId { get; init; }

    /// <summary>BT-32; of an Italian party the codice fiscale.</summary>
    public string? TaxRegistration { get; init; }

    /// <summary>BT-33.</summary>
    public string? LegalForm { get; init; }

    /// <summary>BT-34, BT-49.</summary>
    public Identifier? ElectronicAddress { get; init; }

    /// <summary>BG-5, BG-8, BG-12.</summary>
    public InvoiceAddress? Address { get; init; }

    /// <summary>BG-6, BG-9.</summary>
    public InvoiceContact? Contact { get; init; }

    /// <summary>What FatturaPA has of a party beyond EN 16931.</summary>
    public ItalianParty? Italy { get; init; }

    /// <summary>What KSeF has of a party beyond EN 16931.</summary>
    public PolishParty? Poland { get; init; }
}

/// <summary>A postal address.</summary>
public sealed record InvoiceAddress
{
    /// <summary>BT-35, BT-50, BT-64, BT-75.</summary>
    public string? Line1 { get; init; }

    /// <summary>The number that <see cref="Line1"/> ends with, where a format writes it apart.</summary>
    public string? HouseNumber { get; init; }

    /// <summary>BT-36, BT-51, BT-65, BT-76.</summary>
    public string? Line2 { get; init; }

    /// <summary>BT-162 to BT-165.</summary>
    public string? Line3 { get; init; }

    /// <summary>BT-37, BT-52, BT-66, BT-77.</summary>
    public string? City { get; init; }

    /// <summary>BT-38, BT-53, BT-67, BT-78.</summary>
    public string? PostCode { get; init; }

    /// <summary>BT-39, BT-54, BT-68, BT-79: a province or county.</summary>
    public string? Subdivision { get; init; }

    /// <summary>BT-40, BT-55, BT-69, BT-80, of ISO 3166-1.</summary>
    public string? Country { get; init; }
}

/// <summary>Whom to ask.</summary>
public sealed record InvoiceContact
{
    /// <summary>BT-41, BT-56.</summary>
    public string? Name { get; init; }

    /// <summary>BT-42, BT-57.</summary>
    public string? Telephone { get; init; }

    /// <summary>BT-43, BT-58.</summary>
    public string? Email { get; init; }
}
