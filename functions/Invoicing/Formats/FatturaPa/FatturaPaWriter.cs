using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes an ordinary invoice: FPA12 to public bodies, whose code has six characters, FPR12 to everybody else.</summary>
internal static class FatturaPaWriter
{
    public static InvoiceWriting Write(Invoice invoice)
    {
        var addressee = TransmissionWriter.AddresseeOf(invoice);
        var format = addressee.Code?.Length == 6 ? "FPA12" : "FPR12";
        using var file = new FatturaPaElements(Vocabulary.FatturaPa, "FatturaElettronica", format);
        file.Attribute("SistemaEmittente", invoice.Italy?.Transmission?.IssuingSystem, TextForm.Basic(10));
        file.Group("FatturaElettronicaHeader", () => Header(file, invoice, format));
        file.Group("FatturaElettronicaBody", () => Body(file, invoice));
        return file.End();
    }

    private static void Header(FatturaPaElements file, Invoice invoice, string format)
    {
        TransmissionWriter.Write(file, invoice, format);
        file.Group("CedentePrestatore", () => PartyWriter.Seller(file, invoice));
        if (invoice.TaxRepresentative is { } representative)
        {
            file.Group("RappresentanteFiscale", () => PartyWriter.Identified(file, representative, needsVatId: true));
        }

        file.Group("CessionarioCommittente", () => PartyWriter.Buyer(file, invoice.Buyer));
        if (invoice.Italy?.Issuer is { } issuer)
        {
            file.Group("TerzoIntermediarioOSoggettoEmittente", () => PartyWriter.Identified(file, issuer, needsVatId: false));
        }

        file.Text("SoggettoEmittente", invoice.Italy?.IssuedBy, TextForm.OneOf("CC", "TZ"));
    }

    private static void Body(FatturaPaElements file, Invoice invoice)
    {
        var lines = new LineNumbers(invoice);
        file.Group("DatiGenerali", () => GeneralWriter.Write(file, invoice));
        file.Group("DatiBeniServizi", () => LineWriter.Write(file, invoice, lines));
        if (invoice.Italy?.Vehicle is { } vehicle)
        {
            file.Group("DatiVeicoli", () =>
            {
                file.RequiredDate("Data", vehicle.FirstRegistered);
                file.Required("TotalePercorso", vehicle.Distance, TextForm.Basic(15));
            });
        }

        PaymentWriter.Write(file, invoice);
        AttachmentWriter.Write(file, invoice);
    }
}
