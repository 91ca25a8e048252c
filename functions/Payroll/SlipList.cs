using System.Runtime.CompilerServices;
using Azure;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Everybody in a calculated round, shard by shard, as a clerk's list shows them; a page goes on after the last person of the one before.</summary>
internal sealed class SlipList(PayrollStore store, PayrollBlobs blobs, PersonStandings standings, (RunRow Run, SlipFilter Filter) asked) : AsyncPageable<SlipEntry>
{
    private const int UsualPage = 50;

    public RunRow Run => asked.Run;

    public override async IAsyncEnumerable<Page<SlipEntry>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var size = pageSizeHint ?? UsualPage;
        List<SlipEntry> page = [];
        await foreach (var entry in ReadAsync(continuationToken))
        {
            if (page.Count == size)
            {
                yield return Page<SlipEntry>.FromValues(page, page[^1].Person, response: null!);
                page = [];
            }

            page.Add(entry);
        }

        yield return Page<SlipEntry>.FromValues(page, continuationToken: null, response: null!);
    }

    /// <param name="after">The last person who is known already; null to begin.</param>
    /// <param name="cancellationToken">Stops between shards.</param>
    public async IAsyncEnumerable<SlipEntry> ReadAsync(string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (run, filter) = asked;
        var plan = await blobs.ReadPlanAsync(run.Current, cancellationToken);
        foreach (var (index, shard) in plan.Shards.Index().Where(entry => string.CompareOrdinal(entry.Item.Last, after) > 0))
        {
            var standing = await standings.ReadAsync(run, index + 1, await store.ReadPeopleAsync(run.Reference, shard, cancellationToken), cancellationToken);
            await foreach (var line in blobs.ReadLinesAsync<GlanceLine>(PayrollKeys.SlipsOf(run.Current, shard, index + 1), cancellationToken))
            {
                if (string.CompareOrdinal(line.Person, after) > 0 && SlipEntry.Of(line, standing) is { } entry && filter.Takes(entry))
                {
                    yield return entry;
                }
            }
        }
    }
}

/// <summary>Which people of a run are asked for.</summary>
/// <param name="States">Empty for every state.</param>
/// <param name="Problem">The code of a problem or an alert; null for all.</param>
/// <param name="Owes">Only who owes the employer something after it.</param>
internal sealed record SlipFilter(IReadOnlyList<PersonState> States, string? Problem, bool Owes)
{
    public bool Takes(SlipEntry entry)
        => (States.Count == 0 || States.Contains(entry.State))
            && (!Owes || entry.Debt > 0)
            && (Problem is null || entry.Problems.Any(problem => problem.Code == Problem) || entry.Alerts.Any(alert => alert.Code == Problem));
}

/// <summary>A person of a run in a list.</summary>
/// <param name="Person">The id.</param>
/// <param name="State">How the person stands.</param>
/// <param name="Gross">Null without a slip, as the net.</param>
/// <param name="Net">What is paid.</param>
/// <param name="Currency">Of both.</param>
/// <param name="Reason">Of who left out or held, of the bank for what came back; empty for people who are simply in the run.</param>
/// <param name="Problems">Why there is no slip.</param>
/// <param name="Alerts">What a clerk should look at.</param>
/// <param name="Debt">What is owed to the employer after it.</param>
internal sealed record SlipEntry(string Person, PersonState State, decimal? Gross, decimal? Net, string? Currency, string Reason, IReadOnlyList<PayProblem> Problems, IReadOnlyList<PayAlert> Alerts, decimal Debt)
{
    /// <returns>Null for people whom the run does not concern.</returns>
    public static SlipEntry? Of(GlanceLine line, ShardStanding standing)
    {
        var mark = standing.Marks.GetValueOrDefault(line.Person);
        return line.Slip is null && line.Problems.Count == 0 && mark is null
            ? null
            : new SlipEntry(line.Person, standing.Of(line.Person), line.Slip?.Gross, line.Slip?.Net, line.Slip?.Currency.Code, mark?.Reason ?? "", line.Problems, line.Slip?.Alerts ?? [], line.Closing.Of(Deductions.Debt));
    }
}
