using System.Text.Json.Serialization;

namespace BackOffice.Payroll.Domain;

/// <summary>What can happen to a payroll run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunEvent>))]
public enum RunEvent
{
    /// <summary>Calculates for the first time, or anew: a new round.</summary>
    Calculate,

    /// <summary>Everybody in the round is known.</summary>
    Plan,

    /// <summary>Everybody was tried, and nobody failed.</summary>
    SumUp,

    /// <summary>Everybody was tried, and some failed.</summary>
    SumUpWithExceptions,

    Submit,
    Approve,
    Reject,
    Post,

    /// <summary>The month was closed between the look and the posting: nothing was posted.</summary>
    Hinder,

    /// <summary>Everything is posted.</summary>
    Order,

    /// <summary>The order is sealed, with every net in it.</summary>
    Seal,

    /// <summary>The order was refused for a reason that does not pass, or was taken back before the run knew of its seal.</summary>
    RefuseOrder,

    /// <summary>Payments came back.</summary>
    Return,

    /// <summary>What came back, was released later or was never ordered is ordered again.</summary>
    PayAgain,

    /// <summary>Everything is paid.</summary>
    Close,

    Cancel,

    /// <summary>A run that takes it back was created.</summary>
    Reverse,

    /// <summary>That run was given up.</summary>
    Keep,

    /// <summary>That run was posted.</summary>
    CompleteReversal,
}
