using System.Text.Json;
using BackOffice.Closing.Domain;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Closing;

/// <summary>Months over HTTP: look at them, ask whether they take a posting, change them.</summary>
public sealed class PeriodApi(ClosingStore store, Periods periods, PeriodCommands moves, MonthViews views, Commands commands, Actors actors)
{
    private const string Route = "v1/{tenant}/periods";
    private const int MostMonths = 60;

    /// <summary>The months of the ledgers, oldest first.</summary>
    [Function("ListPeriods")]
    [Allow]
    [Query("ledger", "Only one ledger: general, receivables, payables or payroll.")]
    [Query("from", "The first month, as 2026-01; a year ago when left out.")]
    [Query("to", "The last month, which belongs to the list; the next one when left out. At most 60 months.")]
    [Refuses(404, "not-found")]
    [Gives(200, typeof(Page<PeriodView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var actor = await actors.RequireAsync(tenant, Caller.Of(request).Name, "", cancellationToken);
        var today = actor.Tenant!.DayAt(actor.Now);
        var from = request.Query["from"].FirstOrDefault() is { } first ? Bodies.Month(first) : Period.Of(today).Plus(-12);
        var to = request.Query["to"].FirstOrDefault() is { } last ? Bodies.Month(last) : Period.Of(today).Next;
        var ledgers = request.Query["ledger"].FirstOrDefault() is { } word
            ? [Ledgers.Find(word) ?? throw RefusedException.Invalid($"'ledger' is one of {string.Join(", ", Ledgers.All.Select(ledger => ledger.Word()))}.")]
            : Ledgers.All;
        if (to.MonthsSince(from) is < 0 or >= MostMonths)
        {
            throw RefusedException.Invalid($"Ask for 1 to {MostMonths} months.");
        }

        var books = await store.ReadBooksAsync(tenant, cancellationToken);
        var months = Enumerable.Range(0, to.MonthsSince(from) + 1).Select(from.Plus);
        return TypedResults.Ok(new Page<PeriodView>([.. months.SelectMany(month => ledgers.Select(ledger => PeriodView.From(books.Of(ledger, month, today), actor.Now)))], Next: null));
    }

    /// <summary>A month in every ledger, with its history, exceptions and reopenings.</summary>
    [Function("GetPeriod")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(MonthView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{period}")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
    {
        var actor = await actors.RequireAsync(tenant, Caller.Of(request).Name, "", cancellationToken);
        return ETags.Ok(request, await views.ReadAsync(tenant, Bodies.Month(period), actor, cancellationToken));
    }

    /// <summary>Opens a future month early.</summary>
    [Function("OpenPeriod")]
    [Allow(Role.Administrator)]
    [Takes(typeof(PeriodBody))]
    [Gives(200, typeof(IReadOnlyList<PeriodView>))]
    [Refuses(409, PeriodChanges.Unfit)]
    public Task<IResult> OpenAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/open")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
        => ChangeAsync(request, (tenant, period), PeriodEvent.Open, cancellationToken);

    /// <summary>Leaves a month to approvers, administrators and people with an exception.</summary>
    [Function("SoftClosePeriod")]
    [Allow(Role.Approver, Role.Administrator)]
    [Takes(typeof(PeriodBody))]
    [Gives(200, typeof(IReadOnlyList<PeriodView>))]
    [Refuses(409, PeriodChanges.Unfit)]
    public Task<IResult> SoftCloseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/soft-close")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
        => ChangeAsync(request, (tenant, period), PeriodEvent.SoftClose, cancellationToken);

    /// <summary>Takes a soft close back.</summary>
    [Function("ResumePeriod")]
    [Allow(Role.Approver, Role.Administrator)]
    [Takes(typeof(PeriodBody))]
    [Gives(200, typeof(IReadOnlyList<PeriodView>))]
    [Refuses(409, PeriodChanges.Unfit)]
    public Task<IResult> ResumeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/resume")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
        => ChangeAsync(request, (tenant, period), PeriodEvent.Resume, cancellationToken);

    /// <summary>Closes a month by hand, in the order the books have, while no posting to it is under way.</summary>
    [Function("ClosePeriod")]
    [Allow(Role.Administrator)]
    [Takes(typeof(PeriodBody))]
    [Gives(200, typeof(IReadOnlyList<PeriodView>))]
    [Refuses(409, PeriodChanges.Unfit, PeriodChanges.OutOfOrder, PeriodCommands.UnderWay)]
    public Task<IResult> CloseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/close")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
        => ChangeAsync(request, (tenant, period), PeriodEvent.Close, cancellationToken);

    /// <summary>Locks a closed month for ever, while no posting to it is under way.</summary>
    [Function("HardLockPeriod")]
    [Allow(Role.Administrator)]
    [Takes(typeof(PeriodBody))]
    [Gives(200, typeof(IReadOnlyList<PeriodView>))]
    [Refuses(409, PeriodChanges.Unfit, PeriodCommands.UnderWay)]
    public Task<IResult> HardLockAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/hard-lock")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
        => ChangeAsync(request, (tenant, period), PeriodEvent.HardLock, cancellationToken);

    /// <summary>Asks whether the caller may post on a day, and where a late document would go; changes nothing.</summary>
    [Function("CheckPosting")]
    [Allow]
    [Takes(typeof(PostingBody), IsCommand = false)]
    [Refuses(404, "not-found")]
    [Gives(200, typeof(PostingAnswer))]
    public async Task<IResult> CheckAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/{tenant}/posting-checks")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var body = await Json.ReadAsync<PostingBody>(request, cancellationToken);
        if (body is not { Ledger: { } ledger, Day: { } day })
        {
            throw RefusedException.Invalid("Give the ledger and the day.");
        }

        var decision = await periods.DecideAsync(new Posting(tenant, ledger, day) { Actor = caller.Name, Roles = caller.Roles }, cancellationToken);
        return TypedResults.Ok(new PostingAnswer(decision, PostingRule.RouteLate(decision, body.Reference ?? "")));
    }

    private async Task<IResult> ChangeAsync(HttpRequest request, (string Tenant, string Period) month, PeriodEvent @event, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return await commands.RunAsync<PeriodBody>(
            request,
            month.Tenant,
            async (body, key) =>
            {
                var move = body.Checked(month.Tenant, Bodies.Month(month.Period), @event);
                var actor = await actors.RequireAsync(month.Tenant, caller.Name, key, cancellationToken);
                return new CommandAnswer(StatusCodes.Status200OK, $"/api/v1/{month.Tenant}/periods/{move.Period}", JsonSerializer.SerializeToElement(await moves.ApplyAsync(move, actor, cancellationToken), Json.Options));
            },
            cancellationToken);
    }
}
