using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>The payroll rules that come with the program: every rules/*.json of the feature, every country's class.</summary>
internal static class PayrollRules
{
    /// <exception cref="RulePackException">A pack is wrong, or lacks what its country's rules need.</exception>
    public static CountryRuleBook Read()
    {
        var packs = RulePacks.Read(ShippedFiles.Under("payroll/rules/"));
        var book = new CountryRuleBook(packs, typeof(PayrollRules).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICountryRules)))
            .Select(type => (ICountryRules)Activator.CreateInstance(type)!));
        foreach (var pack in packs.All)
        {
            _ = book.Find(pack.Country, pack.Terms.ValidFrom);
        }

        return book;
    }
}
