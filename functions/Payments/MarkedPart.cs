using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>A part with the marks that were made in it, not yet written.</summary>
/// <param name="Part">Its number.</param>
/// <param name="Row">Null when there is no such part.</param>
/// <param name="Content">What its lines are.</param>
internal sealed record MarkedPart(int Part, PaymentPartRow? Row, PartContent? Content)
{
    private string before = "";

    public IReadOnlyList<UnmatchedMark> Unmatched { get; init; } = [];

    public bool Changes => Row is not null && Row.States != before;

    /// <summary>Of lines that are rejected now and were not before, in minor units.</summary>
    public long RejectedSum { get; private set; }

    /// <summary>Lines that stand where a mark says, by it or by an earlier one.</summary>
    public IReadOnlyList<(PartLine Line, LineMark Mark, LineState State)> Standing { get; private set; } = [];

    /// <summary>What money moved, each movement by the mark that told it: a debit and its return have each their own day.</summary>
    public IReadOnlyList<LineMovement> Moved { get; private set; } = [];

    public int Gained(LineState state) => Row is null ? 0 : LineStates.Count(Row.States, state) - LineStates.Count(before, state);

    public MarkedPart With(IEnumerable<LineMark> marks)
    {
        before = Row!.States;
        var states = Content!.Lines.Select(line => LineStates.Of(before, line.Line)).ToArray();
        var reasons = Row.ReadReasons();
        List<UnmatchedMark> unmatched = [];
        List<LineMovement> moved = [];
        Dictionary<int, LineMark> agreed = [];

        // A return after the debit, wherever the bank wrote it: else the debit is old news, and its day is lost.
        foreach (var mark in marks.OrderBy(mark => mark.Event == LineEvent.Return))
        {
            if (mark.Line > states.Length)
            {
                unmatched.Add(new(mark, UnmatchedReason.NotFound));
                continue;
            }

            var from = states[mark.Line - 1];
            var verdict = SettlementMatch.Judge(from, mark.Event, mark.Amount, Content.Lines[mark.Line - 1].Payable.Amount);
            states[mark.Line - 1] = verdict.Next ?? from;
            moved.Add(MovementOf(mark, from, states[mark.Line - 1]));
            if (verdict.Problem is { } problem)
            {
                unmatched.Add(new(mark, problem));
            }
            else if (states[mark.Line - 1] == LineLifecycle.Target(mark.Event))
            {
                agreed[mark.Line] = mark;
                Note(reasons, mark);
            }
        }

        Row.Keep(states, reasons);
        Standing = [.. agreed.Where(pair => states[pair.Key - 1] == LineLifecycle.Target(pair.Value.Event)).Select(pair => (Content.Lines[pair.Key - 1], pair.Value, states[pair.Key - 1]))];
        Moved = moved.FindAll(move => move.Paid + move.Returned > 0);
        RejectedSum = states.Select((state, index) => (state, index)).Where(line => line.state == LineState.Rejected && LineStates.Of(before, line.index + 1) != LineState.Rejected)
            .Sum(line => Content.Lines[line.index].Payable.Amount.ToMinorUnits());
        return this with { Unmatched = unmatched };
    }

    /// <summary>A payment that is known only by its return left the account, too.</summary>
    private LineMovement MovementOf(LineMark mark, LineState from, LineState to)
    {
        var payable = Content!.Lines[mark.Line - 1].Payable;
        var amount = payable.Amount.ToMinorUnits();
        return new LineMovement(
            payable.Key.Kind,
            mark.BookedOn,
            Paid: from == LineState.Ordered && to is LineState.Paid or LineState.Returned ? amount : 0,
            Returned: from != LineState.Returned && to == LineState.Returned ? amount : 0);
    }

    private static void Note(Dictionary<int, string> reasons, LineMark mark)
    {
        if (mark.Reason is { Length: > 0 } reason)
        {
            reasons.TryAdd(mark.Line, reason);
        }
    }
}
