using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Finds how the people of a shard stand: marked by a person or the process, in an order, paid, or simply where their run is.</summary>
public sealed class PersonStandings(PaymentOrders orders)
{
    /// <summary>Reads what the orders of the run say of a shard; its people are the part of the same number of each.</summary>
    internal async Task<ShardStanding> ReadAsync(RunRow run, int shard, IReadOnlyList<PersonRow> marks, CancellationToken cancellationToken)
    {
        Dictionary<string, LineState> payments = new(StringComparer.Ordinal);
        foreach (var order in RunDebt.OrdersOf(run))
        {
            // A later order has only what an earlier one did not pay.
            foreach (var (key, state) in await orders.StatesAsync(order, shard, cancellationToken))
            {
                payments[RunDebt.PersonOf(key)] = state;
            }
        }

        return new ShardStanding(run.State, marks.ToDictionary(mark => mark.Person, StringComparer.Ordinal), payments);
    }
}

/// <summary>How the people of a shard stand.</summary>
internal sealed record ShardStanding(RunState Run, IReadOnlyDictionary<string, PersonRow> Marks, IReadOnlyDictionary<string, LineState> Payments)
{
    public PersonState Of(string person)
        => Marks.GetValueOrDefault(person)?.State is { } mark && (Run != RunState.Reversed || mark == PersonState.Excluded) ? mark
            : Run == RunState.Reversed ? PersonState.Reversed
            : (Payments.TryGetValue(person, out var payment) ? StateOf(payment) : StateOf(Run));

    private static PersonState StateOf(LineState payment) => payment switch
    {
        LineState.Ordered => PersonState.Ordered,
        LineState.Paid => PersonState.Paid,
        LineState.Returned or LineState.Rejected => PersonState.Returned,
        LineState.Cancelled or LineState.Refused => PersonState.Approved,
        _ => throw new ArgumentOutOfRangeException(nameof(payment), payment, "Not a state."),
    };

    private static PersonState StateOf(RunState run) => run switch
    {
        RunState.Draft or RunState.Collecting or RunState.Calculating => PersonState.Pending,
        RunState.Exceptions or RunState.Calculated or RunState.AwaitingApproval or RunState.Rejected or RunState.Cancelled or RunState.Superseded => PersonState.Calculated,
        RunState.Approved or RunState.Posting or RunState.Paying or RunState.Settling or RunState.PartiallyPaid or RunState.NotOrdered => PersonState.Approved,
        RunState.Closed or RunState.Reversing => PersonState.Paid,
        RunState.Reversed => PersonState.Reversed,
        _ => throw new ArgumentOutOfRangeException(nameof(run), run, "Not a state."),
    };
}
