using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

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
        [(RunState.Paying, RunEvent.RefuseOrder)] = RunState.NotOrdered,
        [(RunState.NotOrdered, RunEvent.PayAgain)] = RunState.Paying,
        [(RunState.NotOrdered, RunEvent.Reverse)] = RunState.Reversing,
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
