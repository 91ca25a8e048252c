namespace BackOffice.Payroll.Domain;

/// <summary>
/// Takes up what a person's earlier pay has left. Balances remember what was taken up, so that each figure counts once, and of one
/// that is corrected later only the difference.
/// </summary>
public static class Opening
{
    private const string Taken = "opening.";

    /// <param name="before">What earlier slips left.</param>
    /// <param name="years">What is said of each year, by the names of <see cref="ICountryRules.Openings"/>; a year that is withdrawn has none.</param>
    /// <param name="law">Of the country.</param>
    /// <returns>The same balances where nothing is new.</returns>
    public static Balances Over(this Balances before, IReadOnlyDictionary<int, IReadOnlyDictionary<string, decimal>> years, ICountryRules law)
    {
        Dictionary<(int Year, string Name), decimal> changes = [];
        foreach (var (year, said) in years)
        {
            var taken = before.In(year).Where(entry => entry.Key.StartsWith(Taken, StringComparison.Ordinal)).Select(entry => entry.Key[Taken.Length..]);
            foreach (var name in said.Keys.Union(taken, StringComparer.Ordinal))
            {
                var added = said.GetValueOrDefault(name) - before.Of(year, Taken + name);
                if (added != 0)
                {
                    var key = law.OpeningOf(name)?.IsStanding == true ? (0, name) : (year, name);
                    changes[key] = changes.GetValueOrDefault(key, before.Of(key.Item1, name)) + added;
                    changes[(year, Taken + name)] = said.GetValueOrDefault(name);
                }
            }
        }

        return changes.Count == 0 ? before : before.With(changes, keepFrom: 0);
    }

    /// <summary>The definition of a name; null where the country keeps no such sum.</summary>
    public static OpeningDefinition? OpeningOf(this ICountryRules law, string name) => OpeningDefinition.Common.Concat(law.Openings).FirstOrDefault(definition => definition.Names(name));

    /// <summary>What is wrong with what somebody says of a year.</summary>
    public static IEnumerable<PayProblem> ProblemsOf(IReadOnlyDictionary<string, decimal> said, ICountryRules law)
    {
        foreach (var (name, value) in said)
        {
            if (law.OpeningOf(name) is not { } definition)
            {
                yield return new PayProblem("unknown-balance", "opening", $"{law.Country} keeps no balance '{name}', but {string.Join(", ", OpeningDefinition.Common.Concat(law.Openings).Select(known => known.IsByContract ? $"{known.Name}:(contract)" : known.Name))}.");
            }
            else if (value < definition.Range.Least || value > definition.Range.Most || value != decimal.Round(value, 2))
            {
                yield return new PayProblem("wrong-balance", "opening", FormattableString.Invariant($"'{name}' is a number from {definition.Range.Least} to {definition.Range.Most} with at most two decimals."));
            }
        }
    }
}
