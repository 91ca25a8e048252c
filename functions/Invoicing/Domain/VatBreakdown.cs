namespace BackOffice.Invoicing.Domain;

/// <summary>The VAT of each category and rate (BG-23), in the order in which they first occur.</summary>
internal static class VatBreakdown
{
    public static IReadOnlyList<VatShare> Of(Invoice lined, Func<decimal, decimal> round)
    {
        List<VatCategory> order = [];
        Dictionary<VatCategory, decimal> bases = [];
        foreach (var (category, amount) in lined.Lines.Select(line => (line.Vat!, line.Amount!.Value))
            .Concat(lined.AllowancesAndCharges.Select(allowance => (allowance.Vat!, InvoiceLineCalculation.Signed(allowance)))))
        {
            if (bases.TryAdd(category, 0))
            {
                order.Add(category);
            }

            bases[category] += amount;
        }

        return [.. order.Select(category => Share(category, bases[category], lined, round))];
    }

    private static VatShare Share(VatCategory category, decimal taxable, Invoice draft, Func<decimal, decimal> round)
    {
        var given = draft.Vat.FirstOrDefault(share => VatTreatment.Normal(share.Category) == category) ?? new VatShare();
        var needsCode = VatTreatment.NeedsReason(category.Code) && given.ExemptionReason is null && given.ExemptionCode is null;
        return given with
        {
            Category = category,
            Base = taxable,
            Tax = VatTreatment.IsUntaxed(category.Code) ? 0 : round(taxable * category.Rate!.Value / 100), // BR-CO-17
            ExemptionCode = needsCode ? VatTreatment.ReasonOf(category.Code) : given.ExemptionCode,
        };
    }
}
