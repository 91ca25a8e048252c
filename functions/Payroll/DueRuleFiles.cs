using System.Collections.Frozen;
using System.Reflection;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>The dues that come with the program, one file a country.</summary>
internal static class DueRuleFiles
{
    private const string Prefix = "payroll/dues/";

    /// <summary>By country.</summary>
    /// <exception cref="RulePackException">A file is wrong.</exception>
    public static FrozenDictionary<string, DueRules> Read()
    {
        var assembly = typeof(DueRuleFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => DueRules.Read(name, Read(assembly, name)))
            .ToFrozenDictionary(rules => rules.Country, StringComparer.Ordinal);
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
