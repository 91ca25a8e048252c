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
        List<(InputLine Input, Payslip Slip)> slips = [];
        await foreach (var one in ReadAsync(reversed.Round, part, cancellationToken))
        {
            if (plan.Only?.Contains(one.Input.Person) != false && !plan.Excluded.Contains(one.Input.Person) && !gone.Contains(one.Input.Person))
            {
                slips.Add(one);
            }
        }

        var paid = await PaidAsync(reversed.Round, slips.ConvertAll(one => one.Slip), cancellationToken);
        return slips.ConvertAll(one => LineOf(one, paid.Contains(one.Input.Person)));

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

    /// <summary>Whether anybody's money has left or come back since a round was calculated.</summary>
    internal async Task<bool> IsStaleAsync(RunRound reversal, CancellationToken cancellationToken)
    {
        var plan = await blobs.ReadPlanAsync(reversal, cancellationToken);
        foreach (var (index, shard) in plan.Shards.Index())
        {
            var then = await blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(reversal, shard, index + 1), cancellationToken).Select(line => line.Reversed!).ToListAsync(cancellationToken);
            var paid = await PaidAsync(plan.Reverses!.Round, then.ConvertAll(request => request.Slip), cancellationToken);
            if (then.Exists(request => request.WasPaid != paid.Contains(request.Slip.Person)))
            {
                return true;
            }
        }

        return false;
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

    /// <summary>The people whose net a live order has, sent or paid.</summary>
    private async Task<IReadOnlySet<string>> PaidAsync(RunRound round, IReadOnlyList<Payslip> slips, CancellationToken cancellationToken)
    {
        var keys = slips.Select(slip => RunOrdering.KeyOf(slip.Period, round.RunId, slip.Person));
        return (await orders.HeldAsync(round.Tenant, keys, cancellationToken)).Select(RunSettlement.PersonOf).ToHashSet(StringComparer.Ordinal);
    }

    private async IAsyncEnumerable<(InputLine Input, Payslip Slip)> ReadAsync(RunRound round, ShardPlan part, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await blobs.ReadPlanAsync(round, cancellationToken);
        foreach (var (index, shard) in plan.Shards.Index().Where(entry => entry.Item.Overlaps(part)))
        {
            var inputs = blobs.ReadLinesAsync<InputLine>(PayrollKeys.InputsOf(round, shard, index + 1), cancellationToken);
            var slips = blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(round, shard, index + 1), cancellationToken);

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
}
