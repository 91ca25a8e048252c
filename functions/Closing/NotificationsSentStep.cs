using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Notifications;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>Nobody is left untold of what happened in the month: no outbox holds a notification from it, or from before.</summary>
internal sealed class NotificationsSentStep(OutboxPlaces places, Outbox outbox, TenantStore tenants) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("notifications-sent", CloseStepKind.Check, Role.Administrator, After: [CloseStepCatalog.SoftClose])
    {
        Before = [CloseStepCatalog.PostingsSettled],
    };

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var end = (await tenants.FindAsync(run.Tenant, cancellationToken))!.EndOf(run.Period);
        var pending = 0;
        foreach (var place in places.All)
        {
            foreach (var partition in place.PartitionsOf is { } partitionsOf ? partitionsOf(run.Tenant).Cast<string?>() : [null])
            {
                pending += await CountAsync(outbox.QueryPending(place.Table, partition), run.Tenant, end, cancellationToken);
            }
        }

        return CloseOutcome.Of(new CloseBlocker("notifications-unsent", pending, $"/api/v1/{run.Tenant}/notifications"));
    }

    private static async Task<int> CountAsync(Azure.AsyncPageable<TableEntity> rows, string tenant, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            count += row.GetString("Tenant") == tenant && row.GetDateTimeOffset("RequestedAt") < end ? 1 : 0;
        }

        return count;
    }
}
