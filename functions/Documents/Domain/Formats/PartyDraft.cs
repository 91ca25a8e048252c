namespace BackOffice.Documents.Domain.Formats;

/// <summary>A party while its document is being read: the best name and the best tax id it gives.</summary>
internal sealed class PartyDraft
{
    private string? vatNumber;
    private string? otherTaxNumber;
    private string? registrationCountry;

    public string? Name { get; set; }

    /// <summary>Name in use, taken when no legal name is given.</summary>
    public string? TradeName { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? AddressCountry { get; set; }

    /// <summary>Identifier that is not a tax number, taken when there is none.</summary>
    public string? CompanyId { get; set; }

    /// <summary>Country and number of a tax id that is written in two elements.</summary>
    public string? TaxCountry { get; set; }

    public string? TaxCode { get; set; }

    /// <summary>Number and scheme of the registration that is being read.</summary>
    public string? SchemeNumber { get; set; }

    public string? SchemeCode { get; set; }

    /// <summary>Ends one tax registration: a VAT number wins over others, the first over later ones.</summary>
    public void TakeRegistration(string vatScheme)
    {
        if (SchemeNumber is not null && string.Equals(SchemeCode, vatScheme, StringComparison.OrdinalIgnoreCase))
        {
            vatNumber ??= SchemeNumber;
        }
        else if (SchemeNumber is not null)
        {
            otherTaxNumber ??= SchemeNumber;
        }

        (SchemeNumber, SchemeCode) = (null, null);
    }

    public HeaderParty ToParty()
    {
        string? number = TaxCode ?? Unprefixed(vatNumber) ?? Unprefixed(otherTaxNumber) ?? CompanyId;
        string? country = TaxCountry ?? registrationCountry ?? AddressCountry;
        return new(Name ?? TradeName ?? PersonName(), country, number);
    }

    private string? PersonName()
    {
        string joined = string.Join(' ', new[] { FirstName, LastName }.Where(part => part is not null));
        return joined.Length == 0 ? null : joined;
    }

    private string? Unprefixed(string? number)
    {
        if (number is not { Length: > 2 } || !char.IsAsciiLetterUpper(number[0]) || !char.IsAsciiLetterUpper(number[1]))
        {
            return number;
        }

        // Greece writes EL before its VAT numbers and GR everywhere else.
        registrationCountry ??= number[..2] == "EL" ? "GR" : number[..2];
        return number[2..].Trim();
    }
}
