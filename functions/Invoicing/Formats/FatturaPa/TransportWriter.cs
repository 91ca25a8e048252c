using System.Globalization;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes DatiTrasporto: 2.1.9.</summary>
internal static class TransportWriter
{
    public static void Write(FatturaPaElements file, Invoice invoice)
    {
        var transport = invoice.Italy?.Transport ?? new();
        var isThere = invoice.Italy?.Transport is not null || (invoice.Delivery?.Date is not null || invoice.Delivery?.Address is not null);
        file.GroupIf(isThere, "DatiTrasporto", () =>
        {
            if (transport.Carrier is { } carrier)
            {
                PartyWriter.Identified(file, carrier, needsVatId: true, "DatiAnagraficiVettore");
            }

            Goods(file, transport);
            file.Text("DataOraRitiro", transport.CollectedAt, TextForm.DateAndTime);
            file.Date("DataInizioTrasporto", transport.StartsOn);
            file.Text("TipoResa", transport.Incoterm, TextForm.Letters(3));
            PartyWriter.Address(file, "IndirizzoResa", invoice.Delivery?.Address, isNeeded: false);
            file.Text("DataOraConsegna", DeliveredAt(invoice), TextForm.DateAndTime);
        });
    }

    private static void Goods(FatturaPaElements file, ItalianTransport transport)
    {
        file.Text("MezzoTrasporto", transport.Means, TextForm.Latin(80));
        file.Text("CausaleTrasporto", transport.Reason, TextForm.Latin(100));
        file.Integer("NumeroColli", transport.Packages, 1, 9999);
        file.Text("Descrizione", transport.Description, TextForm.Latin(100));
        file.Text("UnitaMisuraPeso", transport.WeightUnit, TextForm.Basic(10));
        file.Weight("PesoLordo", transport.GrossWeight);
        file.Weight("PesoNetto", transport.NetWeight);
    }

    private static string? DeliveredAt(Invoice invoice)
        => invoice.Italy?.Transport?.DeliveredAt ?? invoice.Delivery?.Date?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) + (invoice.Delivery?.Date is null ? null : TransportReader.Midnight);
}
