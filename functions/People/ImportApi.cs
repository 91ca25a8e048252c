using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.People;

/// <summary>Imports over HTTP. All rows are checked and all errors told; none is taken unless all are.</summary>
public sealed class ImportApi(PeopleImports imports, PendingImports pending, EffectLedger ledger, Actors actors)
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>
    /// Imports people from CSV or JSON (application/json). The same content for the same group and reason is one import, however
    /// often it is sent; one that was cut off goes on where it was. ?dryRun=true tells what would change and changes nothing.
    /// </summary>
    [Function("ImportPeople")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(Stream), As = "text/csv")]
    [Query("group", "The pay group.", IsRequired = true)]
    [Query("reason", "Why, 3 to 500 characters.", IsRequired = true)]
    [Query("validFrom", "The first day of rows that say none, 2026-01-31.")]
    [Query("dryRun", "'true' to be told what would change.")]
    [Gives(200, typeof(ImportPreview))]
    [Gives(201, typeof(ImportView))]
    [Refuses(404, "not-found")]
    [Refuses(422, "import-refused")]
    public async Task<IResult> ImportAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = PeopleApi.Route + "/import")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var key = Commands.KeyOf(request);
        var order = new ImportOrder(
            tenant,
            PeopleApi.GroupOf(request),
            request.HasJsonContentType() ? ImportFormat.Json : ImportFormat.Csv,
            DayOf(request),
            Reasons.Checked(request.Query["reason"].FirstOrDefault()),
            await Json.ReadBytesAsync(request, MostBytes, cancellationToken));
        var actor = await actors.NowAsync(tenant, Caller.Of(request).Name, key, cancellationToken);
        if (request.Query["dryRun"].FirstOrDefault() == "true")
        {
            return TypedResults.Ok(await imports.PreviewAsync(order, actor, cancellationToken));
        }

        var import = await Commands.OncePerKeyAsync(() => ledger.OnceAsync(
            new EffectKey(tenant, "people-import", $"{actor.Name}|{key}"),
            order.Id,
            async () => (await imports.RunAsync(order, actor, cancellationToken)).Id,
            cancellationToken));
        return TypedResults.Created($"/api/v1/{tenant}/people/import/{import}", ImportView.Of(await RequireAsync(tenant, import, cancellationToken)));
    }

    /// <summary>One import: who sent it, and whether every person is written.</summary>
    [Function("GetPeopleImport")]
    [Allow(Role.Preparer, Role.Auditor, Role.Administrator, Role.Service)]
    [Tagged]
    [Gives(200, typeof(ImportView))]
    [Refuses(404, "not-found")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = PeopleApi.Route + "/import/{import}")] HttpRequest request, string tenant, string import, CancellationToken cancellationToken)
        => ETags.Ok(request, ImportView.Of(await RequireAsync(tenant, import, cancellationToken)));

    private async Task<ImportHead> RequireAsync(string tenant, string import, CancellationToken cancellationToken)
        => (import.All(char.IsAsciiHexDigitLower) ? await pending.FindAsync(tenant, import, cancellationToken) : null) ?? throw RefusedException.NotFound("There is no such import.");

    private static LocalDate? DayOf(HttpRequest request)
        => request.Query["validFrom"].FirstOrDefault() is not { } text ? null
            : LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day
            : throw RefusedException.Invalid("'validFrom' is a day such as 2026-01-31.");
}

/// <summary>An import as the API shows it.</summary>
/// <param name="IsApplied">False while some people are not written yet; a pay run finishes it before it reads.</param>
internal sealed record ImportView(string Import, string Group, string By, DateTimeOffset At, string Reason, int Rows, int People, int Entries, bool IsApplied)
{
    public static ImportView Of(ImportHead head) => new(head.Id, head.Group, head.By, head.At, head.Reason, head.Rows, head.People, head.Entries, head.IsApplied);
}
