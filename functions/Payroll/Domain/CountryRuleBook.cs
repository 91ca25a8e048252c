using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>The rules of all countries: packs of figures and the law that reads them.</summary>
public sealed class CountryRuleBook
{
    private readonly ConcurrentDictionary<string, PayRules> prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ICountryRules> countries;

    public CountryRuleBook(RulePacks packs, IEnumerable<ICountryRules> countries)
        => (Packs, this.countries) = (packs, countries.ToDictionary(country => country.Country, StringComparer.Ordinal));

    public RulePacks Packs { get; }

    public IReadOnlyCollection<string> Countries => countries.Keys;

    public ICountryRules? Find(string country) => countries.GetValueOrDefault(country);

    /// <summary>The rules of a version; null when the program no longer has them.</summary>
    public PayRules? FindVersion(string version)
        => Packs.All.FirstOrDefault(pack => pack.Version == version) is { } pack && countries.TryGetValue(pack.Country, out var law) ? Prepared(pack, law) : null;

    /// <summary>The rules for a month's pay that leaves on a day; null when the country is unknown or has a gap there.</summary>
    public PayRules? Find(string country, Period period, LocalDate payDay)
        => countries.TryGetValue(country, out var law) ? Find(country, law.RulesOn(period, payDay)) : null;

    /// <summary>The rules in force on a day; null when the country is unknown or has a gap there.</summary>
    public PayRules? Find(string country, LocalDate day)
        => countries.TryGetValue(country, out var law) && Packs.Find(country, day) is { } pack ? Prepared(pack, law) : null;

    private PayRules Prepared(RulePack pack, ICountryRules law)
        => prepared.GetOrAdd(pack.Version, _ => new PayRules(pack, law.Prepare(pack)) { Facts = law.Facts.ToFrozenDictionary(fact => fact.Name, StringComparer.Ordinal) });
}
