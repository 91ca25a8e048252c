using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>All packs, chosen by country and day.</summary>
public sealed class RulePacks
{
    private readonly Dictionary<string, RulePack[]> byCountry;

    private RulePacks(IReadOnlyList<RulePack> all, IEnumerable<RulePack> standing)
    {
        All = all;
        byCountry = standing.GroupBy(pack => pack.Country, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(pack => pack.Terms.ValidFrom).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>With those that a correction has replaced: runs that were calculated with them are explained and calculated again by them.</summary>
    public IReadOnlyList<RulePack> All { get; }

    /// <summary>Reads the files together; one may be based on another, and that one on a third.</summary>
    /// <exception cref="RulePackException">A file is wrong, what it is based on or replaces is missing or in a circle, or two packs of a country hold on the same day.</exception>
    public static RulePacks Read(IEnumerable<(string Name, string Json)> files)
    {
        var read = files.Select(file => RulePackFile.Read(file.Name, file.Json)).ToDictionary(file => (file.Country, file.Edition));
        var complete = read.ToDictionary(entry => entry.Key, entry => Complete(entry.Value, read));
        var replaced = read.Values.Where(file => file.Replaces is not null).Select(file => ReplacedBy(file, read)).ToHashSet();
        var packs = new RulePacks([.. complete.Values], complete.Where(entry => !replaced.Contains(entry.Key)).Select(entry => entry.Value));
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

    private static (string, string) ReplacedBy(RulePackFile file, Dictionary<(string, string), RulePackFile> read)
        => file.Replaces != file.Edition && read.ContainsKey((file.Country, file.Replaces!))
            ? (file.Country, file.Replaces!)
            : throw new RulePackException($"{file.Country} {file.Edition}", "replaces", $"There is no other pack {file.Replaces}.");

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
