using System.Text.Json.Serialization;
using BackOffice.Primitives;

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

    /// <summary>Payments came back.</summary>
    Return,

    /// <summary>What came back, or was released later, is ordered again.</summary>
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

/// <summary>The life of a payroll run as a table.</summary>
public static class RunLifecycle
{
    public static TransitionTable<RunState, RunEvent> Table { get; } = new(new Dictionary<(RunState, RunEvent), RunState>
    {
        [(RunState.Draft, RunEvent.Calculate)] = RunState.Collecting,
        [(RunState.Exceptions, RunEvent.Calculate)] = RunState.Collecting,
        [(RunState.Calculated, RunEvent.Calculate)] = RunState.Collecting,
        [(RunState.Rejected, RunEvent.Calculate)] = RunState.Collecting,
        [(RunState.Collecting, RunEvent.Plan)] = RunState.Calculating,
        [(RunState.Calculating, RunEvent.SumUp)] = RunState.Calculated,
        [(RunState.Calculating, RunEvent.SumUpWithExceptions)] = RunState.Exceptions,
        [(RunState.Calculated, RunEvent.Submit)] = RunState.AwaitingApproval,
        [(RunState.AwaitingApproval, RunEvent.Approve)] = RunState.Approved,
        [(RunState.AwaitingApproval, RunEvent.Reject)] = RunState.Rejected,
        [(RunState.Approved, RunEvent.Post)] = RunState.Posting,
        [(RunState.Approved, RunEvent.Reject)] = RunState.Rejected,
        [(RunState.Posting, RunEvent.Hinder)] = RunState.Approved,
        [(RunState.Posting, RunEvent.Order)] = RunState.Paying,
        [(RunState.Paying, RunEvent.Close)] = RunState.Closed,
        [(RunState.Paying, RunEvent.Seal)] = RunState.Settling,
        [(RunState.Settling, RunEvent.Return)] = RunState.PartiallyPaid,
        [(RunState.Settling, RunEvent.Close)] = RunState.Closed,
        [(RunState.Settling, RunEvent.PayAgain)] = RunState.Paying,
        [(RunState.PartiallyPaid, RunEvent.PayAgain)] = RunState.Paying,
        [(RunState.Closed, RunEvent.PayAgain)] = RunState.Paying,
        [(RunState.PartiallyPaid, RunEvent.Close)] = RunState.Closed,
        [(RunState.Closed, RunEvent.Return)] = RunState.PartiallyPaid,
        [(RunState.Draft, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.Collecting, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.Calculating, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.Exceptions, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.Calculated, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.AwaitingApproval, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.Rejected, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.Approved, RunEvent.Cancel)] = RunState.Cancelled,
        [(RunState.Settling, RunEvent.Reverse)] = RunState.Reversing,
        [(RunState.PartiallyPaid, RunEvent.Reverse)] = RunState.Reversing,
        [(RunState.Closed, RunEvent.Reverse)] = RunState.Reversing,
        [(RunState.Reversing, RunEvent.Keep)] = RunState.Settling,
        [(RunState.Reversing, RunEvent.CompleteReversal)] = RunState.Reversed,
    });
}

/// <summary>How one person stands in a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PersonState>))]
public enum PersonState
{
    Pending,
    Calculated,

    /// <summary>No slip could be made; the reasons are kept.</summary>
    Failed,

    /// <summary>Left out of the run, with a reason.</summary>
    Excluded,

    /// <summary>Has a slip, is posted, and is not paid until released.</summary>
    Held,

    Approved,
    Paid,

    /// <summary>The payment came back; the debt is open again.</summary>
    Returned,

    /// <summary>Taken back by another run.</summary>
    Reversed,
}
