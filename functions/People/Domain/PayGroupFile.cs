using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>All that was ever said of a pay group: what held on a day, as known at an instant.</summary>
public sealed record PayGroupFile(IReadOnlyList<PayGroupVersion> Versions)
{
    public static PayGroupFile Empty { get; } = new([]);

    /// <summary>The group on a day, as known at an instant; null when nothing was said by then. Of versions from the same day, the one recorded last.</summary>
    public PayGroup? On(LocalDate day, DateTimeOffset knownAt)
        => Versions.Where(version => version.RecordedAt <= knownAt && version.ValidFrom <= day)
            .Select((version, order) => (version, order))
            .OrderBy(entry => entry.version.ValidFrom).ThenBy(entry => entry.order)
            .LastOrDefault().version?.Group;

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
