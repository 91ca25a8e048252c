using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using BackOffice.Timesheets.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Timesheets;

/// <summary>Timesheets over HTTP: bring one, look at it, approve or reject it.</summary>
public sealed class TimesheetApi(TimesheetIntake intake, TimesheetStore store, SheetDecisions decisions, Commands commands, EffectLedger ledger, Actors actors)
{
    private const string Route = "v1/{tenant}/timesheets";
    private const string One = Route + "/{group}/{period}/{sheet}";
    private const int MostBytes = 32 * 1024 * 1024;
    private const int LongestName = 200;

    /// <summary>Brings a sheet as CSV. It is kept whatever is wrong with it; the answer says where it stands and what is.</summary>
    [Function("BringTimesheet")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(Stream), As = "text/csv")]
    [Query("group", "The pay group.", IsRequired = true)]
    [Query("period", "The month, 2026-07.", IsRequired = true)]
    [Query("name", "A file name; a corrected sheet has the name of the one it takes the place of.", IsRequired = true)]
    [Gives(201, typeof(SheetView))]
    [Refuses(404, "not-found")]
    public async Task<IResult> BringAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var key = Commands.KeyOf(request);
        var place = PlaceOf(tenant, request.Query["group"].FirstOrDefault(), request.Query["period"].FirstOrDefault());
        var name = request.Query["name"].FirstOrDefault() is { Length: > 0 and <= LongestName } given && !given.Any(char.IsControl) ? given : throw RefusedException.Invalid($"'name' is a file name of 1 to {LongestName} characters.");
        var content = await Json.ReadBytesAsync(request, MostBytes, cancellationToken);
        var actor = await ActorAsync(tenant, request, key, cancellationToken);
        var digest = Digest.Of(place.Partition, name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.Span)));
        var sheet = await Commands.OncePerKeyAsync(() => ledger.OnceAsync(
            new EffectKey(tenant, "timesheet", $"{actor.Name}|{key}"),
            digest,
            async () => (await intake.TakeInAsync(place, name, content, actor, cancellationToken)).Id,
            cancellationToken));
        var kept = await RequireAsync(place, sheet, cancellationToken);
        return TypedResults.Created($"/api/v1/{tenant}/timesheets/{place.Group}/{place.Period}/{sheet}", SheetView.Of(place, kept));
    }

    /// <summary>The sheets of a group and month, the last first. Files that said no group or month are in the group 'unassigned' and no month.</summary>
    [Function("ListTimesheets")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Query("group", "The pay group, or 'unassigned'.", IsRequired = true)]
    [Query("period", "The month, 2026-07; none for 'unassigned'.")]
    [Query("state", "Only sheets in one of these states.", Words = typeof(SheetState))]
    [Query("late", "'true' for those that came when the month was cut off or closed.")]
    [Gives(200, typeof(IReadOnlyList<SheetSummary>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var place = PlaceOf(tenant, request.Query["group"].FirstOrDefault(), request.Query["period"].FirstOrDefault());
        var states = (request.Query["state"].FirstOrDefault() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => Enum.TryParse<SheetState>(word, out var state) && Enum.IsDefined(state) ? state : throw RefusedException.Invalid($"'state' is of {string.Join(", ", Enum.GetNames<SheetState>())}."))
            .ToHashSet();
        var late = request.Query["late"].FirstOrDefault() == "true";
        var sheets = await store.SheetsAsync(place, cancellationToken);
        return TypedResults.Ok(sheets.Where(sheet => (states.Count == 0 || states.Contains(sheet.State)) && (!late || sheet.IsRetro)).OrderByDescending(sheet => sheet.ReceivedAt).Select(sheet => SheetSummary.Of(place, sheet)));
    }

    /// <summary>One sheet with its errors and every change of state.</summary>
    [Function("GetTimesheet")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Tagged]
    [Gives(200, typeof(SheetView))]
    [Refuses(404, "not-found")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = One)] HttpRequest request, string tenant, string group, string period, string sheet, CancellationToken cancellationToken)
    {
        var place = PlaceInPath(tenant, group, period);
        return ETags.Ok(request, SheetView.Of(place, await RequireAsync(place, sheet, cancellationToken)));
    }

    /// <summary>Approves a sheet, or some people of it. Who brought it may not.</summary>
    [Function("ApproveTimesheet")]
    [Allow(Role.Approver)]
    [Takes(typeof(SheetDecisionBody))]
    [Gives(200, typeof(SheetSummary))]
    [Refuses(403, "own-sheet")]
    [Refuses(404, "not-found")]
    [Refuses(409, "transition-refused", "sheet-conflicts", "too-late", "busy")]
    public Task<IResult> ApproveAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "/approve")] HttpRequest request, string tenant, string group, string period, string sheet, CancellationToken cancellationToken)
        => DecideAsync(request, (tenant, group, period, sheet), isApproved: true, cancellationToken);

    /// <summary>Rejects a sheet, or some people of it. Who brought it may not.</summary>
    [Function("RejectTimesheet")]
    [Allow(Role.Approver)]
    [Takes(typeof(SheetDecisionBody))]
    [Gives(200, typeof(SheetSummary))]
    [Refuses(403, "own-sheet")]
    [Refuses(404, "not-found")]
    [Refuses(409, "transition-refused", "busy")]
    public Task<IResult> RejectAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "/reject")] HttpRequest request, string tenant, string group, string period, string sheet, CancellationToken cancellationToken)
        => DecideAsync(request, (tenant, group, period, sheet), isApproved: false, cancellationToken);

    private Task<IResult> DecideAsync(HttpRequest request, (string Tenant, string Group, string Period, string Sheet) of, bool isApproved, CancellationToken cancellationToken)
        => commands.RunAsync<SheetDecisionBody>(
            request,
            of.Tenant,
            async (body, key) =>
            {
                var place = PlaceInPath(of.Tenant, of.Group, of.Period);
                var actor = await ActorAsync(of.Tenant, request, key, cancellationToken);
                var sheet = await decisions.DecideAsync(new SheetDecision(place, of.Sheet, isApproved, body.People ?? [], Reasons.Checked(body.Reason)), actor, cancellationToken);
                return CommandAnswer.Ok(SheetSummary.Of(place, sheet));
            },
            cancellationToken);

    private async Task<Actor> ActorAsync(string tenant, HttpRequest request, string key, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(tenant, Caller.Of(request).Name, key, cancellationToken);
        return actor.Tenant is null ? throw RefusedException.NotFound($"There is no tenant '{tenant}'.") : actor;
    }

    private async Task<SheetRow> RequireAsync(SheetPlace place, string sheet, CancellationToken cancellationToken)
        => (sheet.All(char.IsAsciiHexDigitLower) ? await store.FindAsync(place, sheet, cancellationToken) : null) ?? throw RefusedException.NotFound("There is no such sheet.");

    /// <summary>What cannot be a place in a path is not looked for.</summary>
    private static SheetPlace PlaceInPath(string tenant, string group, string month)
        => FindPlace(tenant, group, month) ?? throw RefusedException.NotFound("There is no such sheet.");

    private static SheetPlace PlaceOf(string tenant, string? group, string? month)
        => FindPlace(tenant, group, month) ?? throw RefusedException.Invalid("'group' is the id of a pay group and 'period' a month such as 2026-07.");

    private static SheetPlace? FindPlace(string tenant, string? group, string? month)
        => group == TimesheetKeys.NoGroup ? new SheetPlace(tenant, TimesheetKeys.NoGroup, Period: null)
            : group is not null && Tenant.ProblemWithId(group) is null && Period.TryParse(month, out var period) ? new SheetPlace(tenant, group, period)
            : null;
}
