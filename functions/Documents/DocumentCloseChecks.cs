using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Closing;
using BackOffice.Closing.Domain;
using BackOffice.Documents.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Documents;

/// <summary>Every document that arrived until the month's end is decided: in the register and at its destination, or refused.</summary>
internal sealed class DocumentsDecidedStep(DocumentStore store, TenantStore tenants) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("documents-decided", CloseStepKind.Check, Role.Preparer, After: [CloseStepCatalog.SoftClose])
    {
        Before = [CloseStepCatalog.PostingsSettled],
    };

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var end = (await tenants.FindAsync(run.Tenant, cancellationToken))!.EndOf(run.Period);
        var open = (await store.ListAsync<DocumentRow>(run.Tenant, DocumentRow.KeyPrefix, cancellationToken)).Where(row => row.ReceivedAt < end && !row.State.IsSettled()).ToList();
        var waiting = open.Count(row => DocumentLifecycle.WaitingForPerson.Contains(row.State));
        return CloseOutcome.Of(
            new CloseBlocker("documents-waiting", waiting, $"/api/v1/{run.Tenant}/documents?needsPerson=true"),
            new CloseBlocker("documents-under-way", open.Count - waiting, $"/api/v1/{run.Tenant}/documents?state=Received,Examined"));
    }
}

/// <summary>The register was reconciled after the month's end, and nothing was missing.</summary>
internal sealed class RegisterReconciledStep(DocumentStore store, TenantStore tenants) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("register-reconciled", CloseStepKind.Check, Role.Administrator, After: [CloseStepCatalog.SoftClose])
    {
        Before = [CloseStepCatalog.PostingsSettled],
    };

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var end = (await tenants.FindAsync(run.Tenant, cancellationToken))!.EndOf(run.Period);
        var link = $"/api/v1/{run.Tenant}/documents-sweeps";
        await foreach (var latest in store.Query<TableEntity>(run.Tenant, DocumentSweep.ReportPrefix, pageSize: 1).WithCancellation(cancellationToken))
        {
            return latest.GetDateTimeOffset("SweptAt") < end
                ? CloseOutcome.Of(new CloseBlocker("register-not-swept", 1, link))
                : CloseOutcome.Of(new CloseBlocker("register-discrepancies", JsonSerializer.Deserialize<SweepResult>(latest.Text("Result"))!.Discrepancies, link));
        }

        return CloseOutcome.Of(new CloseBlocker("register-not-swept", 1, link));
    }
}
