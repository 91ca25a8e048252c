using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payments.Domain;

/// <summary>The dated rules of payment schemes, read from rules/payments.json.</summary>
public sealed class PaymentRules
{
    private readonly FrozenSet<string> sepaArea;
    private readonly IReadOnlyList<AnnualDate> euroClosingDays;

    private PaymentRules(IReadOnlyDictionary<string, PaymentRule> rules)
    {
        UnstructuredAddressEnds = rules["unstructured-address"];
        sepaArea = rules["sepa-area"].Words!.Split(' ').ToFrozenSet(StringComparer.Ordinal);
        euroClosingDays = [.. rules["euro-closing-days"].Words!.Split(' ').Select(day => AnnualDatePattern.Iso.Parse(day).GetValueOrThrow())];
    }

    /// <summary>Its day is the first one on which an address of lines only is refused.</summary>
    public PaymentRule UnstructuredAddressEnds { get; }

    /// <exception cref="JsonException">The text has another form.</exception>
    /// <exception cref="KeyNotFoundException">A rule is missing.</exception>
    public static PaymentRules Read(string json) => new((JsonSerializer.Deserialize<PaymentRuleFile>(json, StrictJson.Options) ?? throw new JsonException("The file is empty.")).Rules);

    /// <summary>Whether a SEPA credit transfer reaches the account.</summary>
    public bool IsInSepaArea(Iban account) => sepaArea.Contains(account.Country);

    /// <summary>Whether an address of lines only is refused in a file that is built on one day and executed on another.</summary>
    public bool RefusesUnstructuredAddress(LocalDate built, LocalDate executed) => LocalDate.Max(built, executed) >= UnstructuredAddressEnds.Day;

    /// <summary>The first day from this one on which banks settle the currency.</summary>
    public LocalDate BankDayOnOrAfter(LocalDate day, Currency currency) => CalendarOf(day, currency).OnOrAfter(day);

    private WorkingCalendar CalendarOf(LocalDate day, Currency currency) => currency.Code switch
    {
        "RON" => new WorkingCalendar("RO"),
        "PLN" => new WorkingCalendar("PL"),
        _ => new WorkingCalendar(country: null, euroClosingDays, new[] { day.Year, day.Year + 1 }.SelectMany(year => new[] { Easter.Western(year).PlusDays(-2), Easter.Western(year).PlusDays(1) })),
    };

    private sealed record PaymentRuleFile(string Notice, IReadOnlyDictionary<string, PaymentRule> Rules);
}

/// <summary>One rule with its source.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Confidence">How certain it is.</param>
public sealed record PaymentRule(string Name, string Source, Confidence Confidence)
{
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate Day { get; init; }

    /// <summary>Words with spaces between.</summary>
    public string? Words { get; init; }
}
