using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads DatiGenerali: 2.1, without the contributions to funds, which are read with what is taxed.</summary>
internal static class GeneralReader
{
    public static Invoice Read(FatturaPaNodeReading reading, RawNode body, Invoice shared)
    {
        var data = Child(body, "DatiGenerali");
        var general = Child(data, "DatiGeneraliDocumento");
        var references = ReferenceReader.Read(reading, data);
        var despatch = ReferenceReader.TransportDocuments(reading, data);
        var (delivery, transport) = TransportReader.Read(reading, Child(data, "DatiTrasporto"));
        var invoice = Headed(reading, general, FatturaPaCodes.Current.DocumentTypes, shared);
        return invoice with
        {
            Notes = [.. reading.Texts(general, "Causale").Select(text => new InvoiceNote(text, Subject: null))],
            References = ReferenceReader.Terms(references, despatch) with { BuyerAccounting = shared.References.BuyerAccounting },
            Preceding = [.. references.Where(reference => reference is { Kind: ItalianReferenceKind.Invoice, Number: not null }).Select(reference => new PrecedingInvoice(reference.Number!, reference.Date))],
            Delivery = delivery,
            Sums = new InvoiceSums { WithVat = reading.Number(general, "ImportoTotaleDocumento"), Rounding = reading.Number(general, "Arrotondamento") },
            Italy = Italian(reading, data, invoice.Italy!) with { References = references, TransportDocuments = despatch, Transport = transport },
        };
    }

    private static ItalianInvoice Italian(FatturaPaNodeReading reading, RawNode? data, ItalianInvoice italy)
    {
        var general = Child(data, "DatiGeneraliDocumento");
        return italy with
        {
            Withholdings = Each(general, "DatiRitenuta", node => Withholding(reading, node)),
            StampDuty = StampDuty(reading, Child(general, "DatiBollo")),
            TotalChanges = PriceChanges(reading, general),
            IsOfArticle73 = reading.Says(general, "Art73", "SI"),
            WorkStages = Child(data, "DatiSAL") is null ? [] : [.. All(data, "DatiSAL").Select(stage => reading.Integer(stage, "RiferimentoFase")).OfType<int>()],
            MainInvoice = MainInvoice(reading, Child(data, "FatturaPrincipale")),
        };
    }

    /// <summary>Number, date, type and currency, which the simplified invoice has in the same place.</summary>
    public static Invoice Headed(FatturaPaNodeReading reading, RawNode? general, CodePairs types, Invoice shared)
    {
        var type = reading.Text(general, "TipoDocumento");
        var code = types.En(type);
        return shared with
        {
            Number = reading.Text(general, "Numero") ?? "",
            IssueDate = reading.Date(general, "Data"),
            TypeCode = code ?? "",
            Currency = reading.Text(general, "Divisa") ?? "",
            Italy = shared.Italy! with { DocumentType = types.MeantBy(code) == type ? null : type },
        };
    }

    /// <summary>ScontoMaggiorazione of a document or a line.</summary>
    public static IReadOnlyList<ItalianPriceChange> PriceChanges(FatturaPaNodeReading reading, RawNode? owner)
        => Each(owner, "ScontoMaggiorazione", change => new ItalianPriceChange(reading.Text(change, "Tipo"), reading.Number(change, "Percentuale"), reading.Number(change, "Importo")));

    private static ItalianWithholding Withholding(FatturaPaNodeReading reading, RawNode node)
        => new(reading.Text(node, "TipoRitenuta"), reading.Number(node, "ImportoRitenuta"), reading.Number(node, "AliquotaRitenuta"), reading.Text(node, "CausalePagamento"));

    private static ItalianStampDuty? StampDuty(FatturaPaNodeReading reading, RawNode? node)
        => OrNull(new ItalianStampDuty(reading.Text(node, "BolloVirtuale"), reading.Number(node, "ImportoBollo")), new(Virtual: null, Amount: null));

    private static PrecedingInvoice? MainInvoice(FatturaPaNodeReading reading, RawNode? node)
        => reading.Text(node, "NumeroFatturaPrincipale") is { } number ? new PrecedingInvoice(number, reading.Date(node, "DataFatturaPrincipale")) : null;
}
