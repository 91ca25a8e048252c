using BackOffice.Documents.Domain;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Notifications;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Documents;

/// <summary>Documents over HTTP: look at them, and decide about those that wait for a person.</summary>
public sealed class DocumentApi(DocumentStore store, DocumentDrop drop, DocumentDecisions decisions, Outbox outbox, Commands commands)
{
    private const string Route = "v1/{tenant}/documents";

    /// <summary>Latest first; ?state= and ?destination= and ?kind= (commas for several), ?needsPerson=true for the exception queue.</summary>
    [Function("ListDocuments")]
    [Allow]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var rows = store.Query<DocumentRow>(tenant, DocumentRow.KeyPrefix, DocumentFilter.From(request.Query), Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, row => DocumentView.Of(row), cancellationToken));
    }

    [Function("GetDocument")]
    [Allow]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(new DocumentReference(tenant, id), cancellationToken);
        return TypedResults.Ok(DocumentView.Of(row, await NotificationOfAsync(row, cancellationToken)));
    }

    /// <summary>The bytes as they were dropped, always as a download.</summary>
    [Function("GetDocumentContent")]
    [Allow]
    public async Task<IResult> GetContentAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}/content")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(new DocumentReference(tenant, id), cancellationToken);
        var content = row.Sha256 is { } digest ? await drop.OpenKeptAsync(tenant, digest, cancellationToken) : null;
        return content is null
            ? throw RefusedException.NotFound("This document's content was never taken in.")
            : TypedResults.Stream(content, "application/octet-stream", row.Name[(row.Name.LastIndexOf('/') + 1)..]);
    }

    /// <summary>Out of quarantine and into the register, to a destination or to the person who knows it.</summary>
    [Function("ReleaseDocument")]
    [Allow(Role.Preparer, Role.Administrator)]
    public Task<IResult> ReleaseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/release")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, new DocumentReference(tenant, id), DecisionKind.Release, client), cancellationToken);

    /// <summary>A person says where a registered document goes, and what it says where the rules could not read it.</summary>
    [Function("ResumeDocument")]
    [Allow(Role.Preparer, Role.Administrator)]
    public Task<IResult> ResumeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/resume")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, new DocumentReference(tenant, id), DecisionKind.Route, client), cancellationToken);

    /// <summary>The register entry stays, annotated with who annulled it, when and why.</summary>
    [Function("AnnulDocument")]
    [Allow(Role.Administrator)]
    public Task<IResult> AnnulAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/annul")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, new DocumentReference(tenant, id), DecisionKind.Annul, client), cancellationToken);

    private Task<IResult> DecideAsync(Asked asked, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(asked.Request);
        return commands.RunAsync<DecisionBody>(asked.Request, asked.Document.Tenant, (body, key) => TakeDecisionAsync(asked, body.Checked(asked.Kind), (caller, key), cancellationToken), cancellationToken);
    }

    private async Task<CommandAnswer> TakeDecisionAsync(Asked asked, DecisionRequest request, (Caller Who, string CommandKey) by, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(asked.Document, cancellationToken);
        var decision = DocumentDecisions.IdOf(asked.Document, by.CommandKey);
        if (!await decisions.WasWrittenAsync(decision, cancellationToken))
        {
            RequireTransition(row, asked.Kind);
            await decisions.WriteAsync(decision, request, by.Who);
        }

        if (DocumentLifecycle.WaitingForPerson.Contains(row.State))
        {
            await asked.Client.RaiseEventAsync(asked.Document.InstanceId, DocumentIntakeOrchestrator.Decided, decision.DecisionId, cancellationToken);
        }
        else
        {
            var progress = await decisions.ApplyAsync(decision, cancellationToken);
            if (progress.MessageId is { } message)
            {
                await outbox.SendAsync(DocumentStore.AddressOf(asked.Document.Tenant, message), cancellationToken);
            }
        }

        return CommandAnswer.Accepted($"/api/v1/{asked.Document.Tenant}/documents/{asked.Document.DocumentId}", decision);
    }

    private static void RequireTransition(DocumentRow row, DecisionKind kind)
    {
        var wanted = DocumentDecisions.EventOf(kind, row);
        if (DocumentLifecycle.Table.Next(row.State, wanted) is null)
        {
            var refusal = TransitionRefusedException.For(DocumentLifecycle.Table, row.State, wanted);
            throw new RefusedException(StatusCodes.Status409Conflict, "transition-refused", refusal.Message)
            {
                More = new Dictionary<string, object?> { ["state"] = refusal.State, ["allowed"] = DocumentView.CommandsIn(row.State) },
            };
        }
    }

    /// <summary>What cannot be an id is not looked for: storage refuses some characters in keys.</summary>
    private async Task<NotificationView?> NotificationOfAsync(DocumentRow row, CancellationToken cancellationToken)
        => row.MessageId is { } message
            ? new NotificationView(message, await outbox.SentAtAsync(DocumentStore.AddressOf(row.Reference.Tenant, message), cancellationToken))
            : null;

    private async Task<DocumentRow> RequireAsync(DocumentReference document, CancellationToken cancellationToken)
        => (DocumentKeys.CanBeId(document) ? await store.FindAsync(document, cancellationToken) : null) ?? throw RefusedException.NotFound("There is no such document.");

    private sealed record Asked(HttpRequest Request, DocumentReference Document, DecisionKind Kind, DurableTaskClient Client);

    private sealed record DecisionBody(string? Reason, Destination? Destination, DocumentHeader? Header)
    {
        public DecisionRequest Checked(DecisionKind kind)
        {
            var problem = Reason?.Trim() is not { Length: >= 3 and <= 500 } ? "Give a reason of 3 to 500 characters."
                : kind == DecisionKind.Route && Destination is null ? "Give the destination."
                : Header is not null && RowJson.Write(Header).Length > DocumentRow.LongestHeader ? $"The header may have {DocumentRow.LongestHeader} characters at most."
                : kind == DecisionKind.Annul && (Destination is not null || Header is not null) ? "An annulment has a reason only."
                : null;
            return problem is null ? new DecisionRequest(kind, Destination, Reason!.Trim(), Header) : throw RefusedException.Invalid(problem);
        }
    }
}
