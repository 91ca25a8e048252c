using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Reads what is taxed: summaries (2.2.2), lines (2.2.1) and contributions to funds (2.1.1.7).</summary>
internal static class LineReader
{
    public static Invoice Read(FatturaPaNodeReading reading, RawNode body, Invoice invoice)
    {
        var goods = Child(body, "DatiBeniServizi");
        var taxes = new ItalianTaxes([.. All(goods, "DatiRiepilogo").Select(node => Share(reading, node))]);
        return invoice with
        {
            Vat = taxes.Shares,
            Lines = [.. All(goods, "DettaglioLinee").Select(node => Line(reading, node, taxes))],
            AllowancesAndCharges = [.. All(Child(Child(body, "DatiGenerali"), "DatiGeneraliDocumento"), "DatiCassaPrevidenziale").Select(node => Fund(reading, node, taxes))],
        };
    }

    private static VatShare Share(FatturaPaNodeReading reading, RawNode node)
    {
        var (rate, nature, exigibility) = (reading.Number(node, "AliquotaIVA"), reading.Text(node, "Natura"), reading.Text(node, "EsigibilitaIVA"));
        var category = ItalianTaxes.CategoryOf(rate, nature, exigibility == "S") ?? new("", Rate: null);
        var vatex = category.Code == "S" ? null : FatturaPaCodes.Current.Natures.Vatex(nature);
        return new VatShare
        {
            Category = category,
            Base = reading.Number(node, "ImponibileImporto"),
            Tax = reading.Number(node, "Imposta"),
            ExemptionReason = reading.Text(node, "RiferimentoNormativo"),
            ExemptionCode = vatex,
            Italy = OrNull(new ItalianVatShare
            {
                Nature = FatturaPaCodes.Current.NatureOf(category, vatex) == nature ? null : nature,
                Exigibility = category.Code == ItalianTaxes.SplitPayment ? null : exigibility,
                AncillaryCosts = reading.Number(node, "SpeseAccessorie"),
                Rounding = reading.Number(node, "Arrotondamento"),
            }, new()),
        };
    }

    private static InvoiceLine Line(FatturaPaNodeReading reading, RawNode node, ItalianTaxes taxes)
    {
        var (category, nature) = taxes.Read(reading, node);
        var codes = ItemCodes.Read(Each(node, "CodiceArticolo", code => new ItalianItemCode(reading.Text(code, "CodiceTipo"), reading.Text(code, "CodiceValore"))));
        var period = new InvoicePeriod(reading.Date(node, "DataInizioPeriodo"), reading.Date(node, "DataFinePeriodo"));
        var (price, unitPrice, changes) = ItalianPrices.Read(reading, node);
        return new InvoiceLine
        {
            Id = reading.Text(node, "NumeroLinea") ?? "",
            Quantity = reading.Number(node, "Quantita"),
            Unit = reading.Text(node, "UnitaMisura"),
            Amount = reading.Number(node, "PrezzoTotale"),
            BuyerAccounting = reading.Text(node, "RiferimentoAmministrazione"),
            Period = OrNull(period, new(From: null, To: null)),
            Price = price,
            Vat = category,
            Item = codes.Item with { Name = reading.Text(node, "Descrizione") ?? "" },
            Italy = OrNull(new ItalianLine
            {
                Kind = reading.Text(node, "TipoCessionePrestazione"),
                Codes = codes.Others,
                UnitPrice = unitPrice,
                PriceChanges = changes,
                IsSubjectToWithholding = reading.Says(node, "Ritenuta", "SI"),
                Nature = nature,
                Others = Each(node, "AltriDatiGestionali", other => Other(reading, other)),
            }, new()),
        };
    }

    private static ItalianOtherValue Other(FatturaPaNodeReading reading, RawNode node)
        => new(reading.Text(node, "TipoDato"), reading.Text(node, "RiferimentoTesto"), reading.Number(node, "RiferimentoNumero"), reading.Date(node, "RiferimentoData"));

    private static AllowanceCharge Fund(FatturaPaNodeReading reading, RawNode node, ItalianTaxes taxes)
    {
        var (category, nature) = taxes.Read(reading, node);
        var type = reading.Text(node, "TipoCassa") ?? "";
        return new AllowanceCharge
        {
            IsCharge = true,
            Amount = reading.Number(node, "ImportoContributoCassa"),
            Base = reading.Number(node, "ImponibileCassa"),
            Percentage = reading.Number(node, "AlCassa"),
            Vat = category,
            Reason = FundReason(type),
            Italy = new ItalianFund
            {
                Type = type,
                IsSubjectToWithholding = reading.Says(node, "Ritenuta", "SI"),
                Nature = nature,
                BuyerAccounting = reading.Text(node, "RiferimentoAmministrazione"),
            },
        };
    }

    /// <summary>BT-104, which EN 16931 wants of a charge.</summary>
    private static string FundReason(string type) => $"Cassa previdenziale {type}".TrimEnd();
}
