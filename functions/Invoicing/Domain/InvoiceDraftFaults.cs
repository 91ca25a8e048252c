using System.Globalization;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Domain;

/// <summary>Why a draft cannot be worked out.</summary>
internal static class InvoiceDraftFaults
{
    public static IReadOnlyList<InvoiceCalculationFault> Of(Invoice draft, InvoiceCalculationTerms terms) =>
    [
        .. Currencies(draft, terms),
        .. Unless(draft.Lines.Count > 0, "BG-25", "The invoice has no line."),
        .. draft.Lines.SelectMany(Line),
        .. draft.AllowancesAndCharges.SelectMany((allowance, index) => Allowance(allowance, $"Allowance or charge {Of(index)}").Concat(Vat(allowance.Vat, allowance.IsCharge ? "BT-102" : "BT-95", $"Allowance or charge {Of(index)}"))),
        .. Reasons(draft),
        .. Unless(Amounts(draft).All(amount => Fits(amount, draft.Currency)), "BT-113, BT-114", "What was paid or is rounded has more decimals than the currency."),
    ];

    private static IEnumerable<InvoiceCalculationFault> Unless(bool holds, string term, string why) => holds ? [] : [new InvoiceCalculationFault(term, why)];

    private static IEnumerable<InvoiceCalculationFault> Currencies(Invoice draft, InvoiceCalculationTerms terms) =>
    [
        .. Unless(Currency.TryOf(draft.Currency, out _), "BT-5", $"{draft.Currency} is no currency that is known."),
        .. Unless(draft.VatCurrency is null || Currency.TryOf(draft.VatCurrency, out _), "BT-6", $"{draft.VatCurrency} is no currency that is known."),
        .. Unless(draft.VatCurrency is null || draft.VatCurrency == draft.Currency || terms.VatExchangeRate > 0, "BT-111", $"An exchange rate into {draft.VatCurrency} is needed."),
    ];

    private static IEnumerable<InvoiceCalculationFault> Line(InvoiceLine line, int index) =>
    [
        .. Unless(line.Quantity is not null, "BT-129", $"Line {Of(index)} has no quantity."),
        .. Unless(InvoiceLineCalculation.NetPrice(line.Price) is >= 0, "BT-146", $"Line {Of(index)} has no price, or one below zero."),
        .. Unless(line.Price.BaseQuantity is null or > 0, "BT-149", $"The price of line {Of(index)} is for no quantity above zero."),
        .. line.AllowancesAndCharges.SelectMany(allowance => Allowance(allowance, $"An allowance or charge of line {Of(index)}")),
        .. Vat(line.Vat, "BT-151", $"Line {Of(index)}"),
    ];

    private static IEnumerable<InvoiceCalculationFault> Allowance(AllowanceCharge allowance, string what)
        => Unless(allowance.Amount is not null || allowance.Percentage is not null, allowance.IsCharge ? "BT-99" : "BT-92", $"{what} has neither amount nor percentage.");

    private static IEnumerable<InvoiceCalculationFault> Vat(VatCategory? category, string term, string what) =>
    [
        .. Unless(category is not null && (VatTreatment.IsTaxed(category.Code) || VatTreatment.IsUntaxed(category.Code)), term, $"{what} has no VAT category of the list: {category?.Code}."),
        .. Unless(category is null || !VatTreatment.IsUntaxed(category.Code) || category.Rate is null or 0, term, $"{what} is taxed at {category?.Rate?.ToString(CultureInfo.InvariantCulture)} % in category {category?.Code}, which is not taxed."),
        .. Unless(category?.Code is not ("S" or "B") || category.Rate > 0, term, $"{what} is taxed at the standard rate and names none."),
        .. Unless(category?.Code is not ("L" or "M") || category.Rate >= 0, term, $"{what} names no rate."),
    ];

    private static IEnumerable<InvoiceCalculationFault> Reasons(Invoice draft)
    {
        List<string> codes = [.. draft.Lines.Select(line => line.Vat?.Code).Concat(draft.AllowancesAndCharges.Select(allowance => allowance.Vat?.Code)).OfType<string>().Distinct()];
        return
        [
            .. Unless(!codes.Contains("O") || codes.Count == 1, "BT-151", "What is not subject to VAT (O) cannot stand in one invoice with other categories."),
            .. Unless(!codes.Contains("E") || draft.Vat.Any(share => share.Category.Code == "E" && (share.ExemptionReason ?? share.ExemptionCode) is not null), "BT-120", "Why it is exempt (E) is not said."),
        ];
    }

    private static IEnumerable<decimal> Amounts(Invoice draft) => [draft.Sums.Prepaid ?? 0, draft.Sums.Rounding ?? 0];

    private static bool Fits(decimal amount, string currency) => !Currency.TryOf(currency, out _) || Rounding.Down.Round(amount, InvoiceCalculation.DecimalsOf(currency)) == amount;

    private static string Of(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
