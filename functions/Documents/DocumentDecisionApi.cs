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

/// <summary>Decisions about documents over HTTP: those that wait for a person, and register entries that no longer stand.</summary>
public sealed class DocumentDecisionApi(DocumentLookup lookup, DocumentDecisions decisions, Outbox outbox, Commands commands)
{
    private const string TransitionRefused = "transition-refused";

    /// <summary>Out of quarantine and into the register, to a destination or to the person who knows it.</summary>
    [Function("ReleaseDocument")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(DocumentDecisionBody))]
    [Tagged]
    [Gives(202, typeof(DocumentDecision))]
    [Refuses(409, TransitionRefused)]
    public Task<IResult> ReleaseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = DocumentApi.Route + "/{id}/release")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, new DocumentReference(tenant, id), DecisionKind.Release, client), cancellationToken);

    /// <summary>A person says where a registered document goes, and what it says where the rules could not read it.</summary>
    [Function("ResumeDocument")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(DocumentDecisionBody))]
    [Tagged]
    [Gives(202, typeof(DocumentDecision))]
    [Refuses(409, TransitionRefused)]
    public Task<IResult> ResumeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = DocumentApi.Route + "/{id}/resume")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, new DocumentReference(tenant, id), DecisionKind.Route, client), cancellationToken);

    /// <summary>The register entry stays, annotated with who annulled it, when and why.</summary>
    [Function("AnnulDocument")]
    [Allow(Role.Administrator)]
    [Takes(typeof(DocumentDecisionBody))]
    [Tagged]
    [Gives(202, typeof(DocumentDecision))]
    [Refuses(409, TransitionRefused)]
    public Task<IResult> AnnulAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = DocumentApi.Route + "/{id}/annul")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, new DocumentReference(tenant, id), DecisionKind.Annul, client), cancellationToken);

    private Task<IResult> DecideAsync(Asked asked, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(asked.Request);
        return commands.RunAsync<DocumentDecisionBody>(asked.Request, asked.Document.Tenant, (body, key) => TakeDecisionAsync(asked, body.Checked(asked.Kind), (caller, key), cancellationToken), cancellationToken);
    }

    private async Task<CommandAnswer> TakeDecisionAsync(Asked asked, DecisionRequest request, (Caller Who, string CommandKey) by, CancellationToken cancellationToken)
    {
        var row = await lookup.RequireAsync(asked.Document, cancellationToken);
        var decision = DocumentDecisions.IdOf(asked.Document, by.CommandKey);
        if (!await decisions.WasWrittenAsync(decision, cancellationToken))
        {
            await ETags.RequireAsync(asked.Request, async () => await lookup.ViewOfAsync(row, cancellationToken));
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
            throw new RefusedException(StatusCodes.Status409Conflict, TransitionRefused, refusal.Message)
            {
                More = new Dictionary<string, object?> { ["state"] = refusal.State, ["allowed"] = DocumentView.CommandsIn(row.State) },
            };
        }
    }

    private sealed record Asked(HttpRequest Request, DocumentReference Document, DecisionKind Kind, DurableTaskClient Client);
}

/// <summary>What a person decides about a document.</summary>
/// <param name="Reason">In the person's own words, 3 to 500 characters.</param>
/// <param name="Destination">Where to: needed to resume, optional to release.</param>
/// <param name="Header">What the person read in the document; replaces the header found, where given.</param>
internal sealed record DocumentDecisionBody(string? Reason, Destination? Destination, DocumentHeader? Header)
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
