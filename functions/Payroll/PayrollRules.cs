using System.Reflection;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>The payroll rules that come with the program: every rules/*.json of the feature, every country's class.</summary>
internal static class PayrollRules
{
    private const string Prefix = "payroll/rules/";

    /// <exception cref="RulePackException">A pack is wrong, or lacks what its country's rules need.</exception>
    public static CountryRuleBook Read()
    {
        var assembly = typeof(PayrollRules).Assembly;
        var packs = RulePacks.Read(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[Prefix.Length..], Read(assembly, name))));
        var book = new CountryRuleBook(packs, assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICountryRules)))
            .Select(type => (ICountryRules)Activator.CreateInstance(type)!));
        foreach (var pack in packs.All)
        {
            _ = book.Find(pack.Country, pack.Terms.ValidFrom);
        }

        return book;
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
