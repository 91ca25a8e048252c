using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads FatturaElettronicaHeader: 1.</summary>
internal static class HeaderReader
{
    /// <summary>An invoice with the parties of the file and nothing else.</summary>
    public static Invoice Read(FatturaPaNodeReading reading, RawNode root, RawNode? header)
    {
        var (address, transmission) = TransmissionReader.Read(reading, root, header);
        var seller = Child(header, "CedentePrestatore");
        var buyer = Child(header, "CessionarioCommittente");
        var isSimplified = root.Vocabulary == Vocabulary.FatturaPaSimplified;
        return new Invoice
        {
            Seller = isSimplified ? SimplifiedReader.Seller(reading, seller) : PartyReader.Seller(reading, seller),
            Buyer = (isSimplified ? SimplifiedReader.Buyer(reading, buyer) : PartyReader.Buyer(reading, buyer)) with { ElectronicAddress = address },
            TaxRepresentative = isSimplified ? SimplifiedReader.Representative(reading, seller) : PartyReader.Identified(reading, Child(Child(header, "RappresentanteFiscale"), "DatiAnagrafici")),
            References = new InvoiceReferences { BuyerAccounting = reading.Text(seller, "RiferimentoAmministrazione") },
            Italy = new ItalianInvoice
            {
                IsSimplified = isSimplified,
                Transmission = transmission,
                Issuer = PartyReader.Identified(reading, Child(Child(header, "TerzoIntermediarioOSoggettoEmittente"), "DatiAnagrafici")),
                IssuedBy = reading.Text(header, "SoggettoEmittente"),
            },
        };
    }
}
