using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>BT-113 and BT-114 as deductions and charges after the total: of a payment in Platnosc KSeF wants the date.</summary>
internal static class KsefSettlements
{
    private const string PaidReason = "Kwota zapłacona (BT-113)";
    private const string RoundingReason = "Zaokrąglenie (BT-114)";

    public static PolishSettlement? Of(Invoice invoice)
    {
        var (prepaid, rounding) = (invoice.Sums.Prepaid ?? 0, invoice.Sums.Rounding ?? 0);
        if ((prepaid == 0 && rounding == 0) || invoice.Poland?.Payment is { PaidOn: not null } or { Parts.Count: > 0 })
        {
            return null;
        }

        List<SettlementItem> charges = rounding > 0 ? [new() { Amount = rounding, Reason = RoundingReason }] : [];
        List<SettlementItem> deductions = [];
        if (prepaid != 0)
        {
            deductions.Add(new SettlementItem { Amount = prepaid, Reason = PaidReason });
        }

        if (rounding < 0)
        {
            deductions.Add(new SettlementItem { Amount = -rounding, Reason = RoundingReason });
        }

        return new PolishSettlement
        {
            Charges = charges,
            SumOfCharges = charges.Count == 0 ? null : rounding,
            Deductions = deductions,
            SumOfDeductions = deductions.Count == 0 ? null : KsefFigures.Sum(deductions.Select(item => item.Amount)),
            ToPay = invoice.Sums.Due,
        };
    }
}
