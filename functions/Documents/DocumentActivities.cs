using System.Text.Json;
using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace BackOffice.Documents;

/// <summary>The work of the intake. Every activity looks first whether it was done before, and answers what it answered then.</summary>
public sealed class DocumentActivities(DocumentStore store, DocumentDrop drop, DocumentArrivals arrivals, DocumentDecisions decisions, Outbox outbox, TenantStore tenants, TimeProvider time, IOptions<DocumentsOptions> options)
{
    /// <summary>With ten texts and thirty numbers a header fits in a row's property.</summary>
    private const int LongestField = 300;

    private const int MostNumbers = 30;

    /// <summary>Reads the seen version once, keeps it and says what it is; the sweeper clears it from the drop.</summary>
    [Function(nameof(DocumentSteps.ExamineDocument))]
    public async Task<DocumentProgress> ExamineAsync([ActivityTrigger] DocumentReference document, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(document, cancellationToken);
        if (row.State == DocumentState.Received)
        {
            var content = await drop.ReadAsync(row.Name, row.SourceVersion, cancellationToken);
            await (content is null ? GiveUpAsync(row, client, cancellationToken) : TakeInAsync(row, content, cancellationToken));
        }

        return row.Progress;
    }

    /// <summary>Quarantines a document that could not be examined; its content stays in the drop until a person releases it.</summary>
    [Function(nameof(DocumentSteps.SetDocumentAside))]
    public async Task<DocumentProgress> SetAsideAsync([ActivityTrigger] DocumentReference document, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(document, cancellationToken);
        if (row.State is DocumentState.Received or DocumentState.Examined)
        {
            await QuarantineAsync(row, Quarantine.For(QuarantineReason.ExaminationFailed), cancellationToken);
        }

        return row.Progress;
    }

    /// <summary>Gives the content its number, or links it to the first arrival of the same content.</summary>
    [Function(nameof(DocumentSteps.RegisterDocument))]
    public async Task<DocumentProgress> RegisterAsync([ActivityTrigger] DocumentReference document, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(document, cancellationToken);
        if (row.State != DocumentState.Examined)
        {
            return row.Progress;
        }

        var actor = await IntakeAsync(document, cancellationToken);
        var year = (await tenants.FindAsync(document.Tenant, cancellationToken))!.DayAt(actor.Now).Year;
        var registered = row;
        var given = await store.RegisterAsync(row, year, number => DocumentRegistration.Complete(registered = row.Copy(), year, number, actor), actor.Now);
        if (given.Owner == document.DocumentId)
        {
            return registered == row ? (await LoadAsync(document, cancellationToken)).Progress : registered.Progress;
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
    public async Task<DocumentProgress> RefuseAsync([ActivityTrigger] DocumentReference document, CancellationToken cancellationToken)
    {
        if (await decisions.FindPendingAsync(document, cancellationToken) is { } decision)
        {
            return await decisions.ApplyAsync(decision, cancellationToken);
        }

        var row = await LoadAsync(document, cancellationToken);
        if (row.State == DocumentState.Quarantined)
        {
            var actor = await IntakeAsync(document, cancellationToken);
            row.Move(DocumentEvent.Refuse, actor, $"Nobody decided within {DocumentIntakeOrchestrator.QuarantineDeadline.TotalDays} days.");
            await store.SaveAsync(row, DocumentNotices.Of(row), actor.Now);
        }

        return row.Progress;
    }

    /// <summary>Reminds the people of the exception queue, once a day at most.</summary>
    [Function(nameof(DocumentSteps.RemindOfDocument))]
    public async Task<DocumentProgress> RemindAsync([ActivityTrigger] DocumentReference document, CancellationToken cancellationToken)
    {
        if (await decisions.FindPendingAsync(document, cancellationToken) is { } decision)
        {
            return await decisions.ApplyAsync(decision, cancellationToken);
        }

        var row = await LoadAsync(document, cancellationToken);
        if (row.State == DocumentState.NeedsPerson)
        {
            var actor = await IntakeAsync(document, cancellationToken);
            var before = row.MessageId;
            var reminder = DocumentNotices.Reminder(row, actor.LocalTime[..10]);
            if (row.MessageId != before)
            {
                await store.SaveAsync(row, reminder, actor.Now);
            }
        }

        return row.Progress;
    }

    /// <summary>Hands one notification to Service Bus; nothing happens when it was handed over before.</summary>
    [Function(nameof(DocumentSteps.SendNotice))]
    public Task SendNoticeAsync([ActivityTrigger] DocumentNotice notice, CancellationToken cancellationToken)
        => outbox.SendAsync(DocumentStore.AddressOf(notice.Document.Tenant, notice.MessageId), cancellationToken);

    private async Task TakeInAsync(DocumentRow row, DroppedContent content, CancellationToken cancellationToken)
    {
        await drop.KeepAsync(row.Reference.Tenant, row.Name, row.SourceVersion, content, cancellationToken);
        row.Sha256 = content.Sha256;
        row.Size = content.Size;

        var examination = content.Bytes is null
            ? DocumentExaminer.Refuse(QuarantineReason.TooLarge, row.Name)
            : DocumentExaminer.Examine(content.Bytes, row.Name, new ExaminationLimits { MaxBytes = options.Value.MostBytes, MaxFieldLength = LongestField, MaxNumbers = MostNumbers });
        DocumentRegistration.Describe(row, examination);
        if (examination.Quarantine is { } quarantine)
        {
            await QuarantineAsync(row, quarantine, cancellationToken);
        }
        else if (await tenants.FindAsync(row.Reference.Tenant, cancellationToken) is null)
        {
            await store.NoteUnknownTenantAsync(row.Reference.Tenant);
            await QuarantineAsync(row, Quarantine.For(QuarantineReason.UnknownTenant), cancellationToken);
        }
        else
        {
            var actor = await IntakeAsync(row.Reference, cancellationToken);
            row.Move(DocumentEvent.Accept, actor, examination.Route.Reason);
            await store.SaveAsync(row, notification: null, actor.Now);
        }
    }

    private async Task QuarantineAsync(DocumentRow row, Quarantine quarantine, CancellationToken cancellationToken)
    {
        var actor = await IntakeAsync(row.Reference, cancellationToken);
        row.QuarantineReason = JsonSerializer.SerializeToElement(quarantine.Reason).GetString();
        row.Reason = quarantine.Text;
        row.Move(DocumentEvent.Quarantine, actor, quarantine.Text);
        await store.SaveAsync(row, DocumentNotices.Of(row), actor.Now);
    }

    /// <summary>The version is gone: what took its place is taken up as a document of its own.</summary>
    private async Task GiveUpAsync(DocumentRow row, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var actor = await IntakeAsync(row.Reference, cancellationToken);
        if (await drop.CurrentVersionAsync(row.Name, cancellationToken) is { } current)
        {
            await arrivals.TakeUpAsync(new DroppedBlob(row.Name, current.Version, current.WrittenAt), client, actor.Now, cancellationToken);
            row.Move(DocumentEvent.Supersede, actor, "Overwritten before it was read.");
        }
        else
        {
            row.Move(DocumentEvent.Withdraw, actor, "Removed before it was read.");
        }

        await store.SaveAsync(row, notification: null, actor.Now);
    }

    private async Task<DocumentRow> LoadAsync(DocumentReference document, CancellationToken cancellationToken)
        => await store.FindAsync(document, cancellationToken) ?? throw new InvalidOperationException($"Document {document.DocumentId} was never written down.");

    private async Task<DocumentActor> IntakeAsync(DocumentReference document, CancellationToken cancellationToken)
        => DocumentActor.At(time.GetUtcNow(), await tenants.FindAsync(document.Tenant, cancellationToken), DocumentActor.Intake, document.InstanceId);
}
