using System.Collections.Frozen;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>The dues that come with the program, one file a country.</summary>
internal static class DueRuleFiles
{
    /// <summary>By country.</summary>
    /// <exception cref="RulePackException">A file is wrong.</exception>
    public static FrozenDictionary<string, DueRules> Read()
        => ShippedFiles.Under("payroll/dues/")
            .Select(file => DueRules.Read(file.Name, file.Text))
            .ToFrozenDictionary(rules => rules.Country, StringComparer.Ordinal);
}
