using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Documents;

/// <summary>Looks for what a lost trigger or a crash left behind, takes it up again, and reports what is missing.</summary>
public static class DocumentSweepOrchestrator
{
    [Function(nameof(DocumentSweepOrchestrator))]
    public static async Task<IReadOnlyList<SweepResult>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        List<SweepResult> results = [];
        List<string> failed = [];
        foreach (var tenant in await context.ListDocumentTenants())
        {
            try
            {
                results.Add(await context.SweepTenant(tenant));
            }
            catch (TaskFailedException)
            {
                // The others must not wait for one whose storage or messages are away.
                failed.Add(tenant);
            }
        }

        return failed.Count == 0 ? results : throw new InvalidOperationException($"Swept {results.Count} tenants; could not sweep {string.Join(", ", failed)}.");
    }
}

/// <summary>What one sweep of one tenant did and found; the report has the details.</summary>
/// <param name="TakenUp">Blobs in the drop that no trigger had brought.</param>
/// <param name="Restarted">Documents whose intake had stopped.</param>
/// <param name="DecisionsApplied">Decisions that waited though nobody was waiting for them.</param>
/// <param name="NoticesSent">Notifications that were still pending.</param>
/// <param name="Registered">Register entries in all.</param>
/// <param name="Discrepancies">What does not agree; zero is the proof that nothing is lost.</param>
public sealed record SweepResult(string Tenant, int TakenUp, int Restarted, int DecisionsApplied, int NoticesSent, int Registered, int Discrepancies);
