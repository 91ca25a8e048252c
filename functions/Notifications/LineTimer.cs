using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Notifications;

/// <summary>The clock of what was held back and of what did not get through.</summary>
public sealed class LineTimer(LinePump pump, TenantStore tenants)
{
    /// <summary>Every minute; a line that somebody moves already is left to them.</summary>
    [Function("NotificationLineTimer")]
    public async Task TickAsync([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        foreach (var tenant in await tenants.ListAsync(cancellationToken))
        {
            failures.AddRange(await pump.RunAsync(tenant.Id, cancellationToken));
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
