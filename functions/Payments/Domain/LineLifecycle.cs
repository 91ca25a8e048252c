using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Payments.Domain;

/// <summary>What became of a line.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineState>))]
public enum LineState
{
    /// <summary>In the order, without news from the bank.</summary>
    Ordered,

    Paid,

    /// <summary>The money came back: the debt is open again.</summary>
    Returned,

    /// <summary>The bank did not pay: the debt is open again.</summary>
    Rejected,

    /// <summary>The order was taken back.</summary>
    Cancelled,

    /// <summary>It never came into the order.</summary>
    Refused,
}

/// <summary>What a bank, or a person, says of a line.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineEvent>))]
public enum LineEvent
{
    Pay,
    Return,
    Reject,
}

/// <summary>The life of a line as a table.</summary>
public static class LineLifecycle
{
    public static TransitionTable<LineState, LineEvent> Table { get; } = new(new Dictionary<(LineState, LineEvent), LineState>
    {
        [(LineState.Ordered, LineEvent.Pay)] = LineState.Paid,
        [(LineState.Ordered, LineEvent.Return)] = LineState.Returned,
        [(LineState.Ordered, LineEvent.Reject)] = LineState.Rejected,
        [(LineState.Paid, LineEvent.Return)] = LineState.Returned,
    });

    /// <summary>The state the event leads to where it is taken.</summary>
    public static LineState Target(LineEvent @event) => @event switch
    {
        LineEvent.Pay => LineState.Paid,
        LineEvent.Return => LineState.Returned,
        LineEvent.Reject => LineState.Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(@event), @event, "Not an event of a line."),
    };

    /// <summary>The debt may go into a new order. A paid one never.</summary>
    public static bool FreesDebt(this LineState state) => state is LineState.Returned or LineState.Rejected or LineState.Cancelled or LineState.Refused;
}
