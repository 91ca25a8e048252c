using System.Globalization;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>
/// Puts the nets of a posted run into one payment order. A net that a live order has already is refused there, so nobody is paid
/// twice. An order that is refused as a whole would be refused for ever: the run says so, and people have it ordered anew.
/// </summary>
public sealed class RunOrdering(PayrollStore store, ShardPayables payables, RunOrderTerms terms, PaymentOrders orders, RunSettlement settlement, Actors actors)
{
    /// <summary>Opens the order, once.</summary>
    [Function(nameof(PayrollSteps.OpenRunOrder))]
    public async Task OpenAsync([ActivityTrigger] RunOrder order, CancellationToken cancellationToken)
    {
        if (await FindBuildingOrTakeBackAsync(order, cancellationToken) is not { } row)
        {
            return;
        }

        var actor = await ActorAsync(order.Round, cancellationToken);
        await terms.FixAsync(row, actor, cancellationToken);
        var wanted = await terms.FindAsync(row, cancellationToken);
        var answer = wanted is null
            ? new() { Refusal = PaymentRefusal.FormatUnfit, Detail = $"There is no payment file in {row.Currency}." }
            : await orders.OpenAsync(new PaymentOrderRequest(ReferenceOf(order), wanted, row.SubmittedBy!), actor, cancellationToken);
        if (answer.Refusal is not null)
        {
            await RefuseAsync(row, order, $"{answer.Refusal}: {answer.Detail}", actor, cancellationToken);
        }
    }

    /// <summary>Adds a shard's nets to the order, once; those that the order refuses are held with the reason.</summary>
    /// <returns>How many are in the order.</returns>
    internal async Task<int> OrderAsync(ShardReference shard, ShardFile file, CancellationToken cancellationToken)
    {
        var order = new RunOrder(shard.Round, shard.Order);
        if (await FindBuildingOrTakeBackAsync(order, cancellationToken) is not { } row)
        {
            return 0;
        }

        var debts = await payables.FindAsync(shard, row, file, cancellationToken);
        var actor = await ActorAsync(shard.Round, cancellationToken);
        var answer = await orders.AddPartAsync(ReferenceOf(order), shard.Number, debts.Payables, cancellationToken);
        if (answer.Refusal == PaymentRefusal.Differs)
        {
            // An earlier try decided the part, and somebody was held or released since: what is stored is what is paid.
            answer = await orders.FindPartAsync(ReferenceOf(order), shard.Number, cancellationToken);
        }

        if (answer.Value is not { } part)
        {
            await RefuseAsync(row, order, $"{answer.Refusal}: {answer.Detail}", actor, cancellationToken);
            return 0;
        }

        await store.MarkOrderedAsync(shard, debts.Marked, (part.Ordered, [.. debts.Missing, .. UnpaidOf(part, row, order)]), actor.Now, cancellationToken);
        return part.Count;
    }

    /// <summary>Seals the order: its file is built, and the run waits for the bank. Without a net to pay there is nothing to wait for.</summary>
    [Function(nameof(PayrollSteps.SealRunOrder))]
    public async Task<RunProgress> SealAsync([ActivityTrigger] RunOrder order, CancellationToken cancellationToken)
    {
        var round = order.Round;
        if (await FindBuildingOrTakeBackAsync(order, cancellationToken) is { } row)
        {
            await SealAsync(row, order, cancellationToken);
        }

        // The bank may have told something while the order was built; and where nothing was left to order, all may be paid.
        return (await settlement.MoveAsync(round.Run, order.OrderId, cancellationToken)).ProgressOf(round);
    }

    private async Task SealAsync(RunRow row, RunOrder order, CancellationToken cancellationToken)
    {
        var actor = await ActorAsync(order.Round, cancellationToken);
        var answer = row.Shards == 0 ? new() { Refusal = PaymentRefusal.Empty } : await orders.SealAsync(ReferenceOf(order), row.Shards, actor, cancellationToken);
        if (answer.Value is { } summary)
        {
            row.Orders = RowJson.Write(row.ReadOrders().Append(order.OrderId));
            await store.SaveAsync(row, order.Round, row.Move(RunEvent.Seal, actor, string.Create(CultureInfo.InvariantCulture, $"{summary.Count} payments in {order.OrderId}.")), actor);
        }
        else if (answer.Refusal == PaymentRefusal.Empty)
        {
            await GiveUpAsync(row, order, (row.ReadOrders().Count == 0 ? RunEvent.Close : RunEvent.Seal, "Nobody is paid anything."), actor, cancellationToken);
        }
        else
        {
            await RefuseAsync(row, order, $"{answer.Refusal}: {answer.Detail}", actor, cancellationToken);
        }
    }

    private Task RefuseAsync(RunRow row, RunOrder order, string why, Actor actor, CancellationToken cancellationToken)
        => GiveUpAsync(row, order, (RunEvent.RefuseOrder, $"{order.OrderId} {why}"), actor, cancellationToken);

    /// <summary>The run first: what a crash leaves then is a draft that the next try takes back, and no run that waits for it.</summary>
    private async Task GiveUpAsync(RunRow row, RunOrder order, (RunEvent Event, string Why) end, Actor actor, CancellationToken cancellationToken)
    {
        row.EmptyOrders++;
        await store.SaveAsync(row, order.Round, row.Move(end.Event, actor, end.Why), actor);
        await orders.CancelAsync(ReferenceOf(order), end.Why, actor, cancellationToken);
    }

    /// <summary>The run while it builds this order. A step may come late: then the order is sealed, or was given up, and its draft is taken back.</summary>
    private async Task<RunRow?> FindBuildingOrTakeBackAsync(RunOrder order, CancellationToken cancellationToken)
    {
        var row = await store.RequireRunAsync(order.Round.Run, cancellationToken);
        if (row.Round != order.Round.Round || row.ReadOrders().Contains(order.OrderId))
        {
            return null;
        }

        if (row.State == RunState.Paying && order.Number == row.ReadOrders().Count + row.EmptyOrders + 1)
        {
            return row;
        }

        await orders.CancelAsync(ReferenceOf(order), "The run gave it up.", await ActorAsync(order.Round, cancellationToken), cancellationToken);
        return null;
    }

    /// <summary>Whom the order refuses. That this order, or an earlier one of the run, has somebody says nothing.</summary>
    private static IEnumerable<UnpaidPerson> UnpaidOf(PartSummary part, RunRow row, RunOrder order)
        => part.Refused.Where(finding => order.Number == 1 || finding.OrderId is not { } other || !row.ReadOrders().Append(order.OrderId).Contains(other))
            .Select(finding => new UnpaidPerson(RunDebt.PersonOf(finding.Key), finding.OrderId is { } other ? $"{finding.Problem}: {other}" : $"{finding.Problem}"));

    private Task<Actor> ActorAsync(RunRound round, CancellationToken cancellationToken) => actors.NowAsync(round.Tenant, PayrollNotices.Process, round.InstanceId, cancellationToken);

    private static PaymentOrderReference ReferenceOf(RunOrder order) => new(order.Round.Tenant, order.OrderId);
}
