namespace BackOffice.Invoicing.Domain;

/// <summary>Works out lines, and allowances and charges.</summary>
internal static class InvoiceLineCalculation
{
    /// <summary>Quantity by price, with what is added and taken off.</summary>
    public static InvoiceLine Complete(InvoiceLine line, Func<decimal, decimal> round)
    {
        var price = line.Price with { Net = NetPrice(line.Price) };
        // Multiplied before it is divided: a price for three pieces may have no exact price for one.
        var amount = round(line.Quantity!.Value * price.Net!.Value / (price.BaseQuantity ?? 1));
        IReadOnlyList<AllowanceCharge> allowances = [.. line.AllowancesAndCharges.Select(allowance => Complete(allowance, amount, round))];
        return line with
        {
            Price = price,
            AllowancesAndCharges = allowances,
            Vat = VatTreatment.Normal(line.Vat),
            Amount = allowances.Aggregate(amount, (sum, allowance) => sum + Signed(allowance)),
        };
    }

    /// <summary>The amount as given, or the percentage of a base.</summary>
    public static AllowanceCharge Complete(AllowanceCharge allowance, decimal ofWhat, Func<decimal, decimal> round)
    {
        if (allowance.Amount is { } given)
        {
            return allowance with { Amount = round(given) };
        }

        var worked = allowance.Base ?? ofWhat;
        return allowance with { Base = worked, Amount = round(worked * allowance.Percentage!.Value / 100) };
    }

    /// <summary>As it changes a sum.</summary>
    public static decimal Signed(AllowanceCharge allowance) => allowance.IsCharge ? allowance.Amount!.Value : -allowance.Amount!.Value;

    public static decimal? NetPrice(LinePrice price) => price.Net ?? price.Gross - (price.Discount ?? 0);
}
