using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Schedule;

/// <summary>The clock of the schedule.</summary>
public sealed class ScheduleTriggers(ScheduleTick tick)
{
    /// <summary>Every minute by UTC. Not monitored: the cursor of each tenant knows what was missed, and the host need not.</summary>
    [Function("ScheduleTick")]
    public Task TickAsync([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => tick.RunAsync(client, cancellationToken);
}
