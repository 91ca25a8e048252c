using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>Finds what is to be paid of a shard: in the first order every net, in a later one those that no order of the run has.</summary>
public sealed class ShardPayables(PayrollStore store, CaseGathering cases, PeopleStore people, PaymentOrders orders)
{
    /// <summary>The debts of a shard, without people who are held or taken back.</summary>
    internal async Task<ShardDebts> FindAsync(ShardReference shard, RunRow run, ShardFile file, CancellationToken cancellationToken)
    {
        var plan = file.Plan;

        // While a later order is built, the bank may mark people.
        var marked = shard.Order == 1 && run.HasMarks == false ? [] : await store.ReadPeopleAsync(run.Reference, plan.Shards[shard.Number - 1], cancellationToken);
        var barred = marked.Where(person => person.IsHeldByPerson || person.State == PersonState.Reversed).Select(person => person.Person).ToHashSet(StringComparer.Ordinal);
        var nets = await ReadNetsAsync(shard, file, barred, cancellationToken);
        if (shard.Order > 1)
        {
            var taken = await orders.HeldAsync(RunDebt.OrdersOf(run), shard.Number, cancellationToken);
            nets.RemoveAll(net => taken.Contains(net.Key));
        }

        var cards = await ReadCardsAsync(shard, run, file, cancellationToken);
        return new ShardDebts([.. marked.Where(person => !person.IsHeldByPerson)])
        {
            Payables = [.. nets.Where(net => cards.ContainsKey(net.Person)).Select(net => RunDebt.PayableOf(net.Key, cards[net.Person], net.Amount, plan.Period))],
            Missing = [.. nets.Where(net => !cards.ContainsKey(net.Person)).Select(net => new UnpaidPerson(net.Person, $"{PayableProblem.AccountMissing}"))],
        };
    }

    private async Task<List<Net>> ReadNetsAsync(ShardReference shard, ShardFile file, HashSet<string> barred, CancellationToken cancellationToken)
    {
        var nets = await file.ReadNetsAsync(cancellationToken);
        return [.. nets.Where(net => net.Amount.Amount > 0 && !barred.Contains(net.Person)).Select(net => new Net(net.Person, RunDebt.KeyOf(file.Plan.Period, shard.Round.RunId, net.Person), net.Amount))];
    }

    /// <summary>The accounts that were approved with the run, or those that were known when a later order was asked for: what came back went to a wrong one.</summary>
    private async Task<IReadOnlyDictionary<string, PersonCard>> ReadCardsAsync(ShardReference shard, RunRow run, ShardFile file, CancellationToken cancellationToken)
    {
        if (shard.Order == 1)
        {
            return await file.ReadCardsAsync(cancellationToken);
        }

        var (plan, part) = (file.Plan, file.Plan.Shards[shard.Number - 1]);
        var day = run.OrderDay!.Value;
        var frame = await cases.FrameAsync(run.Reference.Tenant, plan, cancellationToken) with { PayDay = day };
        var files = await people.ReadRangeAsync(run.Reference.Tenant, plan.Group, new PersonRange(part.First, part.Last, RunPlanning.ShardSize), cancellationToken);
        return files.Select(file => file.AsOf(run.OrderKnownAt!.Value))
            .Where(file => file.AccountOn(day) is not null && file.IdentityOn(day) is not null)
            .ToDictionary(file => file.Person, file => PersonCards.Of(file, frame), StringComparer.Ordinal);
    }

    /// <summary>What a person is owed.</summary>
    private sealed record Net(string Person, PayableKey Key, Money Amount);
}

/// <summary>What is to be paid of a shard.</summary>
/// <param name="Marked">People with a mark of their own, without those whom a person holds.</param>
internal sealed record ShardDebts(IReadOnlyList<PersonRow> Marked)
{
    /// <summary>What is asked of the order.</summary>
    public required IReadOnlyList<Payable> Payables { get; init; }

    /// <summary>People who cannot be asked for: nothing says where their money is to go.</summary>
    public required IReadOnlyList<UnpaidPerson> Missing { get; init; }
}

/// <summary>Somebody whom an order does not pay.</summary>
/// <param name="Person">The id.</param>
/// <param name="Reason">In one word, and with the order that has the net.</param>
internal sealed record UnpaidPerson(string Person, string Reason);
