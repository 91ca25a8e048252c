using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>The statutory terms of all countries.</summary>
public sealed class DeadlineRules
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    private readonly FrozenDictionary<string, DeadlineRule[]> byId;

    private DeadlineRules(IEnumerable<DeadlineRule> rules)
    {
        All = [.. rules.OrderBy(rule => rule.Id, StringComparer.Ordinal).ThenBy(rule => rule.ValidFrom)];
        byId = All.GroupBy(rule => rule.Id, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    public IReadOnlyList<DeadlineRule> All { get; }

    /// <summary>Reads the files together: an id may be in several.</summary>
    /// <exception cref="RuleFileException">A file or an entry is wrong; names the file, the entry and the reason.</exception>
    public static DeadlineRules Read(params IEnumerable<RuleFile> files)
    {
        var read = files.SelectMany(ReadFile).ToList();
        foreach (var (before, after) in read.GroupBy(entry => entry.Rule.Id, StringComparer.Ordinal).SelectMany(Neighbours))
        {
            if (before.Rule.ValidTo is not { } end || end >= after.Rule.ValidFrom)
            {
                throw new RuleFileException(after.File, after.Rule.Id, $"The dates overlap: {InForce(before.Rule)} in {before.File}, and {InForce(after.Rule)}.");
            }
        }

        return new DeadlineRules(read.Select(entry => entry.Rule));
    }

    /// <summary>The rule of an id on a day, or null.</summary>
    public DeadlineRule? Find(string id, LocalDate day) => byId.GetValueOrDefault(id)?.FirstOrDefault(rule => rule.HoldsOn(day));

    /// <summary>The latest rule of an id, whatever the day; or null.</summary>
    public DeadlineRule? Latest(string id) => byId.GetValueOrDefault(id)?[^1];

    /// <summary>What the law of a country sets each month, for the payer that a tenant is.</summary>
    /// <param name="country">ISO code.</param>
    /// <param name="period">The month it is for.</param>
    /// <param name="variants">What the tenant says it is, by group.</param>
    public IEnumerable<DeadlineRule> MonthlyIn(string country, Period period, IReadOnlyDictionary<string, string> variants)
        => All.Where(rule => rule.Kind == DeadlineKind.Monthly && rule.Country == country && rule.HoldsOn(period.First)
            && (rule.Variant is not { } variant || (variants.TryGetValue(variant.Group, out var chosen) ? chosen == variant.Name : variant.IsUsual)));

    /// <summary>Whether a group of variants has this one.</summary>
    public bool HasVariant(string group, string name) => All.Any(rule => rule.Variant is { } variant && variant.Group == group && variant.Name == name);

    private static IEnumerable<(string File, DeadlineRule Rule)> ReadFile(RuleFile file)
    {
        using var json = Parsed(file);
        var country = Text(file, json.RootElement, "country");
        if (!PublicHolidays.Countries.Contains(country))
        {
            throw new RuleFileException(file.Name, "country", $"The holidays of '{country}' are not known.");
        }

        var name = Text(file, json.RootElement, "zone");
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? throw new RuleFileException(file.Name, "zone", $"'{name}' is no IANA time zone.");
        var days = new WorkingCalendar(country);
        if (!json.RootElement.TryGetProperty("rules", out var rules) || rules.ValueKind != JsonValueKind.Array)
        {
            throw new RuleFileException(file.Name, "rules", "There is no list of rules.");
        }

        return [.. rules.EnumerateArray().Select((entry, index) => (file.Name, ReadEntry(file, entry, index) with { Country = country, Zone = zone, Days = days }))];
    }

    private static DeadlineRule ReadEntry(RuleFile file, JsonElement entry, int index)
    {
        var name = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()!
            : string.Create(CultureInfo.InvariantCulture, $"rules[{index}]");
        try
        {
            var rule = entry.Deserialize<DeadlineRule>(Format) ?? throw new RuleFileException(file.Name, name, "The entry is null.");
            return rule.Problems() is [var problem, ..] ? throw new RuleFileException(file.Name, name, problem) : rule;
        }
        catch (JsonException wrong)
        {
            throw new RuleFileException(file.Name, name, $"At {wrong.Path ?? "$"}: {wrong.Message}", wrong);
        }
    }

    private static JsonDocument Parsed(RuleFile file)
    {
        try
        {
            return JsonDocument.Parse(file.Text);
        }
        catch (JsonException wrong)
        {
            throw new RuleFileException(file.Name, "the file", $"It is no JSON: {wrong.Message}", wrong);
        }
    }

    private static string Text(RuleFile file, JsonElement root, string name)
        => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new RuleFileException(file.Name, name, $"'{name}' is missing.");

    private static IEnumerable<((string File, DeadlineRule Rule) Before, (string File, DeadlineRule Rule) After)> Neighbours(IEnumerable<(string File, DeadlineRule Rule)> entries)
    {
        var ordered = entries.OrderBy(entry => entry.Rule.ValidFrom).ToList();
        return ordered.Zip(ordered.Skip(1));
    }

    private static string InForce(DeadlineRule rule)
        => string.Create(CultureInfo.InvariantCulture, $"{rule.ValidFrom:uuuu'-'MM'-'dd} to {(rule.ValidTo is { } end ? end.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture) : "today and on")}");
}

/// <summary>A file of rules: its name, for messages, and what is in it.</summary>
public sealed record RuleFile(string Name, string Text);

/// <summary>A rule file is wrong: which, where in it, and why.</summary>
public sealed class RuleFileException(string file, string entry, string reason, Exception? cause = null)
    : Exception($"{file}, {entry}: {reason}", cause)
{
    public string File { get; } = file;

    /// <summary>The id of the entry, or what of the file is wrong.</summary>
    public string Entry { get; } = entry;

    public string Reason { get; } = reason;
}
