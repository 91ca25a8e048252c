using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.People;

/// <summary>Finishes imports that were cut off and that nobody sent again.</summary>
public sealed class PeopleTriggers(PendingImports imports, TenantStore tenants)
{
    [Function("PeopleImportSweep")]
    public Task SweepAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        => tenants.ForEachAsync("The import of people", tenant => imports.FinishAsync(tenant.Id, group: null, cancellationToken), cancellationToken);
}
