using BackOffice.Documents.Domain;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Documents;

/// <summary>Takes one dropped document in: read it, keep it, register it, send it on; ask a person where the rules cannot tell.</summary>
public static class DocumentIntakeOrchestrator
{
    /// <summary>How long a quarantined document waits; then silence refuses it.</summary>
    public static readonly TimeSpan QuarantineDeadline = TimeSpan.FromDays(30);

    /// <summary>How long a registered document waits for a person before they are reminded, again and again.</summary>
    public static readonly TimeSpan ReminderInterval = TimeSpan.FromDays(7);

    /// <summary>Who acted, where no person did.</summary>
    public const string Actor = "intake";

    /// <summary>The event that brings a person's decision.</summary>
    public const string Decided = "DocumentDecided";

    [Function(nameof(DocumentIntakeOrchestrator))]
    public static async Task<DocumentState> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var document = context.GetInput<DocumentReference>()!;

        var progress = await ExamineAsync(context, document);

        while (progress.State == DocumentState.Quarantined)
        {
            var announced = AnnounceAsync(context, document, progress);
            progress = await context.DecisionWithin(QuarantineDeadline) is { } decision
                ? await context.ApplyDecision(new(document, decision))
                : await context.RefuseDocument(document);
            await announced;
            progress = progress.State == DocumentState.Received ? await ExamineAsync(context, document) : progress;
        }

        if (progress.State == DocumentState.Examined)
        {
            progress = await context.RegisterDocument(document);
        }

        while (progress.State == DocumentState.NeedsPerson)
        {
            var announced = AnnounceAsync(context, document, progress);
            progress = await context.DecisionWithin(ReminderInterval) is { } decision
                ? await context.ApplyDecision(new(document, decision))
                : await context.RemindOfDocument(document);
            await announced;
        }

        await AnnounceAsync(context, document, progress);
        return progress.State;
    }

    private static async Task<DocumentProgress> ExamineAsync(TaskOrchestrationContext context, DocumentReference document)
    {
        try
        {
            return await context.ExamineDocument(document);
        }
        catch (TaskFailedException)
        {
            // Whatever it was, trying again did not help: a person has to see it.
            return await context.SetDocumentAside(document);
        }
    }

    /// <summary>Tells where the document is. Nobody waits for the bus to decide: the decision is taken while the notice is on its way.</summary>
    private static async Task AnnounceAsync(TaskOrchestrationContext context, DocumentReference document, DocumentProgress progress)
    {
        context.SetCustomStatus(progress.State);
        if (progress.MessageId is { } message)
        {
            await context.SendNotice(new(document, message));
        }
    }
}
