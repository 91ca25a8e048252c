using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats;

/// <summary>Gross price less discount is the net price (BT-148, BT-147, BT-146): of the three, what a syntax asks for and the invoice leaves to be seen. Null where it cannot be.</summary>
internal static class PriceParts
{
    public static decimal? Discount(LinePrice price) => price.Discount ?? Exact(() => price.Gross - price.Net);

    public static decimal? Gross(LinePrice price) => price.Gross ?? Exact(() => price.Net + price.Discount);

    private static decimal? Exact(Func<decimal?> sum)
    {
        try
        {
            return sum();
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
