using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes a simplified invoice (FSM10).</summary>
internal static class SimplifiedWriter
{
    private const string Format = "FSM10";

    public static InvoiceWriting Write(Invoice invoice)
    {
        using var file = new FatturaPaElements(Vocabulary.FatturaPaSimplified, "FatturaElettronicaSemplificata", Format);
        file.Group("FatturaElettronicaHeader", () => Header(file, invoice));
        file.Group("FatturaElettronicaBody", () => Body(file, invoice));
        return file.End();
    }

    private static void Header(FatturaPaElements file, Invoice invoice)
    {
        TransmissionWriter.Write(file, invoice, Format);
        var seller = invoice.Seller;
        file.Group("CedentePrestatore", () =>
        {
            PartyWriter.Ids(file, seller, needsVatId: true);
            PartyWriter.PlainNames(file, seller);
            PartyWriter.Address(file, "Sede", seller.Address, isNeeded: true);
            PartyWriter.Address(file, "StabileOrganizzazione", seller.Italy?.PermanentEstablishment, isNeeded: false);
            PartyWriter.Representative(file, invoice.TaxRepresentative);
            PartyWriter.Company(file, seller.Italy?.Company);
            file.Required("RegimeFiscale", seller.Italy?.TaxRegime, TextForm.OneOf(FatturaPaCodes.Current.TaxRegimes));
        });
        file.Group("CessionarioCommittente", () => Buyer(file, invoice.Buyer));
        file.Text("SoggettoEmittente", invoice.Italy?.IssuedBy, TextForm.OneOf("CC", "TZ"));
    }

    private static void Buyer(FatturaPaElements file, InvoiceParty buyer)
    {
        PartyWriter.IsIdentified(file, buyer);
        file.Group("IdentificativiFiscali", () => PartyWriter.Ids(file, buyer, needsVatId: false));
        file.GroupIf(buyer.Name.Length > 0 || buyer.Address is not null || buyer.Italy is not null, "AltriDatiIdentificativi", () =>
        {
            PartyWriter.PlainNames(file, buyer);
            PartyWriter.Address(file, "Sede", buyer.Address, isNeeded: true);
            PartyWriter.Address(file, "StabileOrganizzazione", buyer.Italy?.PermanentEstablishment, isNeeded: false);
            PartyWriter.Representative(file, buyer.Italy?.Representative);
        });
    }

    private static void Body(FatturaPaElements file, Invoice invoice)
    {
        file.Group("DatiGenerali", () =>
        {
            file.Group("DatiGeneraliDocumento", () => GeneralWriter.Head(file, invoice, FatturaPaCodes.Current.SimplifiedTypes));
            file.GroupIf(invoice.Italy?.CorrectedParts is not null || invoice.Preceding.Count > 0, "DatiFatturaRettificata", () =>
            {
                var corrected = invoice.Preceding.Count == 0 ? null : invoice.Preceding[0];
                file.Required("NumeroFR", corrected?.Number, TextForm.Basic(20));
                file.RequiredDate("DataFR", corrected?.IssueDate);
                file.Required("ElementiRettificati", invoice.Italy?.CorrectedParts, TextForm.Latin(1000));
            });
        });
        if (invoice.Lines.Count == 0)
        {
            file.Miss("DatiBeniServizi");
        }

        foreach (var line in invoice.Lines)
        {
            file.Group("DatiBeniServizi", () => Line(file, line));
        }

        AttachmentWriter.Write(file, invoice);
    }

    private static void Line(FatturaPaElements file, InvoiceLine line)
    {
        file.Required("Descrizione", line.Item.Name, TextForm.Latin(1000));
        file.RequiredAmount("Importo", line.Italy?.GrossAmount);
        file.Group("DatiIVA", () =>
        {
            file.Amount("Imposta", line.Italy?.Tax);
            file.Rate("Aliquota", line.Vat is { } vat ? vat.Rate ?? (vat.Code == "O" ? 0 : null) : null);
        });
        file.Text("Natura", line.Italy?.Nature, TextForm.OneOf(FatturaPaCodes.Current.SimplifiedNatures));
        file.Text("RiferimentoNormativo", line.Italy?.LegalReference, TextForm.Latin(100));
    }
}
