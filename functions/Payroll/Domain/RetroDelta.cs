namespace BackOffice.Payroll.Domain;

/// <summary>
/// What an open run has to pay for an earlier month whose facts became known later: known now, less all that was ever paid for it, so
/// that a second change brings only what is still missing. Contributions and tax follow in the open month, when it is paid.
/// </summary>
public static class RetroDelta
{
    /// <summary>Elements for the open run's case, by contract and code; none when the month was paid rightly.</summary>
    /// <param name="paid">The month's slip as it was paid; null when there was none.</param>
    /// <param name="known">The month's slip as it is known now.</param>
    /// <param name="later">Slips after it: their lines for this month were retro payments or reversals of it.</param>
    public static IReadOnlyList<PayElement> Of(Payslip? paid, Payslip known, IEnumerable<Payslip> later)
    {
        Dictionary<(string Code, string? Contract, PayLineKind Kind), (decimal Amount, Treatments Treatments)> differences = [];
        foreach (var line in Own(known))
        {
            Count(line, 1);
        }

        foreach (var line in (paid is null ? [] : Own(paid)).Concat(later.SelectMany(slip => slip.Lines).Where(line => line.For == known.Period && IsOwn(line))))
        {
            Count(line, -1);
        }

        return
        [
            .. differences.Where(entry => entry.Value.Amount != 0)
                .OrderBy(entry => entry.Key.Contract, StringComparer.Ordinal).ThenBy(entry => entry.Key.Code, StringComparer.Ordinal)
                .Select(entry => new PayElement
                {
                    Code = entry.Key.Code,
                    Kind = entry.Key.Kind,
                    Contract = entry.Key.Contract,
                    Amount = entry.Value.Amount,
                    Treatments = entry.Value.Treatments,
                    For = known.Period,
                }),
        ];

        void Count(PayLine line, int sign)
        {
            var key = (line.Code, line.Contract, line.Kind);
            var before = differences.GetValueOrDefault(key, (0, line.Treatments));
            differences[key] = (before.Amount + (sign * line.Amount), before.Treatments);
        }
    }

    // Lines for a still earlier month that the slip paid are that month's affair.
    private static IEnumerable<PayLine> Own(Payslip slip) => slip.Lines.Where(line => line.For is null && IsOwn(line));

    // Earnings, and what is set aside for the 13th: other accruals follow from the earnings when they are paid.
    private static bool IsOwn(PayLine line) => line.Kind is PayLineKind.Earning || (line.Kind is PayLineKind.Accrual && ExtraMonths.IsAccrual(line.Code));
}
