using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// What the employer owes on top for months that are paid, by facts that became known later: a rate that was wrong. The pay stays as it was
/// paid: what is missing of it is charged when it is paid, in the open month.
/// </summary>
public static class RetroEmployer
{
    private const string OfMonth = MonthBalances.Prefix;

    /// <summary>Elements for the open run's case: what is owed by the facts as they are known now, less all that was ever charged for the month.</summary>
    /// <param name="paid">The slips since the first month that is looked at, in the order in which they were posted.</param>
    /// <param name="open">The month of the open run; what it pays itself is not looked at.</param>
    public static IReadOnlyList<PayElement> Of(IReadOnlyList<PaidSlip> paid, Period? open)
    {
        Dictionary<(Period Month, string Code, string? Reference), decimal> differences = [];
        Dictionary<(int Year, string Name), decimal> shift = [];
        foreach (var slip in paid)
        {
            var due = shift.Count == 0 && !slip.HasOtherFacts ? slip.Slip : slip.Due(shift) ?? slip.Slip;
            Count(differences, due.Lines.Where(line => line.For is null), slip.Slip.Period, 1);
            Count(differences, slip.Slip.Lines.Where(line => line.For is null), slip.Slip.Period, -1);
            shift = ReferenceEquals(due, slip.Slip) ? shift : Shift(due, slip.Slip);
        }

        foreach (var line in paid.SelectMany(slip => slip.Slip.Lines).Where(line => line.Kind == PayLineKind.EmployerContribution && line.For is not null))
        {
            var key = (line.For!.Value, line.Code, line.Reference);
            if (differences.TryGetValue(key, out var before))
            {
                differences[key] = before - line.Amount;
            }
        }

        return
        [
            .. differences.Where(entry => entry.Value != 0 && entry.Key.Month != open)
                .OrderBy(entry => entry.Key.Month).ThenBy(entry => entry.Key.Code, StringComparer.Ordinal).ThenBy(entry => entry.Key.Reference, StringComparer.Ordinal)
                .Select(entry => new PayElement { Code = entry.Key.Code, Kind = PayLineKind.EmployerContribution, Reference = entry.Key.Reference, Amount = entry.Value, For = entry.Key.Month }),
        ];
    }

    /// <summary>Adds what such an element brings to the sum of its year, where the law of the country keeps one by the code of the line: the settlement of the year has it then.</summary>
    internal static void Remember(PaySheet sheet, PayLine line)
    {
        if (line is { Kind: PayLineKind.EmployerContribution, For: { } month } && sheet.InYear(month.Year, line.Code) != 0)
        {
            sheet.AddTo(month.Year, line.Code, line.Amount);
        }
    }

    private static void Count(Dictionary<(Period Month, string Code, string? Reference), decimal> differences, IEnumerable<PayLine> lines, Period month, int sign)
    {
        foreach (var line in lines.Where(line => line.Kind == PayLineKind.EmployerContribution))
        {
            var key = (month, line.Code, line.Reference);
            differences[key] = differences.GetValueOrDefault(key) + (sign * line.Amount);
        }
    }

    // What the next slip would have begun with otherwise: the sums of the employer's own contributions, of the month and of the year.
    private static Dictionary<(int Year, string Name), decimal> Shift(Payslip due, Payslip paid)
    {
        var codes = due.Lines.Concat(paid.Lines).Where(line => line.Kind == PayLineKind.EmployerContribution).Select(line => line.Code).ToHashSet(StringComparer.Ordinal);
        return due.Closing.Keys.Union(paid.Closing.Keys)
            .Where(key => codes.Contains(key.Name.StartsWith(OfMonth, StringComparison.Ordinal) ? key.Name[OfMonth.Length..] : key.Name))
            .Select(key => (Key: key, Amount: due.Closing.Of(key.Year, key.Name) - paid.Closing.Of(key.Year, key.Name)))
            .Where(entry => entry.Amount != 0)
            .ToDictionary(entry => entry.Key, entry => entry.Amount);
    }
}

/// <summary>A slip that was paid, and its month as it is known now.</summary>
/// <param name="Case">What it was calculated from.</param>
/// <param name="Slip">As it was paid.</param>
/// <param name="Rules">By which it was calculated.</param>
/// <param name="Known">Whose facts are known now; null where these are not looked at.</param>
public sealed record PaidSlip(PayCase Case, Payslip Slip, PayRules Rules, PayCase? Known)
{
    /// <summary>Whether facts are known now that the slip did not know.</summary>
    internal bool HasOtherFacts => Changed().Any();

    /// <summary>The slip by the facts that are known now; null where none can be calculated by them.</summary>
    /// <param name="shift">What earlier slips would have left otherwise.</param>
    internal Payslip? Due(IReadOnlyDictionary<(int Year, string Name), decimal> shift)
    {
        IReadOnlyList<string> changed = [.. Changed()];
        var all = Calculate(changed, shift);
        return all is null || EarnsTheSame(all)
            ? all
            : Calculate([.. changed.Where(name => Calculate([name], shift) is { } alone && EarnsTheSame(alone))], shift);
    }

    // Facts that change what is earned are left as they were: that difference is charged when it is paid.
    private bool EarnsTheSame(Payslip other) => Earned(other).SequenceEqual(Earned(Slip));

    private static IEnumerable<(string Code, decimal Amount)> Earned(Payslip slip)
        => slip.Lines.Where(line => line.For is null && line.Kind is PayLineKind.Earning or PayLineKind.Benefit).Select(line => (line.Code, line.Amount));

    private IEnumerable<string> Changed()
    {
        var other = AsKnown();
        return Case.Facts.DifferentFrom(other.Facts).Concat(Case.Contracts.Zip(other.Contracts).SelectMany(pair => pair.First.Facts.DifferentFrom(pair.Second.Facts))).Distinct(StringComparer.Ordinal);
    }

    private PayCase AsKnown() => Known is null ? Case : RetroFacts.WithFactsOf(Case, Known);

    private Payslip? Calculate(IReadOnlyList<string> names, IReadOnlyDictionary<(int Year, string Name), decimal> shift)
    {
        var other = AsKnown();
        return PayEngine.Calculate(
            Case with
            {
                Facts = Case.Facts.With(names, other.Facts),
                Contracts = [.. Case.Contracts.Zip(other.Contracts, (spell, known) => spell with { Facts = spell.Facts.With(names, known.Facts) })],
                Elements = [.. Case.Elements.Where(element => element is not { Kind: PayLineKind.EmployerContribution, For: not null })],
                Before = Case.Before.Plus(shift),
            },
            Rules).Slip;
    }
}
