using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// Who bears the lines of a slip. A line of a contract goes to the cost centres of its terms, by their weights and, when the terms
/// changed in the month, by the days of each. A line of the person goes to all contracts by what each earned.
/// </summary>
internal sealed class CostSplit
{
    private readonly Currency currency;
    private readonly Dictionary<string, List<CostCentreShare>> byContract;
    private readonly List<CostCentreShare> ofPerson;

    public CostSplit(Payslip slip, IReadOnlyList<ContractSpell> spells)
    {
        currency = slip.Currency;
        byContract = spells.GroupBy(spell => spell.Contract, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => SharesOf([.. group], slip.Period), StringComparer.Ordinal);
        ofPerson = byContract.Count == 1 ? byContract.Values.First() : SharesOfAll(slip);
    }

    /// <summary>The parts of a line that are not zero; a line of zero has one part.</summary>
    public IEnumerable<(string? CostCentre, decimal Amount)> Of(PayLine line)
    {
        var shares = line.Contract is { } contract ? byContract.GetValueOrDefault(contract, ofPerson) : ofPerson;
        if (shares.Count == 0 || line.Kind == PayLineKind.Basis)
        {
            return [(null, line.Amount)];
        }

        if (shares.Count == 1 || line.Amount == 0)
        {
            return [(CentreOf(shares[0]), line.Amount)];
        }

        var parts = new Money(line.Amount, currency).Allocate([.. shares.Select(share => share.Weight)]);
        return shares.Zip(parts, (share, part) => (CentreOf(share), part.Amount)).Where(part => part.Amount != 0);
    }

    /// <summary>Nobody in particular is a share without a name, so that a contract without cost centres keeps its part.</summary>
    private static string? CentreOf(CostCentreShare share) => share.CostCentre.Length == 0 ? null : share.CostCentre;

    private static List<CostCentreShare> SharesOf(IReadOnlyList<ContractSpell> spells, Period period)
        => Joined(spells.SelectMany(spell => Scaled(spell.CostCentres.Count == 0 ? [new CostCentreShare("", 1)] : spell.CostCentres, spells.Count == 1 ? null : DaysOf(spell, period))));

    private List<CostCentreShare> SharesOfAll(Payslip slip)
    {
        var earned = byContract.Keys.ToDictionary(contract => contract, contract => Math.Max(0, slip.Lines.Sum(line => line.Kind == PayLineKind.Earning && line.Contract == contract ? line.Amount : 0)), StringComparer.Ordinal);
        var anything = earned.Values.Any(amount => amount > 0);
        return Joined(byContract.SelectMany(entry => Scaled(entry.Value, anything ? earned[entry.Key] : 1)));
    }

    /// <summary>Weights that sum to the total; as they are when none is given.</summary>
    private static IEnumerable<CostCentreShare> Scaled(IReadOnlyList<CostCentreShare> shares, decimal? total)
    {
        var sum = shares.Sum(share => share.Weight);
        return total is { } whole && sum > 0 ? shares.Select(share => share with { Weight = share.Weight * whole / sum }) : shares;
    }

    private static List<CostCentreShare> Joined(IEnumerable<CostCentreShare> shares) =>
    [
        .. shares.Where(share => share.Weight > 0)
            .GroupBy(share => share.CostCentre, StringComparer.Ordinal)
            .Select(group => new CostCentreShare(group.Key, group.Sum(share => share.Weight)))
            .OrderBy(share => share.CostCentre, StringComparer.Ordinal),
    ];

    private static decimal DaysOf(ContractSpell spell, Period period)
    {
        var first = spell.From < period.First ? period.First : spell.From;
        var last = spell.To is { } end && end < period.Last ? end : period.Last;
        return Math.Max(0, NodaTime.Period.DaysBetween(first, last) + 1);
    }
}
