using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>What lines, kinds and the parts of a page are called in one language, and how amounts and days are written in it.</summary>
internal sealed record PayLabels
{
    private static readonly FrozenDictionary<Language, PayLabels> All = Languages.All.ToFrozenDictionary(language => language, Read);

    /// <summary>Parts of the page.</summary>
    public required IReadOnlyDictionary<string, string> Words { get; init; }

    public required IReadOnlyDictionary<PayLineKind, string> Kinds { get; init; }

    public required IReadOnlyDictionary<PayRunKind, string> Runs { get; init; }

    /// <summary>How a person stands in a run.</summary>
    public required IReadOnlyDictionary<PersonState, string> States { get; init; }

    /// <summary>By line code.</summary>
    public required IReadOnlyDictionary<string, string> Lines { get; init; }

    /// <summary>Balances of the year that are shown, by name.</summary>
    public required IReadOnlyDictionary<string, string> YearToDate { get; init; }

    /// <summary>Balances that never start anew and are shown, by name.</summary>
    public required IReadOnlyDictionary<string, string> Standing { get; init; }

    [JsonIgnore]
    public Language Language { get; init; }

    [JsonIgnore]
    public CultureInfo Culture => Languages.CultureOf(Language);

    public static PayLabels Of(Language language) => All[language];

    /// <summary>These, and the names of an employer's pay elements by their codes; a label of ours goes before a name.</summary>
    public PayLabels With(IReadOnlyDictionary<string, string> elements)
        => this with { Lines = new Dictionary<string, string>(Lines.Concat(elements.Where(element => !Lines.ContainsKey(element.Key))), StringComparer.Ordinal) };

    public string Word(string word) => Words[word];

    /// <summary>The label of the line's code; the name of its rule where an employer's own code has none, and the code at last.</summary>
    public string Of(PayLine line, RulePack pack) => Lines.GetValueOrDefault(line.Code) ?? (line.Code == line.Rule ? pack.Find(line.Rule)?.Name : null) ?? line.Code;

    public string Amount(decimal amount, Currency currency) => amount.ToString($"N{currency.MinorDecimals}", Culture);

    public string Number(decimal number) => number.ToString("#,0.####", Culture);

    public string Percent(decimal fraction) => (fraction * 100).ToString("0.00##", Culture) + " %";

    public string Day(NodaTime.LocalDate day) => day.ToString("d", Culture);

    public string Month(Period period) => period.First.ToString("MMMM uuuu", Culture);

    private static PayLabels Read(Language language) => ShippedFiles.Read<PayLabels>($"payroll/labels/{Languages.CodeOf(language)}.json") with { Language = language };
}
