using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>Prices, discounts and withholding tax of lines and funds.</summary>
internal static class LineRules
{
    private const decimal PriceTolerance = 0.01m;

    public static IReadOnlyList<Rule<FatturaPaDocument>> All { get; } =
    [
        new("00411", "DatiRitenuta", (document, report) => WithholdingIsStated(document, body => body.Lines, report)),
        new("00415", "DatiRitenuta", (document, report) => WithholdingIsStated(document, body => body.Funds, report)),
        new("00423", "PrezzoTotale", TotalIsPriceTimesQuantity),
        new("00437", "ScontoMaggiorazione", DiscountsOfDocumentSayHowMuch),
        new("00438", "ScontoMaggiorazione", DiscountsOfLinesSayHowMuch),
    ];

    private static void WithholdingIsStated(FatturaPaDocument document, Func<FatturaPaBody, IReadOnlyList<TaxedGroup>> groups, Report report)
    {
        foreach (var body in document.Bodies.Where(body => !body.IsSubjectToWithholding))
        {
            foreach (var group in groups(body))
            {
                report.Unless(group.Node.Child("Ritenuta")?.Value != "SI", group.Node, $"Tax is withheld of this, and no DatiRitenuta says how much.");
            }
        }
    }

    private static void TotalIsPriceTimesQuantity(FatturaPaDocument document, Report report)
    {
        foreach (var line in document.Bodies.SelectMany(body => body.Lines))
        {
            if (line.Amount is { } total && NetPrice(line.Node) is { } price && Quantity(line.Node) is { } quantity)
            {
                var expected = price * quantity;
                report.Unless(Math.Abs(expected - total) <= PriceTolerance, line.Node, $"{quantity} at {price} are {expected}, not {total}.");
            }
        }
    }

    private static decimal? Quantity(RawNode line) => line.Child("Quantita") is { } quantity ? quantity.Figure() : 1;

    /// <summary>The unit price after its discounts and surcharges, one after the other; an amount goes before a percentage. Null when a figure is none.</summary>
    private static decimal? NetPrice(RawNode line)
    {
        var price = line.Child("PrezzoUnitario").Figure();
        foreach (var change in line.All(Vocabulary.None, "ScontoMaggiorazione"))
        {
            var sign = change.Child("Tipo")?.Value == "MG" ? 1 : -1;
            var by = change.Child("Importo").Figure() ?? (price * change.Child("Percentuale").Figure() / 100);
            price = by is null || price is null ? price : Bounded(price.Value + (sign * by.Value));
        }

        return price;
    }

    /// <summary>Hundreds of surcharges of 100 % and more would leave what can be reckoned.</summary>
    private static decimal? Bounded(decimal price) => Math.Abs(price) < 1_000_000_000_000_000m ? price : null;

    private static void DiscountsOfDocumentSayHowMuch(FatturaPaDocument document, Report report)
    {
        foreach (var general in document.Bodies.Select(body => body.General).OfType<RawNode>())
        {
            DiscountsSayHowMuch(general, report);
        }
    }

    private static void DiscountsOfLinesSayHowMuch(FatturaPaDocument document, Report report)
    {
        foreach (var line in document.Bodies.SelectMany(body => body.Lines))
        {
            DiscountsSayHowMuch(line.Node, report);
        }
    }

    private static void DiscountsSayHowMuch(RawNode owner, Report report)
    {
        foreach (var change in owner.All(Vocabulary.None, "ScontoMaggiorazione"))
        {
            var saysHowMuch = change.Child("Percentuale") is { HasValue: true } || change.Child("Importo") is { HasValue: true };
            report.Unless(saysHowMuch || change.Child("Tipo") is not { HasValue: true }, change, $"Neither Percentuale nor Importo says how much.");
        }
    }
}
