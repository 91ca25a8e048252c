using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Collects the slips that a reversal takes back, and of each whether its money has left.</summary>
public sealed class ReversalGathering(PayrollStore store, PayrollBlobs blobs, PaymentClaims claims)
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

        var keys = slips.ToDictionary(one => one.Input.Person, one => RunOrdering.KeyOf(one.Slip.Period, reversed.Round.RunId, one.Input.Person), StringComparer.Ordinal);
        var paid = await claims.HeldAsync(reversed.Round.Tenant, keys.Values, cancellationToken);
        return slips.ConvertAll(one => LineOf(one, paid.Contains(keys[one.Input.Person])));

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
