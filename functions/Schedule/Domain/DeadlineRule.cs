using System.Text.Json.Serialization;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>A term that the law sets, as dated data.</summary>
public sealed record DeadlineRule
{
    private const int MostWarning = 20;

    /// <summary>Begins with the country: it.f24 for instance. Several entries of one id follow each other in time.</summary>
    public required string Id { get; init; }

    /// <summary>The official name, in the country's language.</summary>
    public required string Title { get; init; }

    public required DeadlineKind Kind { get; init; }

    /// <summary>The first day of an event, or first of a month, that it is for.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate ValidFrom { get; init; }

    /// <summary>The last one, which belongs to it; null while it is in force.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? ValidTo { get; init; }

    /// <summary>The last day, from the day of the event or the first of the month.</summary>
    public required DayRule Due { get; init; }

    /// <summary>Never after this day, from the day of the operation behind the event; null when there is no such end.</summary>
    public DayRule? NotAfter { get; init; }

    /// <summary>Which payers it is for, where the law has several terms for one duty; null for all.</summary>
    public DeadlineVariant? Variant { get; init; }

    /// <summary>How many working days before the day its owner is warned, 1 to 20.</summary>
    public required int WarnWorkingDays { get; init; }

    /// <summary>The role that has to meet it.</summary>
    public required Role Owner { get; init; }

    /// <summary>The queue of people who are told.</summary>
    public required string Queue { get; init; }

    /// <summary>The act and article.</summary>
    public required string Source { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>What is not certain, or chosen on purpose; null when nothing is.</summary>
    public string? Note { get; init; }

    /// <summary>ISO code, from the file.</summary>
    [JsonIgnore]
    public string Country { get; init; } = "";

    /// <summary>The clock by which the day ends, from the file.</summary>
    [JsonIgnore]
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Only the public holidays of the country count: a patron saint's day moves no statutory term.</summary>
    [JsonIgnore]
    public WorkingCalendar Days { get; init; } = new(null, [], []);

    /// <summary>The rule is in force on a day.</summary>
    public bool HoldsOn(LocalDate day) => day >= ValidFrom && (ValidTo is not { } end || day <= end);

    /// <summary>The last day and the first day of warning.</summary>
    /// <param name="start">The day of the event, or the first of the month.</param>
    /// <param name="operation">The day of the operation behind the event, where it is known.</param>
    public DeadlineDays DaysFor(LocalDate start, LocalDate? operation)
    {
        var due = Due.From(start, Days);
        due = NotAfter is { } limit && operation is { } day && limit.From(day, Days) is var last && last < due ? last : due;
        return new DeadlineDays(Days.Add(due, -WarnWorkingDays), due);
    }

    /// <summary>What is wrong with the entry; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. ValidTo < ValidFrom ? ["'validTo' is before 'validFrom'."] : Array.Empty<string>(),
        .. Due.Problems().Select(problem => $"due: {problem}"),
        .. NotAfter?.Problems().Select(problem => $"notAfter: {problem}") ?? [],
        .. WarnWorkingDays is < 1 or > MostWarning ? ["'warnWorkingDays' is 1 to 20: a warning comes before the day."] : Array.Empty<string>(),
        .. new[] { Id, Title, Queue, Source }.Any(string.IsNullOrWhiteSpace) ? ["'id', 'title', 'queue' and 'source' cannot be empty."] : Array.Empty<string>(),
        .. Kind == DeadlineKind.Monthly && NotAfter is not null ? ["'notAfter' is for events: a month has no operation."] : Array.Empty<string>(),
    ];
}

/// <summary>One of several terms for one duty.</summary>
/// <param name="Group">The duty: pl.zus.</param>
/// <param name="Name">Whom it is for: legal-person.</param>
/// <param name="IsUsual">Taken when a tenant says nothing.</param>
public sealed record DeadlineVariant(string Group, string Name, bool IsUsual = false);

/// <summary>What begins a term.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadlineKind>))]
public enum DeadlineKind
{
    /// <summary>Something happens to a record: a feature opens the deadline.</summary>
    [JsonStringEnumMemberName("event")]
    Event,

    /// <summary>Every month has one; the calendar opens it.</summary>
    [JsonStringEnumMemberName("monthly")]
    Monthly,
}
