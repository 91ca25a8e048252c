using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Documents;

/// <summary>The work of the intake. Every activity looks first whether it was done before, and answers what it answered then.</summary>
public sealed class DocumentActivities(DocumentStore store, DocumentDecisions decisions, Actors actors, Outbox outbox)
{
    /// <summary>Gives the content its number, or links it to the first arrival of the same content.</summary>
    [Function(nameof(DocumentSteps.RegisterDocument))]
    public async Task<DocumentProgress> RegisterAsync([ActivityTrigger] DocumentReference document, CancellationToken cancellationToken)
    {
        var row = await store.RequireAsync(document, cancellationToken);
        if (row.State != DocumentState.Examined)
        {
            return row.Progress;
        }

        var actor = await actors.NowAsync(document.Tenant, DocumentIntakeOrchestrator.Actor, document.InstanceId, cancellationToken);
        var year = actor.Tenant!.DayAt(actor.Now).Year;
        var registered = row;
        var given = await store.RegisterAsync(row, year, number => DocumentRegistration.Complete(registered = row.Copy(), year, number, actor), actor.Now);
        if (given.Owner == document.DocumentId)
        {
            return registered == row ? (await store.RequireAsync(document, cancellationToken)).Progress : registered.Progress;
        }

        row.Move(DocumentEvent.LinkToFirst, actor, "The same content is in the register already.");
        row.FirstDocumentId = given.Owner;
        await store.SaveAsync(row, DocumentNotices.Of(row), actor.Now);
        return row.Progress;
    }

    /// <summary>Does what a person decided; a decision that is refused by now changes nothing and is marked so.</summary>
    [Function(nameof(DocumentSteps.ApplyDecision))]
    public Task<DocumentProgress> ApplyDecisionAsync([ActivityTrigger] DocumentDecision decision, CancellationToken cancellationToken)
        => decisions.ApplyAsync(decision, cancellationToken);

    /// <summary>Silence is a refusal, unless a decision was written in the last moment.</summary>
    [Function(nameof(DocumentSteps.RefuseDocument))]
    public Task<DocumentProgress> RefuseAsync([ActivityTrigger] DocumentReference document, CancellationToken cancellationToken)
        => UnlessDecidedAsync(document, DocumentState.Quarantined, (row, actor) =>
        {
            row.Move(DocumentEvent.Refuse, actor, $"Nobody decided within {DocumentIntakeOrchestrator.QuarantineDeadline.TotalDays} days.");
            return DocumentNotices.Of(row);
        }, cancellationToken);

    /// <summary>Reminds the people of the exception queue, once a day at most.</summary>
    [Function(nameof(DocumentSteps.RemindOfDocument))]
    public Task<DocumentProgress> RemindAsync([ActivityTrigger] DocumentReference document, CancellationToken cancellationToken)
        => UnlessDecidedAsync(document, DocumentState.NeedsPerson, (row, actor) =>
        {
            var before = row.MessageId;
            var reminder = DocumentNotices.Reminder(row, actor.LocalTime[..10]);
            return row.MessageId == before ? null : reminder;
        }, cancellationToken);

    /// <summary>Hands one notification to Service Bus; nothing happens when it was handed over before.</summary>
    [Function(nameof(DocumentSteps.SendNotice))]
    public Task SendNoticeAsync([ActivityTrigger] DocumentNotice notice, CancellationToken cancellationToken)
        => outbox.SendAsync(DocumentStore.AddressOf(notice.Document.Tenant, notice.MessageId), cancellationToken);

    /// <summary>What silence does to a document in a state, told by the notification; nothing where there is nothing to tell.</summary>
    private async Task<DocumentProgress> UnlessDecidedAsync(DocumentReference document, DocumentState waiting, Func<DocumentRow, Actor, Notification?> change, CancellationToken cancellationToken)
    {
        if (await decisions.FindPendingAsync(document, cancellationToken) is { } decision)
        {
            return await decisions.ApplyAsync(decision, cancellationToken);
        }

        var row = await store.RequireAsync(document, cancellationToken);
        var actor = await actors.NowAsync(document.Tenant, DocumentIntakeOrchestrator.Actor, document.InstanceId, cancellationToken);
        if (row.State == waiting && change(row, actor) is { } notice)
        {
            await store.SaveAsync(row, notice, actor.Now);
        }

        return row.Progress;
    }
}
