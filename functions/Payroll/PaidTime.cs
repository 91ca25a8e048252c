using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;

namespace BackOffice.Payroll;

/// <summary>
/// Finds whose time of the month a posted run has paid: no other run pays it again. An off-cycle run pays it to whom it names and who
/// was forgotten, or not yet written down, when the regular run was calculated.
/// </summary>
public sealed class PaidTime(PayrollStore store, PayrollBlobs blobs)
{
    /// <summary>Those of the shard whose time is paid; nobody in runs that pay no time.</summary>
    internal async Task<IReadOnlySet<string>> FindAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        HashSet<string> paid = new(StringComparer.Ordinal);
        if (!MayPayTime(plan.Kind))
        {
            return paid;
        }

        var chain = await store.ReadChainAsync(shard.Round.Tenant, plan.Group, cancellationToken);
        foreach (var link in chain.Read().Take(plan.ChainLength).Where(link => link.Period == plan.Period && MayPayTime(link.Kind)))
        {
            var run = new RunReference(shard.Round.Tenant, link.RunId);
            if (await store.FindRunAsync(run, cancellationToken) is { State: not RunState.Reversed })
            {
                await AddAsync(paid, new RunRound(run.Tenant, run.RunId, link.Round), plan.Shards[shard.Number - 1], cancellationToken);
            }
        }

        return paid;
    }

    /// <summary>Whether a run pays a person the month's time; null as its kind says.</summary>
    internal static bool? DecideFor(PersonFile file, RoundPlan plan, IReadOnlySet<string> paid)
        => paid.Contains(file.Person) ? false
            : plan.Kind == PayRunKind.OffCycle && IsEmployed(file.AsOf(plan.KnownAt), plan) ? true
            : null;

    private static bool MayPayTime(PayRunKind kind) => kind is PayRunKind.Regular or PayRunKind.OffCycle or PayRunKind.Final;

    // Who has left before is paid what he was given, and differences.
    private static bool IsEmployed(PersonFile file, RoundPlan plan)
        => file.Employments().Any(entry => entry.Employment.HiredOn <= plan.Period.Last && (entry.Employment.LeavesOn is not { } last || last >= plan.Period.First));

    private async Task AddAsync(HashSet<string> paid, RunRound round, ShardPlan part, CancellationToken cancellationToken)
    {
        var plan = await blobs.ReadPlanAsync(round, cancellationToken);
        foreach (var (index, earlier) in plan.Shards.Index().Where(shard => shard.Item.Overlaps(part)))
        {
            await foreach (var line in blobs.ReadLinesAsync<TimeLine>(PayrollKeys.InputsOf(round, earlier, index + 1), cancellationToken))
            {
                if (line.Case is { } pay && pay.Kind.PaysTime(pay.WithTime))
                {
                    paid.Add(line.Person);
                }
            }
        }
    }
}

/// <summary>Only whether an input line pays time.</summary>
internal sealed record TimeLine(string Person, TimeCase? Case);

/// <summary>Only that of a case.</summary>
internal sealed record TimeCase(PayRunKind Kind, bool? WithTime = null);
