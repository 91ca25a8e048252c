using System.Text.Json;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Schedule;

/// <summary>The schedule over HTTP: which jobs there are, what would run, what ran.</summary>
public sealed class ScheduleApi(ScheduleStore store, CalendarStore calendars, JobCatalog jobs, DeadlineRules rules, TenantStore tenants)
{
    private const string Route = "v1/{tenant}/schedule";
    private const int MostDays = 366;

    /// <summary>The jobs of the tenant and when they run.</summary>
    [Function("ListJobs")]
    [Allow]
    [Gives(200, typeof(IReadOnlyList<JobView>))]
    [Refuses(404, "not-found")]
    public async Task<IResult> ListJobsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/jobs")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var (known, settings) = await RequireAsync(tenant, cancellationToken);
        return TypedResults.Ok(jobs.Definitions.Where(job => job.RunsIn(known.Country)).Select(job => JobView.Of(job, settings)));
    }

    /// <summary>What would run from one day to another, both included: local time, UTC and the reason. At most 366 days;.</summary>
    [Function("DryRunSchedule")]
    [Allow]
    [Gives(200, typeof(DryRunView))]
    [Query("from", "The first day, as 2026-11-30.", IsRequired = true)]
    [Query("to", "The last day, which belongs to it.", IsRequired = true)]
    [Refuses(404, "not-found")]
    public async Task<IResult> DryRunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/dry-run")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var days = DaysOf(request);
        var (known, settings) = await RequireAsync(tenant, cancellationToken);
        var on = jobs.Definitions.Where(job => job.RunsIn(known.Country) && !settings.JobsOff.Contains(job.Id));
        return TypedResults.Ok(DryRunView.Of(
            known,
            days,
            DryRun.Of(on, settings.For(known.Country, known.Zone), days),
            DryRun.Deadlines(rules, (known.Country, settings.Variants), days)));
    }

    /// <summary>The runs by job and period; ?state= and ?job= choose some.</summary>
    [Function("ListJobRuns")]
    [Allow]
    [Gives(200, typeof(Page<JobRunView>))]
    [Paged]
    [Query("state", "Only runs in this state.")]
    [Query("job", "Only runs of this job.")]
    public async Task<IResult> ListRunsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/runs")] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok(await Paging.ReadAsync(request, store.Query(tenant, ConditionOf(request.Query), Paging.TopOf(request)), JobRunView.Of, cancellationToken));

    private string? ConditionOf(IQueryCollection query)
    {
        List<string> conditions = [];
        if (query["state"].FirstOrDefault() is { } state)
        {
            conditions.Add(Enum.TryParse<JobState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(state[0])
                ? $"State eq '{known}'"
                : throw RefusedException.Invalid($"'state' is one of {string.Join(", ", Enum.GetNames<JobState>())}."));
        }

        if (query["job"].FirstOrDefault() is { } job)
        {
            conditions.Add(jobs.Find(job) is null ? throw RefusedException.Invalid("There is no such job.") : $"Job eq '{job}'");
        }

        return conditions.Count == 0 ? null : string.Join(" and ", conditions);
    }

    private static (LocalDate From, LocalDate To) DaysOf(HttpRequest request)
    {
        var from = DayOf(request, "from");
        var to = DayOf(request, "to");
        return to >= from && NodaTime.Period.DaysBetween(from, to) < MostDays ? (from, to) : throw RefusedException.Invalid($"'to' is not before 'from', and at most {MostDays} days are shown.");
    }

    private static LocalDate DayOf(HttpRequest request, string name)
        => LocalDatePattern.Iso.Parse(request.Query[name].FirstOrDefault() ?? "") is { Success: true, Value: { Year: >= 2000 and <= 2199 } day } ? day : throw RefusedException.Invalid($"'{name}' is a day such as 2026-11-30, from 2000 to 2199.");

    private async Task<(Tenant Tenant, CalendarSettings Settings)> RequireAsync(string tenant, CancellationToken cancellationToken)
        => (await tenants.RequireAsync(tenant, cancellationToken), (await calendars.FindAsync(tenant, cancellationToken)).Settings);
}

/// <summary>A job as the API shows it.</summary>
/// <param name="When">The days, in words.</param>
/// <param name="At">The local time.</param>
/// <param name="IsOff">The tenant has switched it off.</param>
internal sealed record JobView(string Id, string Title, string When, string At, CatchUp CatchUp, bool IsOff)
{
    public static JobView Of(JobDefinition job, CalendarSettings settings)
        => new(job.Id, job.Title, job.When.InWords(), LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Format(job.When.At), job.CatchUp, settings.JobsOff.Contains(job.Id));
}

/// <summary>A run as the API shows it.</summary>
/// <param name="Round">1, and one more for each time it was taken anew.</param>
/// <param name="Error">The type of the last failure; null when there was none.</param>
/// <param name="Allowed">The commands that fit the state.</param>
internal sealed record JobRunView(string Job, string Key, JobState State, DateTimeOffset DueAt, string DueLocal, int Round, string? Reason, string? Error, DateTimeOffset ChangedAt, IReadOnlyList<JobChange> Changes, IReadOnlyList<string> Allowed)
{
    public static JobRunView Of(JobRunRow row)
        => new(row.Job, row.Key, row.State, row.DueAt, row.DueLocal, row.Round, row.Reason, row.Error, row.ChangedAt, row.ReadChanges(), CommandsIn(row.State));

    public static IReadOnlyList<string> CommandsIn(JobState state) => [.. JobLifecycle.Table.AllowedIn(state).Where(@event => @event is JobEvent.Retry or JobEvent.Skip).Select(@event => JsonNamingPolicy.CamelCase.ConvertName($"{@event}"))];
}
