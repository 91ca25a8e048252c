using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace BackOffice.Notifications;

/// <summary>Sends what is still pending in the outbox of any feature: a crash between the change and the sending leaves it there.</summary>
public sealed class OutboxSweep(OutboxPlaces places, Outbox outbox, TenantStore tenants, TimeProvider time, IOptions<NotificationsOptions> options)
{
    /// <summary>Every five minutes; two at a time send nothing twice that a recipient could see.</summary>
    [Function("OutboxSweepTimer")]
    public Task TickAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        => RunAsync(TimeSpan.FromMinutes(options.Value.SweepAfterMinutes), cancellationToken);

    /// <summary>Sends what has been pending for so long, oldest first in each partition.</summary>
    /// <returns>How many were sent.</returns>
    /// <exception cref="AggregateException">Some outboxes failed; the others were swept, and the next sweep tries all again.</exception>
    internal async Task<int> RunAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - age;
        var known = (await tenants.ListAsync(cancellationToken)).Select(tenant => tenant.Id).Append(Tenant.Nobody).ToList();
        var sent = 0;
        List<Exception> failures = [];
        foreach (var place in places.All)
        {
            foreach (var partition in place.PartitionsOf is { } partitionsOf ? known.SelectMany(partitionsOf).Cast<string?>() : [null])
            {
                try
                {
                    sent += await outbox.SendLeftoversAsync(new Leftovers(place.Table, partition, before), cancellationToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // The others must not wait for one whose storage is broken.
                    failures.Add(new InvalidOperationException($"The outbox {place.Table}, {partition ?? "all partitions"}, was not swept.", failure));
                }
            }
        }

        return failures.Count == 0 ? sent : throw new AggregateException(failures);
    }
}
