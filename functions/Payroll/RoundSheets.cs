using System.Runtime.CompilerServices;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Timesheets;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Payroll;

/// <summary>The time of the people of a shard. Which sheets a month has is read once for all shards of a round: a month without sheets is not asked again.</summary>
public sealed class RoundSheets(TimesheetStore sheets)
{
    /// <summary>The month of a round and those in which late time may have come.</summary>
    private const int MostMonths = 64;

    private readonly ConditionalWeakTable<RoundPlan, Remembered<Period, IReadOnlyList<SheetRow>>> rounds = [];

    /// <summary>What approved sheets of a month say, as it was known at each of some instants; who is not there has no sheet.</summary>
    /// <param name="shard">Of the round.</param>
    /// <param name="plan">Of the round.</param>
    /// <param name="month">Its own, or one that was paid before.</param>
    /// <param name="instants">None after the one that the plan knows.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<IReadOnlyList<IReadOnlyDictionary<string, TimeOfMonth>>> ReadAsync(ShardReference shard, RoundPlan plan, Period month, IReadOnlyList<DateTimeOffset> instants, CancellationToken cancellationToken)
    {
        var place = new SheetPlace(shard.Round.Tenant, plan.Group, month);
        var known = await SheetsAsync(place, plan, month, cancellationToken);
        var part = plan.Shards[shard.Number - 1];
        var rows = known.Count == 0 ? [] : await sheets.PeopleAsync(place, new PersonRange(part.First, part.Last, RunPlanning.ShardSize), cancellationToken).ToListAsync(cancellationToken);
        return [.. instants.Select(instant => TimesheetStore.TimeAt(instant, known, rows))];
    }

    /// <summary>Whether anything was decided of a month's sheets after an instant; asked once for all shards of a round, and of no people.</summary>
    internal async Task<bool> HasNewsAsync(ShardReference shard, RoundPlan plan, Period month, DateTimeOffset since, CancellationToken cancellationToken)
        => (await SheetsAsync(new SheetPlace(shard.Round.Tenant, plan.Group, month), plan, month, cancellationToken)).Any(sheet => sheet.MayHaveChangedSince(since));

    private async Task<IReadOnlyList<SheetRow>> SheetsAsync(SheetPlace place, RoundPlan plan, Period month, CancellationToken cancellationToken)
        => (await rounds.GetValue(plan, _ => new(MostMonths)).GetAsync(month, async () => await sheets.SheetsAsync(place, cancellationToken)))!;
}
