using System.Text.Json.Serialization;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Schedule;

/// <summary>A term to be opened for a record of a feature, or for a month.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Rule">The id of the statutory term: ro.efactura for instance.</param>
/// <param name="Subject">The id of what it is for, 1 to 100 of letters, digits, '.', '_' and '-': a record's id, or a month.</param>
/// <param name="Start">The day of the event, or the first of the month.</param>
public sealed record Deadline(string Tenant, string Rule, string Subject, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate Start)
{
    private const int LongestSubject = 100;

    /// <summary>The day of the operation behind the event, where the law sets an end from there.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? Operation { get; init; }

    /// <summary>One for each rule and subject.</summary>
    [JsonIgnore]
    public string Id => $"{Rule}~{Subject}";

    /// <summary>What is wrong with the subject, or null.</summary>
    internal string? Problem()
        => Subject.Length is >= 1 and <= LongestSubject && Subject.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
            ? null
            : "A subject is 1 to 100 of letters, digits, '.', '_' and '-'.";
}

/// <summary>By whom and why a deadline is met.</summary>
/// <param name="Actor">An account, or the name of the feature that met it.</param>
/// <param name="Reason">For the record; no names of people in it.</param>
/// <param name="Correlation">The command or run this is part of.</param>
public sealed record DeadlineMet(string Actor, string Reason, string Correlation);

/// <summary>A deadline as the close board and the API show it.</summary>
/// <param name="DaysLeft">Calendar days from today to the last day; 0 today, negative when it is over.</param>
/// <param name="WorkingDaysLeft">The same in working days of the country, today not counted.</param>
public sealed record DeadlineView(string Id, string Rule, string Title, string Subject, DeadlineState State, Role Owner, string Queue, int DaysLeft, int WorkingDaysLeft)
{
    /// <summary>The last day on which it can be met.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate Due { get; init; }

    /// <summary>From this day its owner is warned.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate WarnFrom { get; init; }

    /// <summary>The day its term began.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate Start { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The act and article, and how certain the rule is.</summary>
    public required string Source { get; init; }

    public required Confidence Confidence { get; init; }

    public required IReadOnlyList<DeadlineChange> Changes { get; init; }
}

/// <summary>One change of state.</summary>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
public sealed record DeadlineChange(DeadlineEvent Event, DeadlineState From, DeadlineState To, string Actor, DateTimeOffset At, string LocalTime, string Reason, string Correlation);
