using Azure;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Schedule;

/// <summary>A tenant's own calendar over HTTP: local days off, the pay day, jobs switched off, which payer the law sees in it.</summary>
public sealed class CalendarApi(CalendarStore store, JobCatalog jobs, DeadlineRules rules, TenantStore tenants, TimeProvider time)
{
    private const string Route = "v1/{tenant}/calendar";

    /// <summary>The tenant's settings, and the days off of a year (?year=, this one when absent). The ETag of this year is the one that changing it asks for.</summary>
    [Function("GetCalendar")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(CalendarView))]
    [Query("year", "Whose days off are shown, 2000 to 2199; this year when left out.")]
    [Refuses(404, "not-found")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var known = await tenants.RequireAsync(tenant, cancellationToken);
        var year = request.Query["year"].FirstOrDefault() is { } text
            ? Period.TryParse($"{text}-01", out var january) && january.Year is >= 2000 and <= 2199 ? january.Year : throw RefusedException.Invalid("'year' is a year from 2000 to 2199.")
            : known.DayAt(time.GetUtcNow()).Year;
        return ETags.Ok(request, CalendarView.Of(known, (await store.FindAsync(tenant, cancellationToken)).Settings, year));
    }

    /// <summary>Puts the settings in the place of the earlier ones, whose ETag is If-Match; what is left out is as usual. The same again changes nothing. Periods that ran do not run again.</summary>
    [Function("PutCalendar")]
    [Allow(Role.Administrator)]
    [Tagged]
    [Takes(typeof(CalendarSettings))]
    [Gives(200, typeof(CalendarView))]
    [Refuses(404, "not-found")]
    [Refuses(428, "etag-missing")]
    public async Task<IResult> PutAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var known = await tenants.RequireAsync(tenant, cancellationToken);
        var settings = await Json.ReadAsync<CalendarSettings>(request, cancellationToken);
        if (Problems(settings) is [var problem, ..])
        {
            throw RefusedException.Invalid(problem);
        }

        var before = await store.FindAsync(tenant, cancellationToken);
        var year = known.DayAt(time.GetUtcNow()).Year;
        if (before.ETag is null || RowJson.Write(before.Settings) != RowJson.Write(settings))
        {
            await ETags.RequireSeenAsync(request, CalendarView.Of(known, before.Settings, year), isNew: before.ETag is null);
            await SaveAsync(tenant, settings, before, cancellationToken);
        }

        return ETags.Ok(request, CalendarView.Of(known, settings, year));
    }

    private async Task SaveAsync(string tenant, CalendarSettings settings, CalendarRow before, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(tenant, settings, before, cancellationToken);
        }
        catch (RequestFailedException beaten) when (beaten.Status is 409 or 412)
        {
            throw new RefusedException(StatusCodes.Status412PreconditionFailed, "etag-mismatch", "Somebody else changed the calendar at the same time. Read it again.");
        }
    }

    private List<string> Problems(CalendarSettings settings) =>
    [
        .. settings.Problems(),
        .. settings.JobsOff.Where(job => jobs.Find(job) is null).Select(job => $"There is no job '{job}'."),
        .. settings.Variants.Where(variant => !rules.HasVariant(variant.Key, variant.Value)).Select(variant => $"'{variant.Key}' has no variant '{variant.Value}'."),
    ];
}

/// <summary>A tenant's calendar as the API shows it.</summary>
/// <param name="KnowsPublicHolidays">False where the country's holidays are not known: then only weekends and local days are off.</param>
/// <param name="DaysOff">Public holidays and local days of the year, also those on a weekend.</param>
/// <param name="PayDays">The twelve pay days of the year.</param>
internal sealed record CalendarView(string Country, string Zone, bool KnowsPublicHolidays, CalendarSettings Settings, int Year, IReadOnlyList<string> DaysOff, IReadOnlyList<string> PayDays)
{
    public static CalendarView Of(Tenant tenant, CalendarSettings settings, int year)
    {
        var calendar = settings.For(tenant.Country, tenant.Zone);
        var january = new Period(year, 1);
        return new CalendarView(
            tenant.Country,
            tenant.Zone,
            PublicHolidays.Countries.Contains(tenant.Country),
            settings,
            year,
            [.. Enumerable.Range(0, NodaTime.Period.DaysBetween(january.First, january.Plus(12).First)).Select(january.First.PlusDays).Where(calendar.Days.IsHoliday).Select(LocalDatePattern.Iso.Format)],
            [.. Enumerable.Range(0, 12).Select(month => LocalDatePattern.Iso.Format(calendar.PayDay.In(january.Plus(month), calendar.Days)))]);
    }
}
