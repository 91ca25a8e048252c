using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes how a file travels: 1.1.</summary>
internal static class TransmissionWriter
{
    /// <summary>Where the file goes to; a code of null when nobody said.</summary>
    public static (string? Code, string? Pec) AddresseeOf(Invoice invoice)
    {
        var transmission = invoice.Italy?.Transmission;
        return invoice.Buyer.ElectronicAddress switch
        {
            { Scheme: FatturaPaSchemes.Office or FatturaPaSchemes.Channel } code => (code.Value.ToUpperInvariant(), transmission?.Pec),
            { Scheme: FatturaPaSchemes.Pec } pec => (FatturaPaSchemes.UnknownAddressee, pec.Value),
            _ when transmission?.Addressee is { } code => (code, transmission.Pec),
            // Every buyer abroad has this one.
            _ when invoice.Buyer.Address?.Country is { } country && country != "IT" => (FatturaPaSchemes.ForeignAddressee, null),
            _ => (null, null),
        };
    }

    public static void Write(FatturaPaElements file, Invoice invoice, string format)
    {
        var transmission = invoice.Italy?.Transmission;
        var (code, pec) = AddresseeOf(invoice);
        file.Group("DatiTrasmissione", () =>
        {
            PartyWriter.TaxCode(file, "IdTrasmittente", transmission?.Sender, isNeeded: true);
            file.Required("ProgressivoInvio", transmission?.Progressive, TextForm.Basic(10));
            file.Required("FormatoTrasmissione", format, TextForm.Basic(5));
            file.Required("CodiceDestinatario", code, format == "FSM10" ? TextForm.Channel : TextForm.Addressee);
            file.GroupIf(format != "FSM10" && (transmission?.SenderTelephone ?? transmission?.SenderEmail) is not null, "ContattiTrasmittente", () =>
            {
                file.Text("Telefono", transmission!.SenderTelephone, TextForm.Telephone);
                file.Text("Email", transmission.SenderEmail, TextForm.Mail);
            });
            file.Text("PECDestinatario", pec, TextForm.Mail);
        });
    }
}
