using System.Text.Json;
using BackOffice.Documents.Domain;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace BackOffice.Documents;

/// <summary>The first part of the intake: what lies in the drop is read once, kept, and accepted or set aside.</summary>
public sealed class ExaminationActivities(DocumentStore store, DocumentDrop drop, DocumentArrivals arrivals, Actors actors, IOptions<DocumentsOptions> options)
{
    /// <summary>With ten texts and thirty numbers a header fits in a row's property.</summary>
    private const int LongestField = 300;

    private const int MostNumbers = 30;

    /// <summary>Reads the seen version once, keeps it and says what it is; the sweeper clears it from the drop.</summary>
    [Function(nameof(DocumentSteps.ExamineDocument))]
    public async Task<DocumentProgress> ExamineAsync([ActivityTrigger] DocumentReference document, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var row = await store.RequireAsync(document, cancellationToken);
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
        var row = await store.RequireAsync(document, cancellationToken);
        if (row.State is DocumentState.Received or DocumentState.Examined)
        {
            await QuarantineAsync(row, Quarantine.For(QuarantineReason.ExaminationFailed), await actors.NowAsync(document.Tenant, DocumentIntakeOrchestrator.Actor, document.InstanceId, cancellationToken));
        }

        return row.Progress;
    }

    private async Task TakeInAsync(DocumentRow row, DroppedContent content, CancellationToken cancellationToken)
    {
        await drop.KeepAsync(row.Reference.Tenant, row.Name, row.SourceVersion, content, cancellationToken);
        row.Sha256 = content.Sha256;
        row.Size = content.Size;

        var examination = content.Bytes is null
            ? DocumentExaminer.Refuse(QuarantineReason.TooLarge, row.Name)
            : DocumentExaminer.Examine(content.Bytes, row.Name, new ExaminationLimits { MaxBytes = options.Value.MostBytes, MaxFieldLength = LongestField, MaxNumbers = MostNumbers });
        DocumentRegistration.Describe(row, examination);
        var actor = await actors.NowAsync(row.Reference.Tenant, DocumentIntakeOrchestrator.Actor, row.Reference.InstanceId, cancellationToken);
        if (actor.Tenant is null)
        {
            await store.NoteUnknownTenantAsync(row.Reference.Tenant);
        }

        if (Quarantine.Of(examination, tenantIsKnown: actor.Tenant is not null) is { } quarantine)
        {
            await QuarantineAsync(row, quarantine, actor);
        }
        else
        {
            row.Move(DocumentEvent.Accept, actor, examination.Route.Reason);
            await store.SaveAsync(row, notification: null, actor.Now);
        }
    }

    private async Task QuarantineAsync(DocumentRow row, Quarantine quarantine, Actor actor)
    {
        row.QuarantineReason = JsonSerializer.SerializeToElement(quarantine.Reason).GetString();
        row.Reason = quarantine.Text;
        row.Move(DocumentEvent.Quarantine, actor, quarantine.Text);
        await store.SaveAsync(row, DocumentNotices.Of(row), actor.Now);
    }

    /// <summary>The version is gone: what took its place is taken up as a document of its own.</summary>
    private async Task GiveUpAsync(DocumentRow row, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(row.Reference.Tenant, DocumentIntakeOrchestrator.Actor, row.Reference.InstanceId, cancellationToken);
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
}
