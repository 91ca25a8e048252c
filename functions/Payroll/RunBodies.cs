using System.Text.Json.Serialization;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>A run that is to be created.</summary>
/// <param name="Group">The pay group.</param>
/// <param name="Period">The month, 2026-11.</param>
/// <param name="Kind">regular when left out.</param>
/// <param name="PayDay">The day the money leaves; the group's usual day when left out.</param>
/// <param name="People">Ids of the only people it is for, 1 to 1 000; the whole group when left out. Off-cycle, correction and final runs name theirs.</param>
/// <param name="IsPreview">Only to look at.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record RunBody(
    string? Group,
    Period? Period,
    PayRunKind? Kind,
    [property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? PayDay,
    IReadOnlyList<string>? People,
    bool? IsPreview,
    string? Reason)
{
    private const int MostPeople = 1_000;

    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public NewRun Checked()
        => Period is not { Year: >= 2000 and < 2200 } period ? throw RefusedException.Invalid("Give the period, such as 2026-11.")
            : Kind is { } kind && !Enum.IsDefined(kind) ? throw RefusedException.Invalid("'kind' is no kind of run.")
            : PayDay is { } day && (day < period.First.PlusMonths(-1) || day > period.Last.PlusMonths(12)) ? throw RefusedException.Invalid("'payDay' is from a month before the period to a year after it.")
            : People is null && Kind is PayRunKind.OffCycle or PayRunKind.Correction or PayRunKind.Final ? throw RefusedException.Invalid("'people' names those it is for.")
            : new NewRun(CheckedGroup(Group), period, Kind ?? PayRunKind.Regular, Reasons.Checked(Reason))
            {
                PayDay = PayDay,
                People = People is null ? null : CheckedPeople(People),
                IsPreview = IsPreview ?? false,
            };

    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public static string CheckedGroup(string? group)
        => group is not null && Tenant.ProblemWithId(group) is null ? group : throw RefusedException.Invalid("'group' is the id of a pay group: 2 to 32 of a-z, 0-9 and '-', beginning with a letter.");

    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public static IReadOnlySet<string> CheckedPeople(IReadOnlyList<string> people)
        => people.Count is >= 1 and <= MostPeople && people.All(person => PersonCheck.ProblemWithId(person) is null)
            ? people.ToHashSet(StringComparer.Ordinal)
            : throw RefusedException.Invalid($"'people' has 1 to {MostPeople} ids of people.");
}

/// <summary>A posted run, or people of it, to take back.</summary>
/// <param name="Period">The open month that the reversal belongs to; the present month when left out.</param>
/// <param name="People">Ids of the only people, 1 to 1 000; everybody in the run when left out.</param>
/// <param name="MonthlyRecovery">Of a net that was paid, what is recovered a month at most; as much as the law allows when left out.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record ReverseBody(Period? Period, IReadOnlyList<string>? People, decimal? MonthlyRecovery, string? Reason)
{
    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public WantedReversal Checked()
        => Period is { Year: < 2000 or >= 2200 } ? throw RefusedException.Invalid("Give the period, such as 2026-11.")
            : MonthlyRecovery is { } monthly && (monthly <= 0 || monthly != decimal.Round(monthly, 2)) ? throw RefusedException.Invalid("'monthlyRecovery' is above 0 and has at most two decimals.")
            : new WantedReversal { Period = Period, People = People is null ? null : RunBody.CheckedPeople(People), MonthlyRecovery = MonthlyRecovery ?? 0 };

    public RunCommand By(Actor actor) => new(actor, Reasons.Checked(Reason));
}

/// <summary>A command to a run.</summary>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record RunReasonBody(string? Reason)
{
    public RunCommand By(Actor actor) => new(actor, Reasons.Checked(Reason));
}

/// <summary>A command to the round that was looked at.</summary>
/// <param name="Round">Its number; when another one is there by now, the command is refused.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record RunRoundBody(int? Round, string? Reason)
{
    [JsonIgnore]
    public int CheckedRound => Round is >= 1 and <= 999 ? Round.Value : throw RefusedException.Invalid("'round' is the number of the round you have looked at.");

    public RunCommand By(Actor actor) => new(actor, Reasons.Checked(Reason));
}
