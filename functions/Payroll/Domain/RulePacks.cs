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

    /// <summary>Reads the files together; one may be based on another, and that one on a third.</summary>
    /// <exception cref="RulePackException">A file is wrong, its basis is missing or in a circle, or two packs of a country hold on the same day.</exception>
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
        => file.Complete(BasesOf(file, read));

    // From the nearest to the whole pack at the end.
    private static List<RulePackFile> BasesOf(RulePackFile file, Dictionary<(string, string), RulePackFile> read)
    {
        List<RulePackFile> bases = [];
        for (var next = file; next.BasedOn is { } edition;)
        {
            var name = $"{next.Country} {next.Edition}";
            next = read.TryGetValue((next.Country, edition), out var basis) ? basis : throw new RulePackException(name, "basedOn", $"There is no pack {edition}.");
            if (next == file || bases.Contains(next))
            {
                throw new RulePackException(name, "basedOn", $"{edition} is based on this one, so neither says all.");
            }

            bases.Add(next);
        }

        return bases;
    }
}
