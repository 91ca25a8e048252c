using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>
/// What Italian law adds to a party. Its codice fiscale is BT-32 of a seller and BT-47 with scheme 0210 of another party; its
/// RiferimentoAmministrazione is BT-19.
/// </summary>
public sealed record ItalianParty
{
    /// <summary>Nome, of a person, who has no Denominazione; the party's name is both.</summary>
    public string? FirstName { get; init; }

    /// <summary>Cognome.</summary>
    public string? FamilyName { get; init; }

    public string? Title { get; init; }

    /// <summary>CodEORI.</summary>
    public string? Eori { get; init; }

    /// <summary>1.2.1.8 RegimeFiscale, RF01 and following.</summary>
    public string? TaxRegime { get; init; }

    /// <summary>1.2.1.4 to 1.2.1.7.</summary>
    public ItalianProfession? Profession { get; init; }

    /// <summary>1.2.4.</summary>
    public ItalianCompany? Company { get; init; }

    /// <summary>1.2.3, 1.4.3: the permanent establishment in Italy of who is established abroad.</summary>
    public InvoiceAddress? PermanentEstablishment { get; init; }

    /// <summary>1.2.5.2.</summary>
    public string? Fax { get; init; }

    /// <summary>1.4.4: who represents a buyer for VAT; for the seller that is BG-11.</summary>
    public InvoiceParty? Representative { get; init; }

    /// <summary>2.1.9.1.4 NumeroLicenzaGuida, of a carrier.</summary>
    public string? DrivingLicence { get; init; }
}

/// <summary>Entry in the register of a profession (albo).</summary>
public sealed record ItalianProfession(string? Register, string? Province, string? Number, LocalDate? EnrolledOn);

/// <summary>Entry in the companies register (REA).</summary>
/// <param name="Office">Province of the register.</param>
/// <param name="Number">NumeroREA.</param>
/// <param name="Capital">CapitaleSociale, in euros.</param>
/// <param name="Shareholders">SocioUnico: SU one, SM several.</param>
/// <param name="Liquidation">StatoLiquidazione: LS in liquidation, LN not.</param>
public sealed record ItalianCompany(string? Office, string? Number, decimal? Capital, string? Shareholders, string? Liquidation);
