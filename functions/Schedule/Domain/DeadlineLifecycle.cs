using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>Where a deadline is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadlineState>))]
public enum DeadlineState
{
    Open,

    /// <summary>Its owner was warned; it can still be met.</summary>
    Warned,

    /// <summary>It has to be met today.</summary>
    DueToday,

    /// <summary>The day is over.</summary>
    Overdue,

    Met,

    /// <summary>Met after its day.</summary>
    MetLate,
}

/// <summary>What can happen to a deadline.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadlineEvent>))]
public enum DeadlineEvent
{
    Warn,
    FallDue,
    Miss,
    Meet,
}

/// <summary>The life of a deadline: warned of before its day, told on the day, missed after it.</summary>
public static class DeadlineLifecycle
{
    public static TransitionTable<DeadlineState, DeadlineEvent> Table { get; } = new(new Dictionary<(DeadlineState, DeadlineEvent), DeadlineState>
    {
        [(DeadlineState.Open, DeadlineEvent.Warn)] = DeadlineState.Warned,
        [(DeadlineState.Open, DeadlineEvent.FallDue)] = DeadlineState.DueToday,
        [(DeadlineState.Open, DeadlineEvent.Miss)] = DeadlineState.Overdue,
        [(DeadlineState.Open, DeadlineEvent.Meet)] = DeadlineState.Met,
        [(DeadlineState.Warned, DeadlineEvent.FallDue)] = DeadlineState.DueToday,
        [(DeadlineState.Warned, DeadlineEvent.Miss)] = DeadlineState.Overdue,
        [(DeadlineState.Warned, DeadlineEvent.Meet)] = DeadlineState.Met,
        [(DeadlineState.DueToday, DeadlineEvent.Miss)] = DeadlineState.Overdue,
        [(DeadlineState.DueToday, DeadlineEvent.Meet)] = DeadlineState.Met,
        [(DeadlineState.Overdue, DeadlineEvent.Meet)] = DeadlineState.MetLate,
    });

    /// <summary>What a day brings to a deadline in this state; null when nothing.</summary>
    public static DeadlineEvent? On(LocalDate today, DeadlineState state, DeadlineDays days)
    {
        DeadlineEvent? brings = today > days.Due ? DeadlineEvent.Miss
            : today == days.Due ? DeadlineEvent.FallDue
            : today >= days.WarnFrom ? DeadlineEvent.Warn
            : null;
        return brings is { } @event && Table.Next(state, @event) is not null ? brings : null;
    }
}

/// <summary>The days of a deadline.</summary>
/// <param name="WarnFrom">The first day on which its owner is warned.</param>
/// <param name="Due">The last day on which it can be met.</param>
public readonly record struct DeadlineDays(LocalDate WarnFrom, LocalDate Due);
