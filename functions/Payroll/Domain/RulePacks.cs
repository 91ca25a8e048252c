using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>All packs, chosen by country and day.</summary>
public sealed class RulePacks
{
    private readonly Dictionary<string, RulePack[]> byCountry;

    private RulePacks(IEnumerable<RulePack> packs)
        => byCountry = packs.GroupBy(pack => pack.Country, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(pack => pack.Terms.ValidFrom).ToArray(), StringComparer.Ordinal);

    public IEnumerable<RulePack> All => byCountry.Values.SelectMany(packs => packs);

    /// <summary>Reads the files together; one may be based on another.</summary>
    /// <exception cref="RulePackException">A file is wrong, its basis is missing, or two packs of a country hold on the same day.</exception>
    public static RulePacks Read(IEnumerable<(string Name, string Json)> files)
    {
        var read = files.Select(file => RulePackFile.Read(file.Name, file.Json)).ToDictionary(file => (file.Country, file.Edition));
        var packs = new RulePacks(read.Values.Select(file => Complete(file, read)));
        foreach (var (before, after) in packs.byCountry.Values.SelectMany(country => country.Zip(country.Skip(1))))
        {
            if (before.Terms.ValidTo >= after.Terms.ValidFrom)
            {
                throw new RulePackException(after.Version, "validFrom", $"{before.Version} holds until {before.Terms.ValidTo}.");
            }
        }

        return packs;
    }

    /// <summary>The pack in force on a day; null when the country has none, or a gap there.</summary>
    public RulePack? Find(string country, LocalDate day)
        => byCountry.GetValueOrDefault(country)?.FirstOrDefault(pack => pack.Terms.ValidFrom <= day && day <= pack.Terms.ValidTo);

    private static RulePack Complete(RulePackFile file, Dictionary<(string, string), RulePackFile> read)
        => file.Complete(file.BasedOn is not { } edition ? null
            : read.TryGetValue((file.Country, edition), out var basis) && basis.BasedOn is null ? basis
            : throw new RulePackException($"{file.Country} {file.Edition}", "basedOn", $"There is no whole pack {edition}."));
}
