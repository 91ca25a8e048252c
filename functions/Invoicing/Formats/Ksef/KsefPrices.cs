using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>
/// P_9A and P_10. P_10 is what is taken off where the unit price does not show it; some write it for the line, others for one unit.
/// Which of the two it is follows from the amount of the line.
/// </summary>
internal static class KsefPrices
{
    /// <summary>Takes P_10 for a discount of one unit where only that gives the amount of the line.</summary>
    public static KsefMap<InvoiceLine> OfUnit { get; } = new KsefMap<InvoiceLine>().Add(new((_, line, _) => WithUnitDiscount(line), (_, _) => { }));

    /// <summary>P_9A: before a discount that is shown; for one, also where EN 16931 has it for several.</summary>
    public static decimal? Net(InvoiceLine line)
    {
        var price = IsDiscounted(line.Price) && !IsReduced(line) ? line.Price.Gross : line.Price.Net;
        return line.Price.BaseQuantity is { } quantity and not 0 ? KsefFigures.Exact(() => price / quantity) : price;
    }

    /// <summary>P_10.</summary>
    public static decimal? Discount(InvoiceLine line)
    {
        if (IsReduced(line))
        {
            return KsefFigures.Sum(line.AllowancesAndCharges.Where(allowance => !allowance.IsCharge).Select(allowance => allowance.Amount));
        }

        return IsDiscounted(line.Price) ? line.Price.BaseQuantity is { } quantity and not 0 ? KsefFigures.Exact(() => line.Price.Discount / quantity) : line.Price.Discount : null;
    }

    private static bool IsReduced(InvoiceLine line) => line.AllowancesAndCharges.Any(allowance => !allowance.IsCharge);

    private static bool IsDiscounted(LinePrice price) => price is { Gross: not null, Discount: not null and not 0 };

    private static InvoiceLine WithUnitDiscount(InvoiceLine line)
        => line is { AllowancesAndCharges: [{ Amount: { } discount }], Price.Net: { } price, Quantity: { } quantity, Amount: { } amount }
            && Rounded(() => (quantity * price) - discount) != amount && Rounded(() => quantity * (price - discount)) == amount
                ? line with { AllowancesAndCharges = [], Price = line.Price with { Gross = price, Discount = discount, Net = price - discount } }
                : line;

    /// <summary>An amount as an invoice has it; null when the figures are too large for one.</summary>
    private static decimal? Rounded(Func<decimal?> amount) => KsefFigures.Exact(() => amount() is { } figure ? Rounding.HalfUp.Round(figure, 2) : null);
}
