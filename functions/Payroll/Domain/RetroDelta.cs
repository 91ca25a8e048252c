using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// What an open run has to pay for an earlier month whose facts became known later: known now, less all that was ever paid for it, so
/// that a second change brings only what is still missing. Contributions and tax follow in the open month, when it is paid.
/// </summary>
public static class RetroDelta
{
    /// <summary>Elements for the open run's case, by contract and code; none when the month was paid rightly.</summary>
    /// <param name="month">The earlier one.</param>
    /// <param name="paid">What was paid for it in its own run; null when nothing was.</param>
    /// <param name="known">What it comes to as it is known now; null when the person was not employed in it.</param>
    /// <param name="later">All other slips: their retro lines for this month were paid for it too.</param>
    public static IReadOnlyList<PayElement> Of(Period month, RetroSlip? paid, RetroSlip? known, IEnumerable<RetroSlip> later)
    {
        // What is given counts where its element says: otherwise by now, and it leaves one base and enters another, in the open month.
        var given = Own(known).Concat(Own(paid)).Where(line => line.Rule == PaidElements.Rule).Select(line => line.Code).ToHashSet(StringComparer.Ordinal);
        Dictionary<(string Code, string? Contract, PayLineKind Kind, decimal? Rate, Treatments? Given), (decimal Amount, Treatments Treatments)> differences = [];
        Count(Own(known), 1);
        Count(Own(paid), -1);
        Count(later.SelectMany(slip => slip.Lines).Where(line => line.For == month && IsDifference(line)), -1);
        return
        [
            .. differences.Where(entry => entry.Value.Amount != 0)
                .OrderBy(entry => entry.Key.Contract, StringComparer.Ordinal).ThenBy(entry => entry.Key.Code, StringComparer.Ordinal).ThenBy(entry => entry.Key.Rate).ThenBy(entry => entry.Key.Given)
                .Select(entry => new PayElement
                {
                    Code = entry.Key.Code,
                    Kind = entry.Key.Kind,
                    Contract = entry.Key.Contract,
                    Amount = entry.Key.Rate is null ? entry.Value.Amount : null,
                    Quantity = entry.Key.Rate is null ? null : entry.Value.Amount,
                    Rate = entry.Key.Rate,
                    Treatments = entry.Value.Treatments,
                    For = month,
                }),
        ];

        void Count(IEnumerable<PayLine> lines, int sign)
        {
            foreach (var line in lines)
            {
                var (amount, rate) = Measured(line);
                var key = (line.Code, line.Contract, line.Kind, rate, given.Contains(line.Code) ? line.Treatments : (Treatments?)null);
                var before = differences.GetValueOrDefault(key, (0, line.Treatments));
                differences[key] = (before.Amount + (sign * amount), before.Treatments);
            }
        }
    }

    // Of a benefit by the piece the law may look at the value of one, as it does of meal vouchers: then pieces are missing, not an amount.
    private static (decimal Amount, decimal? Rate) Measured(PayLine line)
        => line.Kind == PayLineKind.Benefit && PaidElements.CountOf(line) is { } count ? (count.Quantity, count.Rate) : (line.Amount, null);

    // Lines for a still earlier month that the slip paid are that month's affair.
    private static IEnumerable<PayLine> Own(RetroSlip? slip) => slip is null ? [] : slip.Lines.Where(line => line.For is null);

    // What somebody wrote down for an earlier month refers to its entry and is beside what the month comes to: it is not taken back.
    private static bool IsDifference(PayLine line) => line.Reference is null;
}
