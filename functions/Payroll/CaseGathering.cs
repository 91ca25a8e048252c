using System.Runtime.CompilerServices;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.People.Domain;
using BackOffice.Storage;
using BackOffice.Timesheets.Domain;

namespace BackOffice.Payroll;

/// <summary>Collects what the slips of a shard are made from: people, time, and what earlier slips left.</summary>
public sealed class CaseGathering(PayrollBlobs blobs, PeopleStore people, RoundSheets sheets, PayGroups groups, RetroPay retro, PaidTime paidTime, ReversalGathering reversals, LateReturns lateReturns, CountryRuleBook rules)
{
    private readonly ConditionalWeakTable<RoundPlan, Once<CaseFrame>> frames = [];

    /// <summary>One line for each person of the shard, in the order of their ids.</summary>
    internal async Task<List<InputLine>> CollectAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        var part = plan.Shards[shard.Number - 1];
        if (plan.Reverses is not null)
        {
            return await reversals.CollectAsync(shard, plan, await ReadBalancesAsync(part, cancellationToken), cancellationToken);
        }

        var frame = await FrameAsync(shard.Round.Tenant, plan, cancellationToken);
        var range = new PersonRange(part.First, part.Last, RunPlanning.ShardSize);
        var time = (await sheets.ReadAsync(shard, plan, plan.Period, [plan.KnownAt], cancellationToken))[0];
        var before = await ReadBalancesAsync(part, cancellationToken);
        var kept = plan.Renewed is null ? null : await ReadKeptAsync(shard, plan, cancellationToken);

        var paid = await paidTime.FindAsync(shard, plan, cancellationToken);
        var returned = await lateReturns.OpenAsync(shard, plan, before, cancellationToken);

        // Who was written down after the round began is not in it, whenever it is read.
        var files = (await people.ReadRangeAsync(shard.Round.Tenant, plan.Group, range, cancellationToken)).Where(file => plan.Only?.Contains(file.Person) != false).Select(file => file.AsOf(plan.KnownAt)).Where(file => file.Entries.Count > 0).ToList();
        var renewed = files.Where(file => kept is null || plan.Renewed!.Contains(file.Person) || !kept.ContainsKey(file.Person))
            .Select(file => new PersonInRound(file, time.GetValueOrDefault(file.Person, TimeOfMonth.None), before.GetValueOrDefault(file.Person, Balances.None)) { WithTime = PaidTime.DecideFor(file, plan, paid), Returned = returned.GetValueOrDefault(file.Person) }.Opened(frame))
            .ToDictionary(person => person.File.Person, StringComparer.Ordinal);
        var late = await retro.FindAsync(shard, plan, frame, [.. renewed.Values.Where(person => !plan.Excluded.Contains(person.File.Person))], cancellationToken);
        return files.ConvertAll(file => renewed.TryGetValue(file.Person, out var person)
            ? LineOf(shard, plan, frame, (person, late.GetValueOrDefault(file.Person, LateNews.None)))
            : kept![file.Person]);
    }

    private static InputLine LineOf(ShardReference shard, RoundPlan plan, CaseFrame frame, (PersonInRound Known, LateNews Late) person)
    {
        var (known, late) = person;
        var line = new InputLine { Person = known.File.Person, Round = shard.Round.Round, Before = known.Left };
        if (plan.Excluded.Contains(line.Person))
        {
            return line;
        }

        var own = known.WithTime is null ? frame : frame with { WithTime = known.WithTime };
        var outcome = CaseBuilder.Build(known.File, own, known.Time, known.Before);
        return outcome.Case is { } built && (built with { TakesUpOpening = known.TakesUpOpening, Returned = known.Returned }) is var facts
            ? line with { Before = known.Before, Case = late.In(facts), Card = PersonCards.Of(known.File, frame) with { Hours = HoursOf(facts, frame) } }
            : line with { Problems = outcome.IsInPeriod ? outcome.Problems : [.. late.WithoutSlip(plan.Period)] };
    }

    private static SlipHours? HoursOf(PayCase pay, CaseFrame frame)
        => frame.Rules.Find(pay.Country, pay.Period, pay.PayDay) is { } law ? SlipHours.Of(pay, law.Law) : null;

    /// <summary>What all cases of a round have in common; read once for each plan.</summary>
    internal async Task<CaseFrame> FrameAsync(string tenant, RoundPlan plan, CancellationToken cancellationToken)
        => await frames.GetOrCreateValue(plan).GetAsync(() => ReadFrameAsync(tenant, plan, cancellationToken)) ?? throw new InvalidOperationException($"The pay group {plan.Group} is gone.");

    private async Task<CaseFrame?> ReadFrameAsync(string tenant, RoundPlan plan, CancellationToken cancellationToken)
        => await groups.FindFileAsync(tenant, plan.Group, cancellationToken) is not { File: var file } || file.On(plan.PayDay, plan.KnownAt) is not { } group ? null : new CaseFrame
        {
            Group = group,
            GroupFile = file,
            KnownAt = plan.KnownAt,
            Period = plan.Period,
            Kind = plan.Kind,
            PayDay = plan.PayDay,
            Month = WorkMonth.Of(plan.Period, group.Calendar()),
            Elements = new ElementCatalog(plan.Elements),
            Rules = rules,
        };

    private async Task<Dictionary<string, Balances>> ReadBalancesAsync(ShardPlan part, CancellationToken cancellationToken)
    {
        Dictionary<string, Balances> balances = new(StringComparer.Ordinal);
        foreach (var blob in part.Before)
        {
            await foreach (var line in blobs.ReadLinesAsync<ClosingLine>(blob, cancellationToken))
            {
                balances[line.Person] = line.Closing;
            }
        }

        return balances;
    }

    private async Task<Dictionary<string, InputLine>> ReadKeptAsync(ShardReference shard, RoundPlan plan, CancellationToken cancellationToken)
    {
        var before = shard.Round with { Round = shard.Round.Round - 1 };
        var earlier = await blobs.ReadPlanAsync(before, cancellationToken);
        var name = PayrollKeys.InputsOf(before, earlier.Shards[shard.Number - 1], shard.Number);
        return await blobs.ReadLinesAsync<InputLine>(name, cancellationToken).ToDictionaryAsync(line => line.Person, StringComparer.Ordinal, cancellationToken);
    }
}

/// <summary>A person as a round sees him.</summary>
internal sealed record PersonInRound(PersonFile File, TimeOfMonth Time, Balances Before)
{
    /// <summary>Whether the month's time is paid to him; null as the kind of the run says.</summary>
    public bool? WithTime { get; init; }

    /// <summary>What never arrived and no slip has set off; null for nearly everybody.</summary>
    public IReadOnlyList<ReturnedNet>? Returned { get; init; }

    /// <summary>The balances without what a slip would take up: who has none hands them on as they are.</summary>
    public Balances Left { get; } = Before;

    /// <summary>Whether the balances hold figures of earlier pay that no slip began with yet.</summary>
    public bool TakesUpOpening { get; private init; }

    /// <summary>With what the file says of pay before this product or elsewhere.</summary>
    public PersonInRound Opened(CaseFrame frame)
    {
        var opened = frame.Rules.Find(frame.Group.Country) is { } law ? Before.Over(File.OpeningsOn(frame.Period, frame.PayDay), law) : Before;
        return ReferenceEquals(opened, Before) ? this : this with { Before = opened, TakesUpOpening = true };
    }
}
