using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace BackOffice.Documents;

/// <summary>The sweeper's activities: repair first, then compare everything with everything, then report.</summary>
public sealed class DocumentSweep(DocumentStore store, DocumentDrop drop, DocumentArrivals arrivals, DocumentDecisions decisions, Outbox outbox, TenantStore tenants, TimeProvider time, IOptions<DocumentsOptions> options)
{
    public const string ReportPrefix = "sweep|";

    /// <summary>Keeps a report within one property.</summary>
    private const int MostDiscrepanciesListed = 200;

    private const long LastSecond = 253_402_300_799;

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
        var takenUp = await TakeUpForgottenAsync(tenant, before, client, cancellationToken);
        var records = await ReadAllAsync<DocumentRow>(tenant, DocumentRow.KeyPrefix, cancellationToken);
        var restarted = await RestartStoppedAsync(records, before, client, cancellationToken);
        var applied = await ApplyLeftDecisionsAsync(tenant, before, client, cancellationToken);
        var sent = await outbox.SendLeftoversAsync(DocumentKeys.Table, DocumentKeys.Partition(tenant), before, cancellationToken);

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
        var entries = await ReadAllAsync<RegisterEntry>(tenant, "entry|", cancellationToken);
        var records = await ReadAllAsync<DocumentRow>(tenant, DocumentRow.KeyPrefix, cancellationToken);
        return (entries.Count, Reconciliation.Compare(new Holdings(
            [.. entries.Select(entry => new HeldEntry(entry.Year, entry.Number, entry.DocumentId, entry.Sha256))],
            [.. records.Select(record => new HeldRecord(record.Reference.DocumentId, record.State, record.Sha256, record.Year, record.Number))],
            await KeptAsync(tenant, cancellationToken))));
    }

    private async Task<int> TakeUpForgottenAsync(string tenant, DateTimeOffset before, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var takenUp = 0;
        await foreach (var item in drop.ListDrop(cancellationToken))
        {
            var blob = new DroppedBlob(item.Name, item.Properties.ETag?.ToString() ?? "", item.Properties.LastModified ?? before);
            if (blob.Tenant != tenant || blob.WrittenAt > before)
            {
                continue;
            }

            var known = await store.FindAsync(blob.Document, cancellationToken);
            if (known?.Sha256 is not null)
            {
                // Taken in: its content is kept. Clearing here and not at once keeps a slow delete off every document's way.
                await drop.ClearAsync(blob.Name, blob.Version, cancellationToken);
            }
            else if (known is null)
            {
                await arrivals.TakeUpAsync(blob, client, time.GetUtcNow(), cancellationToken);
                takenUp++;
            }
        }

        return takenUp;
    }

    private static async Task<int> RestartStoppedAsync(IReadOnlyList<DocumentRow> records, DateTimeOffset before, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var restarted = 0;
        foreach (var row in records.Where(row => !row.State.IsSettled() && row.ReceivedAt <= before))
        {
            var intake = await client.GetInstanceAsync(row.Reference.InstanceId, cancellationToken);
            if (intake is { IsCompleted: false })
            {
                continue;
            }

            if (intake is not null)
            {
                await client.PurgeInstanceAsync(row.Reference.InstanceId, cancellationToken);
            }

            await DocumentArrivals.StartAsync(row.Reference, client, cancellationToken);
            restarted++;
        }

        return restarted;
    }

    /// <summary>A decision whose event was lost: raised again to the intake that waits, or applied where none does.</summary>
    private async Task<int> ApplyLeftDecisionsAsync(string tenant, DateTimeOffset before, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var applied = 0;
        var stamp = before.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await foreach (var row in store.Query<TableEntity>(tenant, "decision|", $"State eq 'Pending' and DecidedAt le datetime'{stamp}'").WithCancellation(cancellationToken))
        {
            var parts = row.RowKey.Split('|');
            var decision = new DocumentDecision(new DocumentReference(tenant, parts[1]), parts[2]);
            var intake = await client.GetInstanceAsync(decision.Document.InstanceId, cancellationToken);
            if (intake is { IsCompleted: false })
            {
                await client.RaiseEventAsync(decision.Document.InstanceId, DocumentIntakeOrchestrator.Decided, decision.DecisionId, cancellationToken);
            }
            else
            {
                await decisions.ApplyAsync(decision, cancellationToken);
            }

            applied++;
        }

        return applied;
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

    private async Task<IReadOnlyList<T>> ReadAllAsync<T>(string tenant, string prefix, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        await foreach (var row in store.Query<T>(tenant, prefix).WithCancellation(cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
