using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads parties: 1.2 to 1.5 and the carrier.</summary>
internal static class PartyReader
{
    public static InvoiceParty Seller(FatturaPaNodeReading reading, RawNode? seller)
    {
        var master = Child(seller, "DatiAnagrafici");
        var contacts = Child(seller, "Contatti");
        var party = Identified(reading, master) ?? new();
        var fiscalCode = party.LegalId?.Value;
        return party with
        {
            LegalId = null,
            TaxRegistration = fiscalCode,
            Address = Address(reading, Child(seller, "Sede")),
            Contact = OrNull(new InvoiceContact { Telephone = reading.Text(contacts, "Telefono"), Email = reading.Text(contacts, "Email") }, new()),
            Italy = OrNull((party.Italy ?? new()) with
            {
                TaxRegime = reading.Text(master, "RegimeFiscale"),
                Profession = Profession(reading, master),
                Company = Company(reading, Child(seller, "IscrizioneREA")),
                PermanentEstablishment = Address(reading, Child(seller, "StabileOrganizzazione")),
                Fax = reading.Text(contacts, "Fax"),
            }, new()),
        };
    }

    public static InvoiceParty Buyer(FatturaPaNodeReading reading, RawNode? buyer)
    {
        var party = Identified(reading, Child(buyer, "DatiAnagrafici")) ?? new();
        return party with
        {
            Address = Address(reading, Child(buyer, "Sede")),
            Italy = OrNull((party.Italy ?? new()) with
            {
                PermanentEstablishment = Address(reading, Child(buyer, "StabileOrganizzazione")),
                Representative = Named(reading, Child(buyer, "RappresentanteFiscale"), Child(buyer, "RappresentanteFiscale")),
            }, new()),
        };
    }

    /// <summary>DatiAnagrafici: identifiers, and names in Anagrafica.</summary>
    public static InvoiceParty? Identified(FatturaPaNodeReading reading, RawNode? master) => Named(reading, master, Child(master, "Anagrafica"));

    /// <summary>Identifiers and names, which may stand apart.</summary>
    public static InvoiceParty? Named(FatturaPaNodeReading reading, RawNode? ids, RawNode? names)
    {
        var (name, first, family) = (reading.Text(names, "Denominazione"), reading.Text(names, "Nome"), reading.Text(names, "Cognome"));
        var fiscalCode = reading.Text(ids, "CodiceFiscale");
        var party = new InvoiceParty
        {
            Name = name ?? $"{first} {family}".Trim(),
            VatId = reading.TaxCode(ids, "IdFiscaleIVA"),
            LegalId = fiscalCode is null ? null : new Identifier(fiscalCode, FatturaPaSchemes.FiscalCode),
            Italy = OrNull(new ItalianParty { FirstName = first, FamilyName = family, Title = reading.Text(names, "Titolo"), Eori = reading.Text(names, "CodEORI") }, new()),
        };
        return OrNull(party, new());
    }

    public static InvoiceAddress? Address(FatturaPaNodeReading reading, RawNode? address)
    {
        var (street, number) = (reading.Text(address, "Indirizzo"), reading.Text(address, "NumeroCivico"));
        var read = new InvoiceAddress
        {
            Line1 = number is null ? street : $"{street} {number}".Trim(),
            HouseNumber = number,
            PostCode = reading.Text(address, "CAP"),
            City = reading.Text(address, "Comune"),
            Subdivision = reading.Text(address, "Provincia"),
            Country = reading.Text(address, "Nazione"),
        };
        return OrNull(read, new());
    }

    public static ItalianCompany? Company(FatturaPaNodeReading reading, RawNode? rea)
    {
        var company = new ItalianCompany(
            reading.Text(rea, "Ufficio"), reading.Text(rea, "NumeroREA"), reading.Number(rea, "CapitaleSociale"), reading.Text(rea, "SocioUnico"), reading.Text(rea, "StatoLiquidazione"));
        return OrNull(company, new(Office: null, Number: null, Capital: null, Shareholders: null, Liquidation: null));
    }

    private static ItalianProfession? Profession(FatturaPaNodeReading reading, RawNode? master)
    {
        var profession = new ItalianProfession(
            reading.Text(master, "AlboProfessionale"), reading.Text(master, "ProvinciaAlbo"), reading.Text(master, "NumeroIscrizioneAlbo"), reading.Date(master, "DataIscrizioneAlbo"));
        return OrNull(profession, new(Register: null, Province: null, Number: null, EnrolledOn: null));
    }
}
