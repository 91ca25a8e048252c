using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>
/// Finds whose time of the month a posted run has paid: no other run pays it again. An off-cycle run pays it to whom it names and who
/// was forgotten, or not yet written down, when the regular run was calculated.
/// </summary>
public sealed class PaidTime(PayrollBlobs blobs)
{
    /// <summary>Those of the shard whose time is paid; nobody in runs that pay no time.</summary>
    internal async Task<IReadOnlySet<string>> FindAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        HashSet<string> paid = new(StringComparer.Ordinal);
        if (!MayPayTime(plan.Kind))
        {
            return paid;
        }

        foreach (var link in plan.Posted.Where(link => (link.Period == plan.Period && MayPayTime(link.Kind)) || (link.Period >= plan.Period && link.Kind == PayRunKind.Correction)))
        {
            await AddAsync(paid, new RunRound(shard.Round.Tenant, link.RunId, link.Round), (plan.Shards[shard.Number - 1], plan.Period), cancellationToken);
        }

        return paid;
    }

    /// <summary>Whether a run pays a person the month's time; null as its kind says. Who has left before is paid what he was given, and differences.</summary>
    internal static bool? DecideFor(PersonFile file, RoundPlan plan, IReadOnlySet<string> paid)
        => paid.Contains(file.Person) ? false
            : plan.Kind == PayRunKind.OffCycle && file.AsOf(plan.KnownAt).IsEmployedIn(plan.Period) ? true
            : null;

    private static bool MayPayTime(PayRunKind kind) => kind is PayRunKind.Regular or PayRunKind.OffCycle or PayRunKind.Final;

    /// <summary>Whose time a run has paid, and whose it has taken back.</summary>
    private async Task AddAsync(HashSet<string> paid, RunRound round, (ShardPlan Part, Period Period) wanted, CancellationToken cancellationToken)
    {
        var plan = await blobs.ReadPlanAsync(round, cancellationToken);
        foreach (var (index, earlier) in plan.Shards.Index().Where(shard => shard.Item.Overlaps(wanted.Part)))
        {
            await foreach (var line in blobs.ReadLinesAsync<TimeLine>(PayrollKeys.InputsOf(round, earlier, index + 1), cancellationToken))
            {
                if (line.Case is not { } pay || pay.Period != wanted.Period || !pay.Kind.PaysTime(pay.WithTime))
                {
                    continue;
                }

                if (line.Reversed is null)
                {
                    paid.Add(line.Person);
                }
                else
                {
                    paid.Remove(line.Person);
                }
            }
        }
    }
}

/// <summary>Only whether an input line pays time, or takes it back.</summary>
internal sealed record TimeLine(string Person, TimeCase? Case, TakenBack? Reversed = null);

/// <summary>Only that of a case.</summary>
internal sealed record TimeCase(Period Period, PayRunKind Kind, bool? WithTime = null);

/// <summary>That there is one.</summary>
internal sealed record TakenBack;
