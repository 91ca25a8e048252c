using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payments;

/// <summary>Finishes what a crash left: banks' messages that were not worked off, orders that were not paid to their last line, news that not everybody knows.</summary>
public sealed class PaymentsSweep(Settlements settlements, PaymentOrderMarks marks, PaymentNews news, TenantStore tenants, TimeProvider time)
{
    /// <summary>Who sent a message finishes it himself; after this time nobody is at it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>Every five minutes; a second one at the same time changes nothing.</summary>
    /// <exception cref="AggregateException">Some tenants failed; the others were served.</exception>
    [Function("PaymentsSweepTimer")]
    public Task TickAsync([TimerTrigger("40 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        => tenants.ForEachAsync("The sweep of the payments", tenant => FinishAsync(tenant.Id, cancellationToken), cancellationToken);

    private async Task FinishAsync(string tenant, CancellationToken cancellationToken)
    {
        await foreach (var row in settlements.Pending(tenant).WithCancellation(cancellationToken))
        {
            if (row.ReceivedAt + Grace <= time.GetUtcNow())
            {
                await settlements.FinishAsync(tenant, row.Digest, cancellationToken);
            }
        }

        await foreach (var order in news.Untold(tenant).WithCancellation(cancellationToken))
        {
            if (order.NewsAt + Grace <= time.GetUtcNow())
            {
                await marks.FinishAsync(order, cancellationToken);
                await news.RetellAsync(order, cancellationToken);
            }
        }
    }
}
