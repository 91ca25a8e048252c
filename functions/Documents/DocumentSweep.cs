using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.Runs;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace BackOffice.Documents;

/// <summary>The sweeper's activities: repair first, then compare everything with everything, then report.</summary>
public sealed class DocumentSweep(DocumentStore store, DocumentDrop drop, DocumentRepairs repairs, TenantStore tenants, TimeProvider time, IOptions<DocumentsOptions> options)
{
    public const string ReportPrefix = "sweep|";

    /// <summary>Keeps a report within one property.</summary>
    private const int MostDiscrepanciesListed = 200;

    private const long LastSecond = 253_402_300_799;

    /// <returns>The sweep of this minute: an earlier one of the same minute is the same.</returns>
    internal static async Task<string> StartAsync(DurableTaskClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = "document-sweep-" + now.UtcDateTime.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        await client.StartOnceAsync(nameof(DocumentSweepOrchestrator), id, input: null, cancellationToken);
        return id;
    }

    /// <summary>The tenants, and nobody's when something lies there.</summary>
    [Function(nameof(DocumentSteps.ListDocumentTenants))]
    public async Task<IReadOnlyList<string>> ListTenantsAsync([ActivityTrigger] FunctionContext context, CancellationToken cancellationToken)
    {
        var known = (await tenants.ListAsync(cancellationToken)).Select(tenant => tenant.Id).ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in drop.ListDrop(cancellationToken))
        {
            known.Add(new DroppedBlob(blob.Name, "", default).Tenant);
        }

        await foreach (var seen in store.Query<TableEntity>(Tenant.Nobody, DocumentStore.UnknownTenantPrefix).WithCancellation(cancellationToken))
        {
            known.Add(seen.RowKey[DocumentStore.UnknownTenantPrefix.Length..]);
        }

        return [.. known.Order(StringComparer.Ordinal)];
    }

    /// <summary>Sweeps one tenant; a second sweep finds nothing left to repair.</summary>
    [Function(nameof(DocumentSteps.SweepTenant))]
    public async Task<SweepResult> SweepAsync([ActivityTrigger] string tenant, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - TimeSpan.FromMinutes(options.Value.SweepAfterMinutes);
        var takenUp = await repairs.TakeUpForgottenAsync(tenant, before, client, cancellationToken);
        var restarted = await repairs.RestartStoppedAsync(tenant, before, client, cancellationToken);
        var applied = await repairs.ApplyLeftDecisionsAsync(tenant, before, client, cancellationToken);
        var sent = await repairs.SendLeftoversAsync(tenant, before, cancellationToken);

        var (registered, discrepancies) = await CompareAsync(tenant, cancellationToken);
        if (discrepancies.Count > 0)
        {
            // A document that was registered between two readings looks like an error once, and never twice.
            (registered, var again) = await CompareAsync(tenant, cancellationToken);
            discrepancies = [.. discrepancies.Intersect(again)];
        }

        var result = new SweepResult(tenant, takenUp, restarted, applied, sent, registered, discrepancies.Count);
        await ReportAsync(result, discrepancies);
        return result;
    }

    private async Task<(int Registered, IReadOnlyList<Discrepancy> Discrepancies)> CompareAsync(string tenant, CancellationToken cancellationToken)
    {
        var entries = await store.ListAsync<RegisterEntry>(tenant, "entry|", cancellationToken);
        var records = await store.ListAsync<DocumentRow>(tenant, DocumentRow.KeyPrefix, cancellationToken);
        return (entries.Count, Reconciliation.Compare(new Holdings(
            [.. entries.Select(entry => new HeldEntry(entry.Year, entry.Number, entry.DocumentId, entry.Sha256))],
            [.. records.Select(record => new HeldRecord(record.Reference.DocumentId, record.State, record.Sha256, record.Year, record.Number))],
            await KeptAsync(tenant, cancellationToken))));
    }

    private async Task<IReadOnlySet<string>> KeptAsync(string tenant, CancellationToken cancellationToken)
    {
        HashSet<string> digests = new(StringComparer.Ordinal);
        await foreach (var blob in drop.ListKept(tenant, cancellationToken))
        {
            digests.Add(blob.Name[(blob.Name.LastIndexOf('/') + 1)..]);
        }

        return digests;
    }

    private Task<bool> ReportAsync(SweepResult result, IReadOnlyList<Discrepancy> discrepancies)
    {
        var now = time.GetUtcNow();
        return store.TryAddAsync(new TableEntity(DocumentKeys.Partition(result.Tenant), string.Create(CultureInfo.InvariantCulture, $"{ReportPrefix}{LastSecond - now.ToUnixTimeSeconds():D12}"))
        {
            ["SchemaVersion"] = 1,
            ["SweptAt"] = now,
            ["Result"] = JsonSerializer.Serialize(result),
            ["Discrepancies"] = JsonSerializer.Serialize(discrepancies.Take(MostDiscrepanciesListed)),
        });
    }
}
