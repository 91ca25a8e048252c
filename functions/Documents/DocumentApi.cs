using BackOffice.Documents.Domain;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Documents;

/// <summary>Documents over HTTP, to look at.</summary>
public sealed class DocumentApi(DocumentStore store, DocumentLookup lookup, DocumentDrop drop)
{
    internal const string Route = "v1/{tenant}/documents";

    /// <summary>The documents of a tenant, latest first.</summary>
    [Function("ListDocuments")]
    [Allow]
    [Paged]
    [Query("state", "Only documents in one of these states.", Words = typeof(DocumentState))]
    [Query("kind", "Only documents of one of these kinds.", Words = typeof(DocumentKind))]
    [Query("destination", "Only documents for one of these destinations.", Words = typeof(Destination))]
    [Query("needsPerson", "'true' for the exception queue: what waits for a person.")]
    [Gives(200, typeof(Page<DocumentView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var rows = store.Query<DocumentRow>(tenant, DocumentRow.KeyPrefix, DocumentFilter.From(request.Query), Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, row => DocumentView.Of(row), cancellationToken));
    }

    /// <summary>One document, with its register number, its notification and every change of state.</summary>
    [Function("GetDocument")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(DocumentView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var row = await lookup.RequireAsync(new DocumentReference(tenant, id), cancellationToken);
        return ETags.Ok(request, await lookup.ViewOfAsync(row, cancellationToken));
    }

    /// <summary>The bytes as they were dropped, always as a download.</summary>
    [Function("GetDocumentContent")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(Stream))]
    public async Task<IResult> GetContentAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}/content")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var row = await lookup.RequireAsync(new DocumentReference(tenant, id), cancellationToken);
        var content = row.Sha256 is { } digest ? await drop.OpenKeptAsync(tenant, digest, cancellationToken) : null;
        return content is null
            ? throw RefusedException.NotFound("This document's content was never taken in.")
            : ETags.Download(request, content, row.Name[(row.Name.LastIndexOf('/') + 1)..], row.Sha256!);
    }
}
