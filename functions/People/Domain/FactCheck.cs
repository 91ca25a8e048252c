using BackOffice.Payroll.Domain;

namespace BackOffice.People.Domain;

/// <summary>Checks facts by what a country's rules define.</summary>
public static class FactCheck
{
    public static IEnumerable<EntryProblem> ProblemsOf(IReadOnlyDictionary<string, string> facts, ICountryRules? country)
    {
        foreach (var (name, value) in facts)
        {
            if (country?.Facts.FirstOrDefault(fact => fact.Name == name) is not { } definition)
            {
                yield return new EntryProblem("unknown-fact", "facts", country is null ? $"There are no rules that know '{name}'." : $"{country.Country} knows no fact '{name}'.");
            }
            else if (definition.ProblemWith(value) is { } problem)
            {
                yield return new EntryProblem("wrong-fact", "facts", problem);
            }
        }
    }
}

/// <summary>What is wrong with something that somebody wants written down.</summary>
/// <param name="Code">Stable, for programs: wrong-iban, missing-field.</param>
/// <param name="Field">As in JSON: monthlyPay, iban, facts.</param>
/// <param name="Message">What is wrong and what would be right; without personal data.</param>
public sealed record EntryProblem(string Code, string Field, string Message);
