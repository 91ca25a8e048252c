using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Documents;

/// <summary>What a person may say to a document in the exception queue, or to one already routed.</summary>
/// <param name="Kind">What is to happen.</param>
/// <param name="Destination">Where to: needed to route, optional to release.</param>
/// <param name="Reason">In the person's own words, 3 to 500 characters.</param>
/// <param name="Header">What the person read in the document; replaces the header found, where given.</param>
public sealed record DecisionRequest(DecisionKind Kind, Destination? Destination, string Reason, DocumentHeader? Header);

/// <summary>Decisions of people: written down first, applied by the document's own orchestration.</summary>
public sealed class DocumentDecisions(DocumentStore store, Actors actors, TimeProvider time)
{
    private const string Pending = "Pending";
    private const string Applied = "Applied";
    private const string Refused = "Refused";

    /// <summary>The same command is the same decision, however often it is sent.</summary>
    internal static DocumentDecision IdOf(DocumentReference document, string commandKey) => new(document, Digest.Of(document.Tenant, commandKey)[..24]);

    internal async Task<bool> WasWrittenAsync(DocumentDecision decision, CancellationToken cancellationToken)
        => await store.FindRowAsync(decision.Document.Tenant, KeyOf(decision), cancellationToken) is not null;

    internal Task WriteAsync(DocumentDecision decision, DecisionRequest request, Caller caller)
        => store.TryAddAsync(new TableEntity(DocumentKeys.Partition(decision.Document.Tenant), KeyOf(decision))
        {
            ["SchemaVersion"] = 1,
            ["State"] = Pending,
            ["Request"] = RowJson.Write(request),
            ["Actor"] = caller.Name,
            ["DecidedAt"] = time.GetUtcNow(),
        });

    /// <summary>The oldest decision that waits to be applied; null when there is none.</summary>
    internal async Task<DocumentDecision?> FindPendingAsync(DocumentReference document, CancellationToken cancellationToken)
    {
        TableEntity? oldest = null;
        await foreach (var row in store.Query<TableEntity>(document.Tenant, DocumentKeys.DecisionPrefix(document.DocumentId), $"State eq '{Pending}'").WithCancellation(cancellationToken))
        {
            oldest = oldest is null || row.GetDateTimeOffset("DecidedAt") < oldest.GetDateTimeOffset("DecidedAt") ? row : oldest;
        }

        return oldest is null ? null : new DocumentDecision(document, oldest.RowKey[DocumentKeys.DecisionPrefix(document.DocumentId).Length..]);
    }

    /// <summary>Applies a decision once, and none that was never written down; where the document's state refuses it by now, the decision is marked so and nothing else changes.</summary>
    internal async Task<DocumentProgress> ApplyAsync(DocumentDecision decision, CancellationToken cancellationToken)
    {
        var tenant = decision.Document.Tenant;
        var document = await store.RequireAsync(decision.Document, cancellationToken);
        var row = await store.FindRowAsync(tenant, KeyOf(decision), cancellationToken);
        if (row?.Text("State") != Pending)
        {
            return document.Progress;
        }

        var request = RowJson.Read<DecisionRequest>(row.Text("Request"));
        var actor = await actors.NowAsync(tenant, row.Text("Actor"), decision.DecisionId, cancellationToken);
        var unchanged = document.Copy();
        try
        {
            Change(document, request, actor);
        }
        catch (TransitionRefusedException refusal)
        {
            return await MarkRefusedAsync(unchanged, row, refusal.Message, actor.Now);
        }

        List<TableTransactionAction> alongside = [Mark(row, Applied, "", actor.Now)];
        if (request.Kind == DecisionKind.Annul)
        {
            // The content may come again and be registered under a number of its own.
            alongside.Add(await AnnulEntryAsync(document, request, actor, cancellationToken));
            alongside.Add(store.FreeContent(document));
        }

        await store.SaveAsync(document, NoticeOf(document), actor.Now, alongside);
        return document.Progress;
    }

    private static void Change(DocumentRow document, DecisionRequest request, Actor actor)
    {
        if (request.Kind == DecisionKind.Release && actor.Tenant is null)
        {
            throw new TransitionRefusedException($"{document.State}", "Release for an unknown tenant", []);
        }

        document.Move(EventOf(request.Kind, document), actor, request.Reason);
        if (request.Header is { } header)
        {
            document.Header = RowJson.Write(header);
            document.Subject = ProtocolSubject.For(Enum.Parse<DocumentKind>(document.Kind ?? nameof(DocumentKind.Unknown)), header, document.Name);
        }

        document.QuarantineReason = request.Kind == DecisionKind.Release ? null : document.QuarantineReason;
        document.NeedsPerson = document.NeedsPerson && request.Destination is null;
        document.Destination = request.Destination is { } destination ? DocumentRegistration.WireName(destination) : document.Destination;
        document.Reason = request.Reason;
    }

    private async Task<DocumentProgress> MarkRefusedAsync(DocumentRow document, TableEntity decision, string why, DateTimeOffset now)
    {
        await store.SaveAsync(document, notification: null, now, Mark(decision, Refused, why, now));
        return document.Progress;
    }

    private async Task<TableTransactionAction> AnnulEntryAsync(DocumentRow document, DecisionRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var entry = await store.FindEntryAsync(document.Reference.Tenant, document.Year!.Value, document.Number!.Value, cancellationToken)
            ?? throw new InvalidOperationException($"Register entry {document.Year}/{document.Number} is missing.");
        entry.AnnulledAt = actor.Now;
        entry.AnnulledBy = actor.Name;
        entry.AnnulmentReason = request.Reason;
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, entry, entry.ETag);
    }

    private static TableTransactionAction Mark(TableEntity decision, string state, string why, DateTimeOffset now)
    {
        decision["State"] = state;
        decision["Outcome"] = why;
        decision["AppliedAt"] = now;
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, decision, decision.ETag);
    }

    /// <summary>Released documents are announced when they have their number.</summary>
    private static Notification? NoticeOf(DocumentRow document)
        => document.State is DocumentState.Examined or DocumentState.Received ? null : DocumentNotices.Of(document);

    internal static DocumentEvent EventOf(DecisionKind kind, DocumentRow document) => kind switch
    {
        DecisionKind.Release => document.Sha256 is null ? DocumentEvent.Retry : DocumentEvent.Release,
        DecisionKind.Route => DocumentEvent.Route,
        DecisionKind.Annul => DocumentEvent.Annul,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a decision."),
    };

    private static string KeyOf(DocumentDecision decision) => DocumentKeys.DecisionPrefix(decision.Document.DocumentId) + decision.DecisionId;
}
