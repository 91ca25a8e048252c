using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>
/// Finds, once for each round, what of a pay group became known to have been otherwise in paid months: facts, exchange rates, working days
/// and pay elements that were written down later.
/// </summary>
public sealed class GroupLookBack(PayrollBlobs blobs)
{
    /// <summary>The news that no run has looked at; none where nothing was written down late. A run of some people looks at all of it.</summary>
    /// <param name="row">The run.</param>
    /// <param name="chain">The posted runs of the group.</param>
    /// <param name="group">What was said of it, and of the elements.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<IReadOnlyList<GroupNews>> FindAsync(RunRow row, ChainRow chain, GroupHistory group, CancellationToken cancellationToken)
    {
        if (row.Reverses is not null || !RetroPay.Looks(row.Kind))
        {
            return [];
        }

        var whole = chain.Standing().Where(link => link.IsWhole).ToList();
        List<GroupNews> news = [.. PaidMonthsOf(row, whole).Select(link => NewsOf(row, whole, link, group)).Where(one => one.Changed.Count > 0)];
        if (row.Only is null && whole is [.., var last])
        {
            news.AddRange(LeftOutBy(await blobs.ReadPlanAsync(new RunRound(row.Reference.Tenant, last.RunId, last.Round), cancellationToken)).Where(one => row.Period.MonthsSince(one.Month) <= LateTime.Months));
        }

        return news;
    }

    /// <summary>Whether something was said of the open month or of those that are paid since an earlier round, so that nobody keeps his lines of it.</summary>
    /// <param name="row">The run.</param>
    /// <param name="chain">The posted runs of the group.</param>
    /// <param name="group">What was said of it, and of the elements.</param>
    /// <param name="since">What the earlier round knew.</param>
    internal static bool HasChanged(RunRow row, ChainRow chain, GroupHistory group, DateTimeOffset since)
        => PaidMonthsOf(row, chain.Standing().Where(link => link.IsWhole)).Select(link => (link.Period, link.PayDay)).Append((row.Period, row.PayDay))
            .Any(month => group.ChangedIn(month.Period, month.PayDay, since, row.KnownAt!.Value).Any());

    private static IEnumerable<ChainLink> PaidMonthsOf(RunRow row, IEnumerable<ChainLink> whole)
        => whole.Where(link => link.Period <= row.Period && row.Period.MonthsSince(link.Period) <= LateTime.Months).GroupBy(link => link.Period).Select(month => month.Last());

    // Every run of everybody has looked at what was known by then of the months up to its own.
    private static GroupNews NewsOf(RunRow row, List<ChainLink> whole, ChainLink paid, GroupHistory group)
    {
        var since = row.Only is null ? whole.Where(link => link.Period >= paid.Period).Max(link => link.KnownAt) : paid.KnownAt;
        return new GroupNews(paid.Period, [.. group.ChangedIn(paid.Period, paid.PayDay, since, row.KnownAt!.Value)]);
    }

    /// <summary>What the newest run of everybody looked at for all but those who were left out of it.</summary>
    private static IEnumerable<GroupNews> LeftOutBy(RoundPlan plan)
        => from news in plan.GroupNews ?? []
           let people = plan.Excluded.Where(person => news.Only?.Contains(person) != false).Order(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal)
           where people.Count > 0
           select news with { Only = people };
}

/// <summary>All that was said of a group and of the elements that its people can be given.</summary>
internal sealed record GroupHistory(PayGroupFile Group, ElementFile Elements)
{
    /// <summary>What is known now to have been otherwise in a month than was known then, by name.</summary>
    /// <param name="month">Whichever.</param>
    /// <param name="paidOn">Its pay day; null for the usual one.</param>
    /// <param name="then">What was written down until this instant was known before.</param>
    /// <param name="now">What was written down until this instant is known now.</param>
    public IEnumerable<string> ChangedIn(Period month, NodaTime.LocalDate? paidOn, DateTimeOffset then, DateTimeOffset now)
    {
        var payDay = paidOn ?? Group.Versions[^1].Group.PayDayOf(month);
        return Group.On(payDay, now) is { } known
            ? Group.ChangedIn(month, payDay, then, now).Concat(Elements.ChangedIn(month, known.Country, then, now).Select(GroupNews.NameOfElement))
            : [];
    }
}
