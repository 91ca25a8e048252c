using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Payroll;

/// <summary>Finds timesheets of paid months that were approved, replaced or rejected after their run.</summary>
public sealed class LateTime(RoundSheets sheets)
{
    /// <summary>How many paid months take late sheets: later than that, a sheet is refused, and what it is worth comes as a pay element.</summary>
    internal const int Months = 12;

    /// <summary>
    /// The month that takes no more sheets once the newest run is posted; null while there are fewer. Runs look one month further back,
    /// since a run that was calculated before a sheet was approved may be posted after it.
    /// </summary>
    internal static Period? LastOf(IReadOnlyList<ChainLink> posted) => posted.Where(link => link.IsWhole).ToList() is { Count: >= Months } whole ? whole[^Months].Period : null;

    /// <summary>The time of people of a shard as it is known now, for each paid month in which it is not what was paid.</summary>
    /// <param name="shard">Of an open run.</param>
    /// <param name="plan">Of its round.</param>
    /// <param name="posted">The posted runs of the group, oldest first.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<Dictionary<(string Person, Period Period), TimeOfMonth>> FindAsync(ShardReference shard, RoundPlan plan, IReadOnlyList<ChainLink> posted, CancellationToken cancellationToken)
    {
        Dictionary<(string, Period), TimeOfMonth> late = [];
        foreach (var link in Recent(posted))
        {
            if (!await sheets.HasNewsAsync(shard, plan, link.Period, link.KnownAt, cancellationToken))
            {
                continue;
            }

            if (await sheets.ReadAsync(shard, plan, link.Period, [link.KnownAt, plan.KnownAt], cancellationToken) is not [var then, var now])
            {
                throw new InvalidOperationException("Two instants, two answers.");
            }

            foreach (var person in then.Keys.Union(now.Keys, StringComparer.Ordinal))
            {
                var known = now.GetValueOrDefault(person, TimeOfMonth.None);
                if (!IsSame(then.GetValueOrDefault(person, TimeOfMonth.None), known))
                {
                    late[(person, link.Period)] = known;
                }
            }
        }

        return late;
    }

    /// <summary>
    /// Adds the time of months before those, of people of whom such a month is looked at for another reason: what late sheets of it were
    /// paid is not taken back.
    /// </summary>
    internal async Task AddOlderAsync(ShardReference shard, RoundPlan plan, (IReadOnlyList<ChainLink> Posted, IReadOnlyDictionary<string, Period> Since) asked, Dictionary<(string Person, Period Period), TimeOfMonth> late, CancellationToken cancellationToken)
    {
        var recent = Recent(asked.Posted).Select(link => link.Period).ToHashSet();
        foreach (var link in asked.Posted.Where(link => link.IsWhole && !recent.Contains(link.Period)))
        {
            var people = asked.Since.Where(person => person.Value <= link.Period).Select(person => person.Key).ToList();
            if (people.Count > 0 && await sheets.HasNewsAsync(shard, plan, link.Period, link.KnownAt, cancellationToken))
            {
                var now = (await sheets.ReadAsync(shard, plan, link.Period, [plan.KnownAt], cancellationToken))[0];
                people.ForEach(person => late[(person, link.Period)] = now.GetValueOrDefault(person, TimeOfMonth.None));
            }
        }
    }

    private static IEnumerable<ChainLink> Recent(IReadOnlyList<ChainLink> posted) => posted.Where(link => link.IsWhole).TakeLast(Months + 1);

    private static bool IsSame(TimeOfMonth one, TimeOfMonth other)
        => JsonSerializer.Serialize(one, PayJson.Options) == JsonSerializer.Serialize(other, PayJson.Options);
}
