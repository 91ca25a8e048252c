using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>A run in a list.</summary>
internal sealed record RunLine(string Id, string Group, Period Period, PayRunKind Kind, [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate PayDay, bool IsPreview, RunState State, int Round, int Failed, RunSumsView? Sums)
{
    public static RunLine From(RunRow run) => new(run.RunId, run.Group, run.Period, run.Kind, run.PayDay, run.IsPreview, run.State, run.Round, run.Failed, RunSumsView.From(run.ReadSums()));
}

/// <summary>A run as its page shows it.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Group">Whose people.</param>
/// <param name="Period">The month.</param>
/// <param name="Kind">Why people are paid.</param>
/// <param name="PayDay">The day the money leaves.</param>
/// <param name="IsPreview">Only to look at.</param>
/// <param name="State">Where it is.</param>
/// <param name="Round">How often it was calculated.</param>
/// <param name="KnownAt">What was said until then counts.</param>
/// <param name="Shards">In how many parts it is calculated.</param>
/// <param name="ShardsDone">How many of them are calculated in this round.</param>
/// <param name="PeopleDone">How many people these have.</param>
/// <param name="Sums">What it comes to; null before it is calculated.</param>
/// <param name="Rules">Versions of the payroll rules.</param>
/// <param name="RulesBefore">Other versions under which a preview of it or an earlier round was calculated: figures may differ for that alone.</param>
/// <param name="GroupNews">What of the group was written down late and holds in months that are paid: everybody's differences of these are in the run.</param>
/// <param name="Digest">SHA-256 of all that went in and came out; what is approved.</param>
/// <param name="Preparers">Who had a hand in it; none of them approves.</param>
/// <param name="Approval">Where the approval can be seen; null before it was asked for.</param>
/// <param name="JournalEntry">The entry of its posting; null before.</param>
/// <param name="Orders">Its payment orders, oldest first.</param>
/// <param name="Reverses">The run that it takes back.</param>
/// <param name="ReversedBy">The run that takes it back.</param>
/// <param name="History">Every change, oldest first.</param>
/// <param name="Allowed">What may happen to it now.</param>
internal sealed record RunView(
    string Id,
    string Group,
    Period Period,
    PayRunKind Kind,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate PayDay,
    bool IsPreview,
    RunState State,
    int Round,
    DateTimeOffset? KnownAt,
    int Shards,
    int ShardsDone,
    int PeopleDone,
    RunSumsView? Sums,
    IReadOnlyList<string> Rules,
    IReadOnlyList<string> RulesBefore,
    IReadOnlyList<GroupNewsView> GroupNews,
    string? Digest,
    IReadOnlyList<string> Preparers,
    string? Approval,
    string? JournalEntry,
    IReadOnlyList<string> Orders,
    string? Reverses,
    string? ReversedBy,
    IReadOnlyList<RunChange> History,
    IReadOnlyList<string> Allowed)
{
    public static RunView From(RunRow run, IReadOnlyList<ShardRow> shards, IReadOnlyList<RunChange> history) => new(
        run.RunId,
        run.Group,
        run.Period,
        run.Kind,
        run.PayDay,
        run.IsPreview,
        run.State,
        run.Round,
        run.KnownAt,
        run.Shards,
        shards.Count,
        shards.Sum(shard => shard.ReadSums().People),
        RunSumsView.From(run.ReadSums()),
        run.ReadRules(),
        run.ReadRulesBefore(),
        [.. run.ReadGroupNews().GroupBy(news => news.Month).Select(GroupNewsView.Of)],
        run.ResultDigest,
        run.ReadPreparers(),
        run.SubmittedBy is null ? null : $"/api/v1/{run.Reference.Tenant}/approvals/{RunApproval.ReferenceOf(run.Current).ApprovalId}",
        run.EntryId,
        run.ReadOrders(),
        run.Reverses,
        run.ReversedBy,
        history,
        AllowedIn(run));

    /// <summary>The commands of people, by their names.</summary>
    private static IReadOnlyList<string> AllowedIn(RunRow run)
        => [.. RunLifecycle.Table.AllowedIn(run.State).Select(CommandOf).OfType<string>().Where(command => !run.IsPreview || command is "calculate" or "cancel")];

    private static string? CommandOf(RunEvent @event) => @event switch
    {
        RunEvent.Calculate => "calculate",
        RunEvent.Submit => "submit",
        RunEvent.Cancel => "cancel",
        RunEvent.PayAgain => "pay-again",
        RunEvent.Reverse => "reverse",
        _ => null,
    };
}

/// <summary>What of a pay group became known to have been otherwise in a month that is paid.</summary>
/// <param name="Month">The paid one.</param>
/// <param name="Changed">Names and never values: facts.accident.rate, rates.EUR, localDays, elements.bonus.</param>
internal sealed record GroupNewsView(Period Month, IReadOnlyList<string> Changed)
{
    public static GroupNewsView Of(IGrouping<Period, GroupNews> month) => new(month.Key, [.. month.SelectMany(news => news.Changed).Distinct(StringComparer.Ordinal)]);
}

/// <summary>What a run comes to.</summary>
/// <param name="People">Whom it concerns.</param>
/// <param name="Calculated">Payslips.</param>
/// <param name="Failed">People without one.</param>
/// <param name="Excluded">People left out.</param>
/// <param name="Held">Nets held when it was calculated.</param>
/// <param name="Gross">12.50 EUR, as the others.</param>
/// <param name="Withheld">Contributions, tax, deductions, garnishments.</param>
/// <param name="Net">What is paid.</param>
/// <param name="EmployerCost">Gross and the employer's own contributions, without what is paid on behalf of the insurance.</param>
/// <param name="Alerts">How many slips have each alert.</param>
internal sealed record RunSumsView(int People, int Calculated, int Failed, int Excluded, int Held, string Gross, string Withheld, string Net, string EmployerCost, IReadOnlyDictionary<string, int> Alerts)
{
    public static RunSumsView? From(RunSums? sums) => sums is null
        ? null
        : new(sums.People, sums.Calculated, sums.Failed, sums.Excluded, sums.Held, $"{sums.Gross}", $"{sums.Withheld}", $"{sums.Net}", $"{sums.EmployerCost}", sums.Alerts);
}
