using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>All that was ever said of a pay group: what held on a day, as known at an instant.</summary>
public sealed record PayGroupFile(IReadOnlyList<PayGroupVersion> Versions)
{
    /// <summary>What the name of a changed rate begins with; its currency follows.</summary>
    internal const string RatePrefix = "rates.";

    private const string FactPrefix = "facts.";

    public static PayGroupFile Empty { get; } = new([]);

    /// <summary>The group on a day, as known at an instant; null when nothing was said by then. Of versions from the same day, the one recorded last.</summary>
    public PayGroup? On(LocalDate day, DateTimeOffset knownAt)
        => Versions.Where(version => version.RecordedAt <= knownAt && version.ValidFrom <= day)
            .Select((version, order) => (version, order))
            .OrderBy(entry => entry.version.ValidFrom).ThenBy(entry => entry.order)
            .LastOrDefault().version?.Group;

    /// <summary>
    /// What of the things that decide pay is known now to have been otherwise in a month than was known before: facts, the rate of each
    /// currency, the working days. What only the books, the bank and the papers read is left out.
    /// </summary>
    /// <param name="month">Whose working days count.</param>
    /// <param name="payDay">The day on which the month was paid.</param>
    /// <param name="then">What was written down until this instant was known before.</param>
    /// <param name="now">What was written down until this instant is known now.</param>
    public IEnumerable<string> ChangedIn(Period month, LocalDate payDay, DateTimeOffset then, DateTimeOffset now)
    {
        if (On(payDay, then) is not { } was || On(payDay, now) is not { } known || ReferenceEquals(was, known))
        {
            return [];
        }

        return
        [
            .. was.Facts.Keys.Union(known.Facts.Keys, StringComparer.Ordinal).Where(name => was.Facts.GetValueOrDefault(name) != known.Facts.GetValueOrDefault(name)).Order(StringComparer.Ordinal).Select(name => $"{FactPrefix}{name}"),
            .. was.Rates.Concat(known.Rates).Select(rate => rate.Currency).Distinct(StringComparer.Ordinal).Where(currency => was.RateOn(currency, payDay) != known.RateOn(currency, payDay)).Order(StringComparer.Ordinal).Select(currency => $"{RatePrefix}{currency}"),
            .. WorkMonth.Of(month, was.Calendar()).Letters == WorkMonth.Of(month, known.Calendar()).Letters ? Array.Empty<string>() : ["localDays"],
        ];
    }

    /// <summary>Whether both say the same, to the last value of every list.</summary>
    public static bool IsSame(PayGroup one, PayGroup other) => JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);

    public PayGroupFile With(PayGroupVersion version) => new([.. Versions, version]);

    /// <summary>With a rate in what holds by now and in all that begins later; itself where every one of these knows it.</summary>
    /// <param name="rate">Of another currency.</param>
    /// <param name="scribe">Who says so, when and why.</param>
    public PayGroupFile With(ExchangeRate rate, Scribe scribe)
    {
        IReadOnlyList<PayGroupVersion> holding = [.. Versions.Select(version => version.ValidFrom).Distinct().Order().Select(day => Versions.Last(version => version.ValidFrom == day))];
        var changed = holding.Where((version, place) => place == holding.Count - 1 || holding[place + 1].ValidFrom > rate.Day).Where(version => !version.Group.Rates.Contains(rate));
        return new([.. Versions, .. changed.Select(version => version with { Group = version.Group.With(rate), RecordedAt = scribe.At, RecordedBy = scribe.Name, Reason = scribe.Reason })]);
    }
}

/// <summary>What was said of a group at one time.</summary>
public sealed record PayGroupVersion
{
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate ValidFrom { get; init; }

    public required PayGroup Group { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public required string Reason { get; init; }
}
