using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.FatturaPa.FatturaPaNodeReading;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>The unit price of FatturaPA, before discounts and surcharges of one unit, against BT-146, after them.</summary>
internal static class ItalianPrices
{
    // Far beyond the eleven digits of the schema; a chain of surcharges cannot overflow below it.
    private const decimal Limit = 1_000_000_000_000_000m;

    public static (LinePrice Price, decimal? UnitPrice, IReadOnlyList<ItalianPriceChange> Changes) Read(FatturaPaNodeReading reading, RawNode line)
    {
        var unitPrice = reading.Number(line, "PrezzoUnitario");
        var changes = GeneralReader.PriceChanges(reading, line);
        if (changes.Count == 0)
        {
            return (new LinePrice { Net = unitPrice }, UnitPrice: null, []);
        }

        var net = Net(unitPrice, changes);
        var discount = unitPrice - net;
        var price = discount > 0 ? new LinePrice { Net = net, Discount = discount, Gross = unitPrice } : new LinePrice { Net = net };
        return (price, unitPrice, changes);
    }

    /// <summary>Null when a figure is missing or out of all bounds.</summary>
    private static decimal? Net(decimal? price, IReadOnlyList<ItalianPriceChange> changes)
    {
        foreach (var change in changes)
        {
            var by = Bounded(change.Amount) ?? (Bounded(price) * Bounded(change.Percentage) / 100);
            price = Bounded(change.Type == "MG" ? price + by : price - by);
        }

        return price;
    }

    private static decimal? Bounded(decimal? figure) => figure is { } number && Math.Abs(number) < Limit / 1_000 ? figure : null;
}
