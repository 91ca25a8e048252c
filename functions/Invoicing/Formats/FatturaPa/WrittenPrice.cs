using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>
/// Quantity, unit price and discounts as FatturaPA has them: a quantity is not negative, a price is of one, discounts and surcharges are of
/// one unit. PrezzoTotale is the amount of the line in any case; SdI forgives a cent (00423).
/// </summary>
internal sealed record WrittenPrice(decimal? Quantity, decimal? UnitPrice, IReadOnlyList<ItalianPriceChange> Changes)
{
    private const int MostDecimals = 8;

    public static WrittenPrice Of(InvoiceLine line)
    {
        // Minus two at ten are two at minus ten.
        var sign = line.Quantity < 0 ? -1 : 1;
        var quantity = line.Quantity * sign;
        if (line.Italy is { PriceChanges.Count: > 0 } italy)
        {
            return new(quantity, italy.UnitPrice ?? line.Price.Gross, italy.PriceChanges);
        }

        var price = line.Price;
        var isDiscounted = price is { Gross: not null, Discount: > 0 } && price.Gross - price.Discount == price.Net && sign > 0;
        List<ItalianPriceChange> changes = isDiscounted ? [new("SC", Percentage: null, OfOne(price.Discount, price.BaseQuantity))] : [];
        changes.AddRange(line.AllowancesAndCharges.Select(change => new ItalianPriceChange(change.IsCharge ? "MG" : "SC", Percentage: null, OfOne(change.Amount, quantity))));
        return new(quantity, OfOne(isDiscounted ? price.Gross : price.Net, price.BaseQuantity) * sign, changes);
    }

    /// <summary>Rounded where it has more decimals than FatturaPA.</summary>
    private static decimal? OfOne(decimal? amount, decimal? quantity)
        => amount is { } whole ? Rounding.HalfUp.Round(quantity is { } many and not 0 ? whole / many : whole, MostDecimals) : null;
}
