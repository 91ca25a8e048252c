using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Documents;

/// <summary>The protocol register and the sweeper's reports over HTTP.</summary>
public sealed class RegisterApi(DocumentStore store, TimeProvider time)
{
    /// <summary>The protocol register of a year, in the order of its numbers.</summary>
    [Function("ListRegister")]
    [Allow]
    [Paged]
    [Gives(200, typeof(Page<EntryView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}/register/{year:int}")] HttpRequest request, string tenant, int year, CancellationToken cancellationToken)
    {
        var rows = store.Query<RegisterEntry>(tenant, DocumentKeys.EntryPrefix(year), pageSize: Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, entry => EntryView.Of(tenant, entry), cancellationToken));
    }

    /// <summary>One entry of the register; annulled ones too.</summary>
    [Function("GetRegisterEntry")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(EntryView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}/register/{year:int}/{number:long}")] HttpRequest request, string tenant, int year, long number, CancellationToken cancellationToken)
    {
        var entry = await store.FindEntryAsync(tenant, year, number, cancellationToken);
        return ETags.Ok(request, EntryView.Of(tenant, entry ?? throw RefusedException.NotFound($"The register of {year} has no number {number}.")));
    }

    /// <summary>Starts a sweep now. A second call within the same minute is the same sweep.</summary>
    [Function("StartDocumentSweep")]
    [Allow(Role.Administrator)]
    [Gives(202)]
    public async Task<IResult> SweepAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/{tenant}/documents-sweeps")] HttpRequest request, string tenant, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await DocumentSweep.StartAsync(client, time.GetUtcNow(), cancellationToken);
        return TypedResults.Accepted(new Uri($"/api/v1/{tenant}/documents-sweeps", UriKind.Relative));
    }

    /// <summary>The reports of the sweeps, latest first: what was repaired and what does not agree.</summary>
    [Function("ListDocumentSweeps")]
    [Allow(Role.Auditor, Role.Administrator, Role.Preparer)]
    [Paged]
    [Gives(200, typeof(Page<SweepView>))]
    public async Task<IResult> ListSweepsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}/documents-sweeps")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var rows = store.Query<TableEntity>(tenant, DocumentSweep.ReportPrefix, pageSize: Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, SweepView.Of, cancellationToken));
    }
}

/// <summary>What one sweep found and did.</summary>
internal sealed record SweepView(DateTimeOffset SweptAt, SweepResult Result, IReadOnlyList<Discrepancy> Discrepancies)
{
    public static SweepView Of(TableEntity row) => new(
        row.GetDateTimeOffset("SweptAt")!.Value,
        JsonSerializer.Deserialize<SweepResult>(row.Text("Result"))!,
        JsonSerializer.Deserialize<List<Discrepancy>>(row.Text("Discrepancies"))!);
}
