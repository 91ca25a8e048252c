using System.Runtime.CompilerServices;
using Azure;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>The people of two rounds side by side, read together shard by shard; a page goes on after the last person of the one before.</summary>
internal sealed class PeopleCompared(PayrollBlobs blobs, RunRound? before, RunRound now, decimal over) : AsyncPageable<SlipDifference>
{
    private const int UsualPage = 50;

    public override async IAsyncEnumerable<Page<SlipDifference>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var size = pageSizeHint ?? UsualPage;
        List<SlipDifference> page = [];
        await foreach (var difference in DifferencesAsync(continuationToken))
        {
            if (page.Count == size)
            {
                yield return Page<SlipDifference>.FromValues(page, page[^1].Person, response: null!);
                page = [];
            }

            page.Add(difference);
        }

        yield return Page<SlipDifference>.FromValues(page, continuationToken: null, response: null!);
    }

    private async IAsyncEnumerable<SlipDifference> DifferencesAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var then = SlipsAsync(before, after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var here = SlipsAsync(now, after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var (hasThen, hasHere) = (await then.MoveNextAsync(), await here.MoveNextAsync());
        while (hasThen || hasHere)
        {
            var order = !hasThen ? 1 : !hasHere ? -1 : string.CompareOrdinal(then.Current.Person, here.Current.Person);
            var person = order <= 0 ? then.Current.Person : here.Current.Person;
            var difference = SlipDifference.Between(person, order <= 0 ? then.Current : null, order >= 0 ? here.Current : null);
            if (difference.Percent is not { } percent || Math.Abs(percent) > over)
            {
                yield return difference;
            }

            hasThen = order <= 0 ? await then.MoveNextAsync() : hasThen;
            hasHere = order >= 0 ? await here.MoveNextAsync() : hasHere;
        }
    }

    private async IAsyncEnumerable<Payslip> SlipsAsync(RunRound? round, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (round is null)
        {
            yield break;
        }

        var plan = await blobs.ReadPlanAsync(round, cancellationToken);
        foreach (var (index, shard) in plan.Shards.Index().Where(entry => string.CompareOrdinal(entry.Item.Last, after) > 0))
        {
            await foreach (var line in blobs.ReadLinesAsync<SlipLine>(PayrollKeys.SlipsOf(round, shard, index + 1), cancellationToken))
            {
                if (line.Slip is { } slip && string.CompareOrdinal(line.Person, after) > 0)
                {
                    yield return slip;
                }
            }
        }
    }
}
