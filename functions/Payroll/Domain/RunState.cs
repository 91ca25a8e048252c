using System.Text.Json.Serialization;

namespace BackOffice.Payroll.Domain;

/// <summary>Where a payroll run is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Created; nobody is calculated.</summary>
    Draft,

    /// <summary>Who is in it is being written down.</summary>
    Collecting,

    /// <summary>Slips are being calculated.</summary>
    Calculating,

    /// <summary>All slips were tried, and some failed: they are corrected or left out.</summary>
    Exceptions,

    /// <summary>Everybody has a slip, or was left out with a reason.</summary>
    Calculated,

    /// <summary>Submitted; others than those who prepared it decide.</summary>
    AwaitingApproval,

    /// <summary>Approved; not posted yet.</summary>
    Approved,

    /// <summary>The journal is being posted. From here on nothing is cancelled; a mistake is corrected by another run.</summary>
    Posting,

    /// <summary>The payment order is being built, and the payslips.</summary>
    Paying,

    /// <summary>Ordered; the bank has not confirmed everything.</summary>
    Settling,

    /// <summary>Some payments came back or were refused.</summary>
    PartiallyPaid,

    /// <summary>Its payment order was refused or taken back; the history says why. Once that is mended it is ordered anew.</summary>
    NotOrdered,

    /// <summary>All is paid.</summary>
    Closed,

    /// <summary>Refused by an approver; it is calculated anew, or cancelled.</summary>
    Rejected,

    /// <summary>Given up before anything was posted.</summary>
    Cancelled,

    /// <summary>A run that takes it all back is under way.</summary>
    Reversing,

    /// <summary>Taken back by another run.</summary>
    Reversed,

    /// <summary>Of a round, never of a run: another round took its place.</summary>
    Superseded,
}
