using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads how a file travels: 1.1. The addressee is the buyer's electronic address.</summary>
internal static class TransmissionReader
{
    public static (Identifier? Address, ItalianTransmission? Italy) Read(FatturaPaNodeReading reading, RawNode root, RawNode? header)
    {
        var transmission = Child(header, "DatiTrasmissione");
        reading.Says(transmission, "FormatoTrasmissione", FormatOf(root, header));
        var code = reading.Text(transmission, "CodiceDestinatario");
        var pec = reading.Text(transmission, "PECDestinatario");
        var address = AddressOf(code, pec);
        var contacts = Child(transmission, "ContattiTrasmittente");
        var italy = new ItalianTransmission
        {
            Sender = reading.TaxCode(transmission, "IdTrasmittente"),
            Progressive = reading.Text(transmission, "ProgressivoInvio"),
            Addressee = address is null ? code : null,
            Pec = address?.Scheme == FatturaPaSchemes.Pec ? null : pec,
            SenderTelephone = reading.Text(contacts, "Telefono"),
            SenderEmail = reading.Text(contacts, "Email"),
            IssuingSystem = root.Vocabulary == Vocabulary.FatturaPa ? root.Attribute("SistemaEmittente") : null,
        };
        return (address, OrNull(italy, new()));
    }

    /// <summary>The format that the addressee's code asks for.</summary>
    public static string FormatOf(RawNode root, RawNode? header)
        => root.Vocabulary == Vocabulary.FatturaPaSimplified ? "FSM10"
            : Child(Child(header, "DatiTrasmissione"), "CodiceDestinatario")?.Value.Length == 6 ? "FPA12" : "FPR12";

    private static Identifier? AddressOf(string? code, string? pec) => code switch
    {
        FatturaPaSchemes.UnknownAddressee => pec is null ? null : new Identifier(pec, FatturaPaSchemes.Pec),
        FatturaPaSchemes.ForeignAddressee or null => null,
        { Length: 6 } => new Identifier(code, FatturaPaSchemes.Office),
        _ => new Identifier(code, FatturaPaSchemes.Channel),
    };
}

/// <summary>Schemes of identifiers (EAS, ISO 6523 ICD) that FatturaPA has elements for.</summary>
internal static class FatturaPaSchemes
{
    /// <summary>Office of a public body, six characters.</summary>
    public const string Office = "0201";

    /// <summary>Certified mail.</summary>
    public const string Pec = "0202";

    /// <summary>Channel, seven characters.</summary>
    public const string Channel = "0205";

    public const string FiscalCode = "0210";

    public const string UnknownAddressee = "0000000";

    public const string ForeignAddressee = "XXXXXXX";
}
