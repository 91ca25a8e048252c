using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes lines (2.2.1), summaries (2.2.2) and contributions to funds (2.1.1.7). Allowances and charges of the document are lines.</summary>
internal static class LineWriter
{
    public static void Write(FatturaPaElements file, Invoice invoice, LineNumbers numbers)
    {
        var taxes = new ItalianTaxes(invoice.Vat);
        if (invoice.Lines.Count == 0)
        {
            file.Miss("DettaglioLinee");
        }

        for (var index = 0; index < invoice.Lines.Count; index++)
        {
            var (line, number) = (invoice.Lines[index], numbers.Of(index));
            file.Group("DettaglioLinee", () => Line(file, line, number, taxes));
        }

        foreach (var change in invoice.AllowancesAndCharges.Where(change => change.Italy is null))
        {
            var number = numbers.Next();
            file.Group("DettaglioLinee", () => Change(file, change, number, taxes));
        }

        if (invoice.Vat.Count == 0)
        {
            file.Miss("DatiRiepilogo");
        }

        foreach (var share in invoice.Vat)
        {
            file.Group("DatiRiepilogo", () => Share(file, share));
        }
    }

    public static void Funds(FatturaPaElements file, Invoice invoice)
    {
        var taxes = new ItalianTaxes(invoice.Vat);
        foreach (var charge in invoice.AllowancesAndCharges)
        {
            if (charge.Italy is { } fund)
            {
                file.Group("DatiCassaPrevidenziale", () => Fund(file, charge, fund, taxes));
            }
        }
    }

    private static void Line(FatturaPaElements file, InvoiceLine line, string number, ItalianTaxes taxes)
    {
        var italy = line.Italy ?? new();
        var price = WrittenPrice.Of(line);
        file.Required("NumeroLinea", number, LineNumbers.Form);
        file.Text("TipoCessionePrestazione", italy.Kind, TextForm.OneOf("SC", "PR", "AB", "AC"));
        foreach (var code in ItemCodes.Of(line))
        {
            file.Group("CodiceArticolo", () =>
            {
                file.Required("CodiceTipo", code.Type, TextForm.Basic(35));
                file.Required("CodiceValore", code.Value, TextForm.Any(35));
            });
        }

        file.Required("Descrizione", line.Item.Name, TextForm.Latin(1000));
        file.Quantity("Quantita", price.Quantity);
        file.IfItFits("UnitaMisura", line.Unit, TextForm.Basic(10));
        file.Date("DataInizioPeriodo", line.Period?.From);
        file.Date("DataFinePeriodo", line.Period?.To);
        file.RequiredAmount("PrezzoUnitario", price.UnitPrice, mostDecimals: 8);
        GeneralWriter.PriceChanges(file, price.Changes);
        file.RequiredAmount("PrezzoTotale", line.Amount, mostDecimals: 8);
        Taxed(file, line.Vat, italy.Nature, taxes, italy.IsSubjectToWithholding);
        file.IfItFits("RiferimentoAmministrazione", line.BuyerAccounting, TextForm.Basic(20));
        foreach (var other in italy.Others)
        {
            file.Group("AltriDatiGestionali", () => Other(file, other));
        }
    }

    /// <summary>An allowance (SC) or charge (AC) of the document.</summary>
    private static void Change(FatturaPaElements file, AllowanceCharge change, string number, ItalianTaxes taxes)
    {
        var amount = change.IsCharge ? change.Amount : -change.Amount;
        file.Required("NumeroLinea", number, LineNumbers.Form);
        file.Required("TipoCessionePrestazione", change.IsCharge ? "AC" : "SC", TextForm.Basic(2));
        file.Required("Descrizione", change.Reason ?? change.ReasonCode, TextForm.Latin(1000));
        file.RequiredAmount("PrezzoUnitario", amount, mostDecimals: 8);
        file.RequiredAmount("PrezzoTotale", amount, mostDecimals: 8);
        Taxed(file, change.Vat, nature: null, taxes, isSubjectToWithholding: false);
    }

    private static void Fund(FatturaPaElements file, AllowanceCharge charge, ItalianFund fund, ItalianTaxes taxes)
    {
        file.Required("TipoCassa", fund.Type, TextForm.OneOf(FatturaPaCodes.Current.Funds));
        file.RequiredRate("AlCassa", charge.Percentage);
        file.RequiredAmount("ImportoContributoCassa", charge.Amount);
        file.Amount("ImponibileCassa", charge.Base);
        Taxed(file, charge.Vat, fund.Nature, taxes, fund.IsSubjectToWithholding);
        file.Text("RiferimentoAmministrazione", fund.BuyerAccounting, TextForm.Basic(20));
    }

    private static void Share(FatturaPaElements file, VatShare share)
    {
        var isSplit = share.Category.Code == ItalianTaxes.SplitPayment;
        var rate = RateOf(share.Category);
        Rate(file, share.Category, rate);
        Nature(file, share.Category, rate, ItalianTaxes.NatureOf(share));
        file.Amount("SpeseAccessorie", share.Italy?.AncillaryCosts);
        file.Amount("Arrotondamento", share.Italy?.Rounding, mostDecimals: 8);
        file.RequiredAmount("ImponibileImporto", share.Base);
        file.RequiredAmount("Imposta", share.Tax);
        file.Text("EsigibilitaIVA", isSplit ? "S" : share.Italy?.Exigibility, TextForm.OneOf("D", "I", "S"));
        file.Text("RiferimentoNormativo", share.ExemptionReason, TextForm.Latin(100));
    }

    private static void Taxed(FatturaPaElements file, VatCategory? category, string? nature, ItalianTaxes taxes, bool isSubjectToWithholding)
    {
        var rate = category is null ? null : RateOf(category);
        Rate(file, category, rate);
        file.Text("Ritenuta", isSubjectToWithholding ? "SI" : null, TextForm.OneOf("SI"));
        Nature(file, category, rate, taxes.NatureOf(category, nature));
    }

    /// <summary>Taxes of the Canary Islands, Ceuta and Melilla are no VAT.</summary>
    private static void Rate(FatturaPaElements file, VatCategory? category, decimal? rate)
    {
        if (category?.Code is "L" or "M")
        {
            file.Miss("AliquotaIVA", $"Category {category.Code} is no VAT, and Italy has no rate for it.");
        }

        file.RequiredRate("AliquotaIVA", rate);
    }

    private static void Nature(FatturaPaElements file, VatCategory? category, decimal? rate, string? nature)
    {
        if (rate == 0 && nature is null)
        {
            file.Miss("Natura", $"Why nothing is charged: VAT category {category?.Code} leaves it open, and the seller knows it.");
        }

        file.Text("Natura", nature, NatureForm);
    }

    private static TextForm NatureForm { get; } = new(text => FatturaPaCodes.Current.Natures.Contains(text) ? null : $"is {text}, which is no code of the list");

    /// <summary>What is not subject to VAT has no rate in EN 16931.</summary>
    private static decimal? RateOf(VatCategory category) => category.Rate ?? (category.Code == "O" ? 0 : null);

    private static void Other(FatturaPaElements file, ItalianOtherValue other)
    {
        file.Required("TipoDato", other.Type, TextForm.Basic(10));
        file.Text("RiferimentoTesto", other.Text, TextForm.Latin(60));
        file.Amount("RiferimentoNumero", other.Number, mostDecimals: 8);
        file.Date("RiferimentoData", other.Date);
    }
}
