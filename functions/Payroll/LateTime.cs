using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Payroll;

/// <summary>Finds timesheets of paid months that were approved, replaced or rejected after their run.</summary>
public sealed class LateTime(RoundSheets sheets)
{
    /// <summary>How many paid months are looked at: later than that, a sheet is an agreement and comes as a pay element.</summary>
    private const int Months = 3;

    /// <summary>The time of people of a shard as it is known now, for each paid month in which it is not what was paid.</summary>
    /// <param name="shard">Of an open run.</param>
    /// <param name="plan">Of its round.</param>
    /// <param name="posted">The posted runs of the group, oldest first.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<IReadOnlyDictionary<(string Person, Period Period), TimeOfMonth>> FindAsync(ShardReference shard, RoundPlan plan, IReadOnlyList<ChainLink> posted, CancellationToken cancellationToken)
    {
        Dictionary<(string, Period), TimeOfMonth> late = [];
        foreach (var link in posted.Where(link => link.IsWhole).TakeLast(Months))
        {
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

    private static bool IsSame(TimeOfMonth one, TimeOfMonth other)
        => JsonSerializer.Serialize(one, PayJson.Options) == JsonSerializer.Serialize(other, PayJson.Options);
}
