using BackOffice.Documents.Domain.Formats;
using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads DatiTrasporto: 2.1.9. Where and when it was delivered are terms of EN 16931.</summary>
internal static class TransportReader
{
    /// <summary>What stands for a day without an hour.</summary>
    public const string Midnight = "T00:00:00";

    public static (InvoiceDelivery? Delivery, ItalianTransport? Italy) Read(FatturaPaNodeReading reading, RawNode? transport)
    {
        var deliveredAt = Child(transport, "DataOraConsegna");
        var day = WrittenDate.Parse(deliveredAt?.Value);
        var written = reading.Text(transport, "DataOraConsegna");
        var delivery = new InvoiceDelivery { Date = day, Address = PartyReader.Address(reading, Child(transport, "IndirizzoResa")) };
        var italy = Transport(reading, transport) with { DeliveredAt = day is null || written?[10..] != Midnight ? written : null };
        return (OrNull(delivery, new()), OrNull(italy, new()));
    }

    private static ItalianTransport Transport(FatturaPaNodeReading reading, RawNode? transport) => new()
    {
        Carrier = Carrier(reading, Child(transport, "DatiAnagraficiVettore")),
        Means = reading.Text(transport, "MezzoTrasporto"),
        Reason = reading.Text(transport, "CausaleTrasporto"),
        Packages = reading.Integer(transport, "NumeroColli"),
        Description = reading.Text(transport, "Descrizione"),
        WeightUnit = reading.Text(transport, "UnitaMisuraPeso"),
        GrossWeight = reading.Number(transport, "PesoLordo"),
        NetWeight = reading.Number(transport, "PesoNetto"),
        CollectedAt = reading.Text(transport, "DataOraRitiro"),
        StartsOn = reading.Date(transport, "DataInizioTrasporto"),
        Incoterm = reading.Text(transport, "TipoResa"),
    };

    private static InvoiceParty? Carrier(FatturaPaNodeReading reading, RawNode? carrier)
    {
        var party = PartyReader.Identified(reading, carrier);
        return reading.Text(carrier, "NumeroLicenzaGuida") is { } licence
            ? (party ?? new()) with { Italy = (party?.Italy ?? new()) with { DrivingLicence = licence } }
            : party;
    }
}
