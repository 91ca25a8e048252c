using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes DatiGenerali: 2.1.</summary>
internal static class GeneralWriter
{
    private const int LongestReason = 200;

    public static void Write(FatturaPaElements file, Invoice invoice)
    {
        file.Group("DatiGeneraliDocumento", () => General(file, invoice));
        ReferenceWriter.Write(file, invoice);
        foreach (var stage in invoice.Italy?.WorkStages ?? [])
        {
            file.Group("DatiSAL", () => file.Integer("RiferimentoFase", stage, 1, 999));
        }

        ReferenceWriter.TransportDocuments(file, invoice);
        TransportWriter.Write(file, invoice);
        if (invoice.Italy?.MainInvoice is { } main)
        {
            file.Group("FatturaPrincipale", () =>
            {
                file.Required("NumeroFatturaPrincipale", main.Number, TextForm.Basic(20));
                file.RequiredDate("DataFatturaPrincipale", main.IssueDate);
            });
        }
    }

    /// <summary>Type, currency, date and number, which the simplified invoice has, too.</summary>
    public static void Head(FatturaPaElements file, Invoice invoice, CodePairs types)
    {
        file.Required("TipoDocumento", TypeOf(invoice, types), TextForm.Basic(4));
        file.Required("Divisa", invoice.Currency, TextForm.Currency);
        file.RequiredDate("Data", invoice.IssueDate);
        file.Required("Numero", invoice.Number, TextForm.InvoiceNumber);
    }

    public static void PriceChanges(FatturaPaElements file, IEnumerable<ItalianPriceChange> changes)
    {
        foreach (var change in changes)
        {
            file.Group("ScontoMaggiorazione", () =>
            {
                file.Required("Tipo", change.Type, TextForm.OneOf("SC", "MG"));
                file.Rate("Percentuale", change.Percentage);
                file.Amount("Importo", change.Amount, mostDecimals: 8);
            });
        }
    }

    private static void General(FatturaPaElements file, Invoice invoice)
    {
        var italy = invoice.Italy ?? new();
        Head(file, invoice, FatturaPaCodes.Current.DocumentTypes);
        foreach (var withholding in italy.Withholdings)
        {
            file.Group("DatiRitenuta", () => Withholding(file, withholding));
        }

        file.GroupIf(italy.StampDuty is not null, "DatiBollo", () =>
        {
            file.Required("BolloVirtuale", italy.StampDuty!.Virtual, TextForm.OneOf("SI"));
            file.Amount("ImportoBollo", italy.StampDuty.Amount);
        });
        LineWriter.Funds(file, invoice);
        PriceChanges(file, italy.TotalChanges);
        file.Amount("ImportoTotaleDocumento", invoice.Sums.WithVat);
        file.Amount("Arrotondamento", invoice.Sums.Rounding);
        foreach (var piece in invoice.Notes.SelectMany(note => note.Text.Chunk(LongestReason)))
        {
            file.Text("Causale", new string(piece).Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' '), TextForm.Latin(LongestReason));
        }

        file.Text("Art73", italy.IsOfArticle73 ? "SI" : null, TextForm.OneOf("SI"));
    }

    private static void Withholding(FatturaPaElements file, ItalianWithholding withholding)
    {
        file.Required("TipoRitenuta", withholding.Type, TextForm.OneOf(FatturaPaCodes.Current.Withholdings));
        file.RequiredAmount("ImportoRitenuta", withholding.Amount);
        file.RequiredRate("AliquotaRitenuta", withholding.Rate);
        file.Required("CausalePagamento", withholding.Cause, TextForm.OneOf(FatturaPaCodes.Current.WithholdingCauses));
    }

    private static string? TypeOf(Invoice invoice, CodePairs types)
        => invoice.Italy?.DocumentType is { } type && types.En(type) == invoice.TypeCode ? type : types.MeantBy(invoice.TypeCode);
}
