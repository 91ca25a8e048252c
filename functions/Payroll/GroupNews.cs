using System.Text.Json.Serialization;
using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>What of a pay group became known to have been otherwise in a month that is paid.</summary>
/// <param name="Month">The paid one.</param>
/// <param name="Changed">Names and never values: facts.accident.rate, rates.EUR, localDays, elements.bonus.</param>
internal sealed record GroupNews(Period Month, IReadOnlyList<string> Changed)
{
    private const string ElementPrefix = "elements.";

    /// <summary>The only people who have not been looked at for it, since an earlier run left them out; null for everybody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ISet<string>? Only { get; init; }

    /// <summary>As it is shown and told of.</summary>
    [JsonIgnore]
    public string Text => $"{Month}: {string.Join(", ", Changed)}";

    public static string NameOfElement(string code) => $"{ElementPrefix}{code}";

    /// <summary>
    /// Whether it may change what the month comes to for a person. An element or a currency that his file never names does not. Who was left
    /// out by the run that was told of it, and is not employed any more, is not told of again.
    /// </summary>
    /// <param name="file">As the round knows it.</param>
    /// <param name="plan">Of the round.</param>
    public bool Concerns(PersonFile file, RoundPlan plan)
        => (Only is null || (Only.Contains(file.Person) && file.IsEmployedIn(plan.Period))) && Changed.Any(name => Concerns(name, file));

    private static bool Concerns(string name, PersonFile file)
        => name.StartsWith(ElementPrefix, StringComparison.Ordinal) ? file.Entries.Any(entry => entry.Content?.Element?.Code == name[ElementPrefix.Length..])
            : !name.StartsWith(PayGroupFile.RatePrefix, StringComparison.Ordinal) || file.Entries.Any(entry => entry.Content?.Terms?.Currency == name[PayGroupFile.RatePrefix.Length..]);
}
