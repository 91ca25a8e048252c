using System.Globalization;
using Azure.Data.Tables;
using BackOffice.Documents.Domain;
using BackOffice.Notifications;
using Microsoft.DurableTask.Client;

namespace BackOffice.Documents;

/// <summary>What the sweeper mends, of what has been left since before an instant. Mending twice changes nothing.</summary>
public sealed class DocumentRepairs(DocumentStore store, DocumentDrop drop, DocumentArrivals arrivals, DocumentDecisions decisions, Outbox outbox, TimeProvider time)
{
    /// <summary>Takes up what lies in the drop and no trigger told of; clears what was taken in.</summary>
    internal async Task<int> TakeUpForgottenAsync(string tenant, DateTimeOffset before, DurableTaskClient client, CancellationToken cancellationToken)
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

    /// <summary>Starts again the intakes that ended or were lost before their document was settled.</summary>
    internal async Task<int> RestartStoppedAsync(string tenant, DateTimeOffset before, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var records = await store.ListAsync<DocumentRow>(tenant, DocumentRow.KeyPrefix, cancellationToken);
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
    internal async Task<int> ApplyLeftDecisionsAsync(string tenant, DateTimeOffset before, DurableTaskClient client, CancellationToken cancellationToken)
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

    /// <summary>Sends the notifications that a crash left behind.</summary>
    internal Task<int> SendLeftoversAsync(string tenant, DateTimeOffset before, CancellationToken cancellationToken)
        => outbox.SendLeftoversAsync(new Leftovers(DocumentKeys.Table, DocumentKeys.Partition(tenant), before), cancellationToken);
}
