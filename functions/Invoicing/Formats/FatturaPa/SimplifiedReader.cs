using System.Globalization;
using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads a simplified invoice (FSM10): amounts with VAT inside, and no summary.</summary>
internal static class SimplifiedReader
{
    public static Invoice Read(FatturaPaNodeReading reading, RawNode body, Invoice shared)
    {
        var data = Child(body, "DatiGenerali");
        var corrected = Child(data, "DatiFatturaRettificata");
        var invoice = GeneralReader.Headed(reading, Child(data, "DatiGeneraliDocumento"), FatturaPaCodes.Current.SimplifiedTypes, shared);
        return invoice with
        {
            Preceding = reading.Text(corrected, "NumeroFR") is { } number ? [new PrecedingInvoice(number, reading.Date(corrected, "DataFR"))] : [],
            Lines = [.. All(body, "DatiBeniServizi").Select((node, index) => Line(reading, node, index + 1))],
            Attachments = AttachmentReader.Read(reading, body),
            Italy = invoice.Italy! with { CorrectedParts = reading.Text(corrected, "ElementiRettificati") },
        };
    }

    public static InvoiceParty Seller(FatturaPaNodeReading reading, RawNode? seller)
    {
        var party = PartyReader.Named(reading, seller, seller) ?? new();
        return party with
        {
            LegalId = null,
            TaxRegistration = party.LegalId?.Value,
            Address = PartyReader.Address(reading, Child(seller, "Sede")),
            Italy = OrNull((party.Italy ?? new()) with
            {
                TaxRegime = reading.Text(seller, "RegimeFiscale"),
                Company = PartyReader.Company(reading, Child(seller, "IscrizioneREA")),
                PermanentEstablishment = PartyReader.Address(reading, Child(seller, "StabileOrganizzazione")),
            }, new()),
        };
    }

    public static InvoiceParty Buyer(FatturaPaNodeReading reading, RawNode? buyer)
    {
        var others = Child(buyer, "AltriDatiIdentificativi");
        var party = PartyReader.Named(reading, Child(buyer, "IdentificativiFiscali"), others) ?? new();
        return party with
        {
            Address = PartyReader.Address(reading, Child(others, "Sede")),
            Italy = OrNull((party.Italy ?? new()) with
            {
                PermanentEstablishment = PartyReader.Address(reading, Child(others, "StabileOrganizzazione")),
                Representative = Representative(reading, others),
            }, new()),
        };
    }

    public static InvoiceParty? Representative(FatturaPaNodeReading reading, RawNode? party)
        => PartyReader.Named(reading, Child(party, "RappresentanteFiscale"), Child(party, "RappresentanteFiscale"));

    private static InvoiceLine Line(FatturaPaNodeReading reading, RawNode node, int number)
    {
        var vat = Child(node, "DatiIVA");
        var nature = reading.Text(node, "Natura");
        var category = ItalianTaxes.CategoryOf(reading.Number(vat, "Aliquota"), nature, isSplit: false);
        return new InvoiceLine
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Vat = category,
            Item = new InvoiceItem { Name = reading.Text(node, "Descrizione") ?? "" },
            Italy = new ItalianLine
            {
                Nature = nature,
                GrossAmount = reading.Number(node, "Importo"),
                Tax = reading.Number(vat, "Imposta"),
                LegalReference = reading.Text(node, "RiferimentoNormativo"),
            },
        };
    }
}
