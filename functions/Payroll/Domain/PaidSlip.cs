namespace BackOffice.Payroll.Domain;

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
                Elements = [.. Case.Elements.Where(element => !RetroEmployer.IsDifference(element.Kind, element.For))],
                Before = Case.Before.Plus(shift),
            },
            Rules).Slip;
    }
}
