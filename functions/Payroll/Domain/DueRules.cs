using System.Collections.Frozen;
using System.Text.Json;
using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>All dues of a country, and the lines that nobody is owed for in the month.</summary>
public sealed record DueRules
{
    /// <summary>Kinds whose every line is either owed to somebody or named in the file with the reason why not. A credit is owed to nobody.</summary>
    private static readonly FrozenSet<PayLineKind> OwedKinds = new[] { PayLineKind.EmployeeContribution, PayLineKind.Tax, PayLineKind.Garnishment, PayLineKind.EmployerContribution }.ToFrozenSet();

    /// <summary>ISO 3166 alpha-2.</summary>
    public required string Country { get; init; }

    public required string Notice { get; init; }

    public required IReadOnlyList<DueRule> Dues { get; init; }

    /// <summary>Codes of such lines that are not owed for the month, each with the reason.</summary>
    public required IReadOnlyDictionary<string, string> NotDue { get; init; }

    /// <exception cref="RulePackException">The text is no such file.</exception>
    public static DueRules Read(string name, string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<DueRules>(json, StrictJson.Options) ?? throw new RulePackException(name, "file", "It is empty.");
            return read.Dues.FirstOrDefault(due => due.Deadline is null == due.Due is null) is { } undated
                ? throw new RulePackException(name, undated.Id, "It has either a statutory deadline or a day of its own.")
                : read;
        }
        catch (JsonException wrong)
        {
            throw new RulePackException(name, wrong.Path ?? "file", wrong.Message);
        }
    }

    /// <summary>The rules that are in force in a month.</summary>
    public IEnumerable<DueRule> In(Period period) => Dues.Where(due => due.HoldsIn(period));

    /// <summary>Codes of lines that have to be owed to somebody, and that no rule knows.</summary>
    public IEnumerable<string> UnknownIn(PayTotals totals, Period period)
    {
        var known = In(period).SelectMany(due => due.Lines.Concat(due.Less)).Concat(NotDue.Keys).ToHashSet(StringComparer.Ordinal);
        return totals.Lines.Where(line => OwedKinds.Contains(line.Kind) && line.Amount != 0 && !known.Contains(line.Code)).Select(line => line.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }
}
