using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Collects the slips that a reversal takes back, and of each whether its money has left.</summary>
public sealed class ReversalGathering(PayrollStore store, PayrollBlobs blobs, PaymentOrders orders)
{
    /// <summary>One line for each person of the shard who has a slip in the run that is taken back, in the order of their ids.</summary>
    /// <param name="shard">Of the reversal.</param>
    /// <param name="plan">Of its round.</param>
    /// <param name="current">What the people's newest slips left.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<List<InputLine>> CollectAsync(ShardReference shard, RoundPlan plan, IReadOnlyDictionary<string, Balances> current, CancellationToken cancellationToken)
    {
        var (reversed, part) = (plan.Reverses!, plan.Shards[shard.Number - 1]);
        var gone = (await store.ReadPeopleAsync(reversed.Round.Run, part, cancellationToken)).Where(person => person.State == PersonState.Reversed).Select(person => person.Person).ToHashSet(StringComparer.Ordinal);
        var run = await store.RequireRunAsync(reversed.Round.Run, cancellationToken);
        List<InputLine> lines = [];
        foreach (var (number, original) in await OverlapAsync(reversed.Round, part, cancellationToken))
        {
            var paid = await PaidAsync(run, number, cancellationToken);
            await foreach (var one in ReadAsync(reversed.Round, (number, original), part, cancellationToken))
            {
                if (plan.Only?.Contains(one.Input.Person) != false && !plan.Excluded.Contains(one.Input.Person) && !gone.Contains(one.Input.Person))
                {
                    lines.Add(LineOf(one, paid.Contains(one.Input.Person)));
                }
            }
        }

        return lines;

        InputLine LineOf((InputLine Input, Payslip Slip) one, bool wasPaid)
        {
            var now = current.GetValueOrDefault(one.Input.Person, one.Slip.Closing);
            return new InputLine
            {
                Person = one.Input.Person,
                Round = shard.Round.Round,
                Case = one.Input.Case,
                Card = one.Input.Card,
                Before = now,
                Reversed = new ReversalRequest(one.Slip, one.Input.Before, now, plan.Period) { WasPaid = wasPaid, MonthlyRecovery = reversed.MonthlyRecovery },
            };
        }
    }

    /// <summary>SHA-256 of which payments of a run hold their debts.</summary>
    internal Task<string> HeldDigestAsync(RunRow run, CancellationToken cancellationToken) => orders.HeldDigestAsync(RunDebt.OrdersOf(run), cancellationToken);

    /// <summary>Whether money of anybody in it has left or come back since a round was calculated. Where none of the run's has moved at all, nobody is read.</summary>
    internal async Task<bool> IsStaleAsync(RunRound reversal, CancellationToken cancellationToken)
    {
        var plan = await blobs.ReadPlanAsync(reversal, cancellationToken);
        var run = await store.RequireRunAsync(plan.Reverses!.Round.Run, cancellationToken);
        if (plan.Reverses.HeldDigest == await HeldDigestAsync(run, cancellationToken))
        {
            return false;
        }

        foreach (var (index, shard) in plan.Shards.Index())
        {
            var then = await blobs.ReadLinesAsync<ReversedLine>(PayrollKeys.InputsOf(reversal, shard, index + 1), cancellationToken).ToDictionaryAsync(line => line.Person, line => line.Reversed!.WasPaid, StringComparer.Ordinal, cancellationToken);
            foreach (var (number, original) in await OverlapAsync(plan.Reverses.Round, shard, cancellationToken))
            {
                var paid = await PaidAsync(run, number, cancellationToken);
                if (then.Any(person => original.Holds(person.Key) && person.Value != paid.Contains(person.Key)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Of some people, those whom a reversal made owe their net: it took it for paid.</summary>
    internal async Task<IReadOnlySet<string>> DebtorsAsync(RunRound reversal, IReadOnlyCollection<string> among, CancellationToken cancellationToken)
    {
        HashSet<string> debtors = new(StringComparer.Ordinal);
        var plan = await blobs.ReadPlanAsync(reversal, cancellationToken);
        foreach (var (index, shard) in plan.Shards.Index().Where(entry => among.Any(entry.Item.Holds)))
        {
            await foreach (var line in blobs.ReadLinesAsync<ReversedLine>(PayrollKeys.InputsOf(reversal, shard, index + 1), cancellationToken))
            {
                if (line.Reversed is { WasPaid: true } && among.Contains(line.Person))
                {
                    debtors.Add(line.Person);
                }
            }
        }

        return debtors;
    }

    /// <summary>Everybody whom a reversal takes back.</summary>
    internal async Task<IReadOnlyList<string>> PeopleAsync(RunRound reversal, CancellationToken cancellationToken)
    {
        List<string> people = [];
        var plan = await blobs.ReadPlanAsync(reversal, cancellationToken);
        foreach (var (index, shard) in plan.Shards.Index())
        {
            people.AddRange(await blobs.ReadLinesAsync<CardLine>(PayrollKeys.InputsOf(reversal, shard, index + 1), cancellationToken).Select(line => line.Person).ToListAsync(cancellationToken));
        }

        return people;
    }

    /// <summary>The people of a shard of a run whose net a live order has, sent or paid. A part of an order is a shard.</summary>
    private async Task<IReadOnlySet<string>> PaidAsync(RunRow run, int shard, CancellationToken cancellationToken)
        => (await orders.HeldAsync(RunDebt.OrdersOf(run), shard, cancellationToken)).Select(RunDebt.PersonOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>The shards of a round, by their numbers, that may have people of a shard of another one.</summary>
    private async Task<IEnumerable<(int Number, ShardPlan Shard)>> OverlapAsync(RunRound round, ShardPlan part, CancellationToken cancellationToken)
        => (await blobs.ReadPlanAsync(round, cancellationToken)).Shards.Index().Where(entry => entry.Item.Overlaps(part)).Select(entry => (entry.Index + 1, entry.Item));

    private async IAsyncEnumerable<(InputLine Input, Payslip Slip)> ReadAsync(RunRound round, (int Number, ShardPlan Shard) from, ShardPlan part, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inputs = blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(round, from.Shard, from.Number), cancellationToken);
        var slips = blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(round, from.Shard, from.Number), cancellationToken);

        // Both have a line for each person, in the same order.
        await foreach (var (input, line) in inputs.Zip(slips).WithCancellation(cancellationToken))
        {
            if (line.Slip is { } slip && part.Holds(input.Person))
            {
                yield return (input, slip);
            }
        }
    }
}
