using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes parties: 1.2 to 1.5 and the carrier.</summary>
internal static class PartyWriter
{
    private const string Italy = "IT";

    // Post codes abroad are not of five digits; the specification has this one for all of them.
    private const string PostCodeAbroad = "00000";

    public static void Seller(FatturaPaElements file, Invoice invoice)
    {
        var seller = invoice.Seller;
        file.Group("DatiAnagrafici", () =>
        {
            Ids(file, seller, needsVatId: true);
            file.Group("Anagrafica", () => Names(file, seller));
            Profession(file, seller.Italy?.Profession);
            file.Required("RegimeFiscale", seller.Italy?.TaxRegime, TextForm.OneOf(FatturaPaCodes.Current.TaxRegimes));
        });
        Address(file, "Sede", seller.Address, isNeeded: true);
        Address(file, "StabileOrganizzazione", seller.Italy?.PermanentEstablishment, isNeeded: false);
        Company(file, seller.Italy?.Company);
        file.GroupIf((seller.Contact?.Telephone ?? seller.Italy?.Fax ?? seller.Contact?.Email) is not null, "Contatti", () =>
        {
            file.IfItFits("Telefono", seller.Contact?.Telephone, TextForm.Telephone);
            file.IfItFits("Fax", seller.Italy?.Fax, TextForm.Telephone);
            file.IfItFits("Email", seller.Contact?.Email, TextForm.Mail);
        });
        file.IfItFits("RiferimentoAmministrazione", invoice.References.BuyerAccounting, TextForm.Basic(20));
    }

    public static void Buyer(FatturaPaElements file, InvoiceParty buyer)
    {
        IsIdentified(file, buyer);
        Identified(file, buyer, needsVatId: false);
        Address(file, "Sede", buyer.Address, isNeeded: true);
        Address(file, "StabileOrganizzazione", buyer.Italy?.PermanentEstablishment, isNeeded: false);
        Representative(file, buyer.Italy?.Representative);
    }

    public static void Representative(FatturaPaElements file, InvoiceParty? representative)
    {
        file.GroupIf(representative is not null, "RappresentanteFiscale", () =>
        {
            TaxCode(file, "IdFiscaleIVA", representative!.VatId, isNeeded: true);
            PlainNames(file, representative);
        });
    }

    /// <summary>DatiAnagrafici.</summary>
    public static void Identified(FatturaPaElements file, InvoiceParty party, bool needsVatId, string name = "DatiAnagrafici") => file.Group(name, () =>
    {
        Ids(file, party, needsVatId);
        file.Group("Anagrafica", () => Names(file, party));
        file.Text("NumeroLicenzaGuida", party.Italy?.DrivingLicence, TextForm.Basic(20));
    });

    /// <summary>IdFiscaleIVA and CodiceFiscale.</summary>
    public static void Ids(FatturaPaElements file, InvoiceParty party, bool needsVatId)
    {
        TaxCode(file, "IdFiscaleIVA", party.VatId, needsVatId);
        file.Text("CodiceFiscale", FiscalCodeOf(party), TextForm.FiscalCode);
    }

    /// <summary>IT01234567890 in its two parts.</summary>
    public static void TaxCode(FatturaPaElements file, string name, string? id, bool isNeeded)
    {
        if (id is null || id.Length < 3 || !char.IsAsciiLetterUpper(id[0]) || !char.IsAsciiLetterUpper(id[1]))
        {
            if (isNeeded || id is not null)
            {
                file.Miss(name);
            }

            return;
        }

        file.Group(name, () =>
        {
            file.Required("IdPaese", id[..2], TextForm.Country);
            file.Required("IdCodice", id[2..], TextForm.Any(28));
        });
    }

    public static void PlainNames(FatturaPaElements file, InvoiceParty party)
    {
        if (party.Italy is { FirstName: { } first, FamilyName: { } family })
        {
            file.Required("Nome", first, TextForm.Latin(60));
            file.Required("Cognome", family, TextForm.Latin(60));
            return;
        }

        file.Required("Denominazione", party.Name, TextForm.Latin(80));
    }

    public static void Address(FatturaPaElements file, string name, InvoiceAddress? address, bool isNeeded)
    {
        if (address is null)
        {
            if (isNeeded)
            {
                file.Miss(name, FatturaPaNeeds.Of("Sede"));
            }

            return;
        }

        file.Group(name, () =>
        {
            var (street, number) = Street(address);
            file.Required("Indirizzo", street, TextForm.Latin(60));
            file.Text("NumeroCivico", number, TextForm.Basic(8));
            var isAbroad = address.Country is not null && address.Country != Italy;
            file.Required("CAP", isAbroad && TextForm.PostCode.Fault(address.PostCode ?? "") is not null ? PostCodeAbroad : address.PostCode, TextForm.PostCode);
            file.Required("Comune", address.City, TextForm.Latin(60));
            // Abroad there are none; what is there is lost, and found missing when the file is read again.
            file.Text("Provincia", isAbroad && TextForm.Province.Fault(address.Subdivision ?? "") is not null ? null : address.Subdivision, TextForm.Province);
            file.Required("Nazione", address.Country, TextForm.Country);
        });
    }

    public static void Company(FatturaPaElements file, ItalianCompany? company) => file.GroupIf(company is not null, "IscrizioneREA", () =>
    {
        file.Required("Ufficio", company!.Office, TextForm.Province);
        file.Required("NumeroREA", company.Number, TextForm.Basic(20));
        file.Amount("CapitaleSociale", company.Capital);
        file.Text("SocioUnico", company.Shareholders, TextForm.OneOf("SU", "SM"));
        file.Required("StatoLiquidazione", company.Liquidation, TextForm.OneOf("LS", "LN"));
    });

    /// <summary>SdI 00417.</summary>
    public static void IsIdentified(FatturaPaElements file, InvoiceParty buyer)
    {
        if (buyer.VatId is null && FiscalCodeOf(buyer) is null)
        {
            file.Miss("CodiceFiscale", "A buyer has a VAT number or a codice fiscale; he knows it.");
        }
    }

    private static void Names(FatturaPaElements file, InvoiceParty party)
    {
        PlainNames(file, party);
        file.Text("Titolo", party.Italy?.Title, TextForm.Basic(10, least: 2));
        file.Text("CodEORI", party.Italy?.Eori, TextForm.Eori);
    }

    private static void Profession(FatturaPaElements file, ItalianProfession? profession)
    {
        file.Text("AlboProfessionale", profession?.Register, TextForm.Latin(60));
        file.Text("ProvinciaAlbo", profession?.Province, TextForm.Province);
        file.Text("NumeroIscrizioneAlbo", profession?.Number, TextForm.Basic(60));
        file.Date("DataIscrizioneAlbo", profession?.EnrolledOn);
    }

    /// <summary>The house number, where it is the end of the street.</summary>
    private static (string? Street, string? Number) Street(InvoiceAddress address)
    {
        var end = " " + address.HouseNumber;
        return address is { HouseNumber: not null, Line1: { } line } && line.EndsWith(end, StringComparison.Ordinal)
            ? (line[..^end.Length], address.HouseNumber)
            : (address.Line1, null);
    }

    private static string? FiscalCodeOf(InvoiceParty party)
        => party.LegalId is { Scheme: FatturaPaSchemes.FiscalCode } id ? id.Value
            : party.TaxRegistration is { } registration && TextForm.FiscalCode.Fault(registration) is null ? registration : null;
}
